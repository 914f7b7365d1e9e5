// Inside this module only: whose a count is, where and when, as far as words beside it say so.
#pragma once

#include "intake/counts.h"

namespace handover::intake {

class CountContext {
 public:
  CountContext(const Words& words, const std::vector<DateMention>& dates, const std::vector<Mention>& names)
      : words_(words), dates_(dates), names_(names) {}

  // The actor, else the country, that these tokens name.
  std::string actor_in(std::size_t first, std::size_t last) const;
  const Mention* place_at(std::size_t at) const;
  // "in Iraq, Syria and Jordan" right behind the noun, or behind one participle ("stationed in Iraq").
  void add_area(CountMention& count) const;
  // "since mid-October", "in 2015", "as of 30 June": in the count's own sentence.
  void add_period(CountMention& count) const;

 private:
  bool near(const DateMention& date, const CountMention& count) const;
  const Token& token(std::size_t at) const { return words_.tokens[at]; }
  std::size_t sentence_start(std::size_t at) const { return words_.sentence_with(at).first; }
  std::size_t sentence_end(std::size_t at) const { return words_.sentence_with(at).last; }

  const Words& words_;
  const std::vector<DateMention>& dates_;
  const std::vector<Mention>& names_;
};

}  // namespace handover::intake
