// Inside this module only: the words that name who says something.
#pragma once

#include "intake/gazetteer.h"
#include "intake/words.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::intake {

struct Speaker {
  std::size_t first = 0, last = 0;  // tokens
};

// Noun phrases around a verb of reporting. What is given must outlive it.
class SpeakerPhrases {
 public:
  // By token: whether it lies in a date, in a quotation or its marks, and whether it closes one.
  struct Places {
    std::vector<bool> in_date, quoted, closes;
  };
  SpeakerPhrases(const Words& words, const std::vector<Mention>& names, const Places& places)
      : words_(words),
        names_(names),
        in_date_(places.in_date),
        quoted_(places.quoted),
        closes_(places.closes) {}

  // "the claims", "an alert": the word behind a determiner or an adjective is no verb.
  bool is_noun_here(std::size_t at) const;
  // The subject of a verb: the noun phrase before it, past auxiliaries, adverbs, dates and one apposition.
  std::optional<Speaker> subject_before(std::size_t verb, std::size_t start) const;
  // The noun phrase that begins here: "said Farhad Alaaldin, a foreign affairs adviser".
  std::optional<Speaker> subject_behind(std::size_t at, std::size_t end) const;
  // The noun phrase that ends before `end`.
  std::optional<Speaker> phrase_to(std::size_t end, std::size_t start) const;
  // "a statement by the ministry", "the spokesman's statement": whose it is.
  Speaker without_statement(Speaker speaker) const;
  // The last person named with two capitals or with a title, in the sentences before.
  std::optional<Speaker> person_before(std::size_t at) const;
  // The mission's actor whom the words name; a country alone is none, and the words say more.
  std::string actor_in(const Speaker& speaker) const;
  bool is_a_speaker(const Speaker& speaker) const;
  bool names_in(const Speaker& speaker) const;
  // The first token that begins behind the span.
  std::size_t end_token(const Span& span) const;
  static bool word_is_foreign(const Token& word);

 private:
  std::optional<Speaker> past_apposition(std::optional<Speaker> phrase, std::size_t start) const;
  Speaker with_name(Speaker office, std::size_t end) const;
  bool is_boundary(std::size_t at, std::size_t end) const;
  bool follows_person_noun(std::size_t at) const;
  bool skips_at_start(std::size_t at, std::size_t end) const;
  bool is_nickname(std::size_t at) const;
  bool closes_quote(std::size_t at) const { return at < closes_.size() && closes_[at]; }
  const Token& token(std::size_t at) const { return words_.tokens[at]; }
  std::size_t start_of(std::size_t at) const { return words_.sentence_with(at).first; }
  std::size_t end_of(std::size_t at) const { return words_.sentence_with(at).last; }

  const Words& words_;
  const std::vector<Mention>& names_;
  const std::vector<bool>&in_date_, &quoted_, &closes_;
};

}  // namespace handover::intake
