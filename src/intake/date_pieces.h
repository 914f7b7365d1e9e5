// Inside this module only: the pieces that expressions of dates are made of, and the readers of each family.
//
// A `take_...` function takes one piece at the cursor, or leaves the cursor where it is and gives nothing. A
// `read_...` function reads one family of expressions at a token, and gives nothing when the words there are
// none of it.
#pragma once

#include "intake/date_words.h"

#include <initializer_list>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace handover::intake {

using WordSet = std::unordered_set<std::string_view>;

// A place in the text from which words are read; copies are cheap, so that a reading can be given up.
class Cursor {
 public:
  Cursor(const Words& words, std::size_t at) : words_(&words), at_(at), end_(words.sentence_with(at).last) {}

  std::size_t at() const { return at_; }
  bool done() const { return at_ >= end_; }
  const Token& token() const { return words_->tokens[at_]; }
  const Token* ahead(std::size_t by) const { return at_ + by < end_ ? &words_->tokens[at_ + by] : nullptr; }
  const Token* before(std::size_t by = 1) const {
    const std::size_t first = words_->sentence_with(std::min(at_, words_->tokens.size() - 1)).first;
    return at_ >= first + by ? &words_->tokens[at_ - by] : nullptr;
  }
  void skip(std::size_t count = 1) { at_ += count; }

  bool token_is(std::string_view word) const { return !done() && token().is(word); }
  bool take(std::string_view word) {
    if (done() || !token().is(word)) return false;
    ++at_;
    return true;
  }
  bool take_phrase(std::span<const std::string_view> phrase) {
    for (std::size_t by = 0; by < phrase.size(); ++by) {
      const Token* next = ahead(by);
      if (next == nullptr || !next->is(phrase[by])) return false;
    }
    at_ += phrase.size();
    return true;
  }
  bool take_phrase(std::initializer_list<std::string_view> phrase) {
    return take_phrase(std::span(phrase.begin(), phrase.size()));
  }
  bool take_any(const WordSet& words) {
    if (done() || !words.contains(token().folded)) return false;
    ++at_;
    return true;
  }

 private:
  const Words* words_;
  std::size_t at_, end_;
};

// Arabic joins "and", "in", "to" to the word behind: the word without them.
std::string_view without_particle(std::string_view word);
// Digits alone, of a given number of them at most.
std::optional<int> plain_digits(const Token& token, std::size_t most);
std::optional<int> take_year(Cursor& cursor);
// "27", "27th".
std::optional<unsigned> take_day(Cursor& cursor);
// "twenty-seventh".
std::optional<unsigned> take_ordinal_word(const Words& words, Cursor& cursor);
// A month's name; two names of one month joined by a stroke, as Arabic newspapers write, are one.
std::optional<unsigned> take_month(Cursor& cursor);
std::optional<unsigned> take_weekday(Cursor& cursor);
std::optional<std::string> take_season(Cursor& cursor);
std::optional<DateUnit> take_unit(Cursor& cursor);

// "early", "mid-", "the end of", "later in", "at the beginning of": with what it says of the part.
struct Part {
  std::string name;
  bool of_period = false;  // says "of": a period must follow
};
std::optional<Part> take_part(Cursor& cursor);

// "[,] 2024", "of the same year", "last year": whether it is a figure.
bool take_year_behind(Cursor& cursor, SaidDate& said);
void take_weekday_before(Cursor& cursor, SaidDate& said);

SaidDate finished(SaidDate said, std::size_t first, const Cursor& cursor, std::string rule);
bool day_exists(const SaidDate& said);

using DateReader = std::optional<SaidDate> (*)(const Words&, std::size_t);

// Days that are written out: date_days.cpp.
std::optional<SaidDate> read_figures(const Words& words, std::size_t at);
std::optional<SaidDate> read_month_day(const Words& words, std::size_t at);
std::optional<SaidDate> read_day_month(const Words& words, std::size_t at);
std::optional<SaidDate> read_first_of_pair(const Words& words, std::size_t at);
std::optional<SaidDate> read_second_of_pair(const Words& words, std::size_t at);
std::optional<SaidDate> read_bare_day(const Words& words, std::size_t at);

// Days that have a name: date_feasts.cpp.
std::optional<SaidDate> read_feast(const Words& words, std::size_t at);
std::optional<SaidDate> read_named_day(const Words& words, std::size_t at);
std::optional<SaidDate> read_easter(const Words& words, std::size_t at);
std::optional<SaidDate> read_d_day(const Words& words, std::size_t at);

// Months, seasons, years and longer: date_periods.cpp.
std::optional<SaidDate> read_month(const Words& words, std::size_t at);
std::optional<SaidDate> read_season(const Words& words, std::size_t at);
std::optional<SaidDate> read_year(const Words& words, std::size_t at);
std::optional<SaidDate> read_short_year(const Words& words, std::size_t at);
std::optional<SaidDate> read_era(const Words& words, std::size_t at);
std::optional<SaidDate> read_decade(const Words& words, std::size_t at);
std::optional<SaidDate> read_short_decade(const Words& words, std::size_t at);
std::optional<SaidDate> read_quarter(const Words& words, std::size_t at);
std::optional<SaidDate> read_fiscal_year(const Words& words, std::size_t at);

// What is told from another day: date_relative.cpp.
std::optional<SaidDate> read_weekday(const Words& words, std::size_t at);
std::optional<SaidDate> read_pointing(const Words& words, std::size_t at);
std::optional<SaidDate> read_course(const Words& words, std::size_t at);
std::optional<SaidDate> read_shift(const Words& words, std::size_t at);
std::optional<SaidDate> read_weekend(const Words& words, std::size_t at);
std::optional<SaidDate> read_clock(const Words& words, std::size_t at);
std::optional<SaidDate> read_arabic_relative(const Words& words, std::size_t at);

}  // namespace handover::intake
