// What a source's words leave open: a date as a span of days, a number as a range, a description as a sense.
#pragma once

#include "base/dates.h"

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace handover::evidence {

struct DateSpan {
  Date from{}, to{};  // inclusive
  bool operator==(const DateSpan&) const = default;
  bool is_day() const { return from == to; }
};
// "2024-01-27", "2024-01", "2023", "early 2020", "mid-2021", "late 2017", "late 2017-10" or two of them
// joined by "..". Early, mid and late are thirds of the year or of the month. Nothing when the words are no
// date.
std::optional<DateSpan> parse_spoken_date(std::string_view text);
// "Tuesday" or "Tue".
std::optional<std::chrono::weekday> parse_weekday(std::string_view text);
bool contains(const DateSpan& span, std::chrono::weekday day);

struct NumberRange {
  double low = 0.0, high = 0.0;
  bool operator==(const NumberRange&) const = default;
};
// Conventions of reading, not measurements: "about" is taken as within 10 %, and a speaker who says "more
// than N" is taken to know of no more than 1.15 N (else he would have named a higher number).
inline constexpr double kAbout = 0.10;
inline constexpr double kMoreThan = 1.15;
// "2500", "2,500", "2 500", "170 thousand", "141k", "1.2 million", "~2500", "about 2500", ">150", "over 150",
// ">=134", "at least 134", "<200", "120..150", "120-150" (also with a dash or "to"), "dozens", "hundreds",
// "thousands". Nothing when the words are no number: a comma that does not stand before three digits ("2,5")
// may be meant as a decimal sign.
std::optional<NumberRange> parse_spoken_number(std::string_view text);

// A description reduced to its sense: the meanings of its words (forms of "end", "conclude" and "terminate"
// are one meaning) and whether it is denied.
struct Sense {
  std::set<std::string> meanings;
  bool denied = false;
  bool operator==(const Sense&) const = default;
};
Sense parse_sense(std::string_view text);
// Two descriptions agree when neither is denied against the other and they share at least half of the
// meanings of the shorter one.
bool agree(const Sense& a, const Sense& b);

// Lower-case words of an id or a phrase, split at everything that is no letter or digit.
std::vector<std::string> words_of(std::string_view text);

}  // namespace handover::evidence
