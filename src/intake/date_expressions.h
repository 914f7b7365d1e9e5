// Dates as texts write them, and the days they mean. An expression is read by a named rule; a date that does
// not follow from its own words takes what is missing from an anchor, which is named: the day of publication,
// or what the text said before (rule families as in Strötgen & Gertz 2010, HeidelTime; Chang & Manning 2012,
// SUTime; values as in TIMEX2, Ferro et al. 2005).
#pragma once

#include "intake/words.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::intake {

enum class DateUnit { day, week, month, season, year, decade, century };

struct DateMention {
  std::size_t first = 0, last = 0;  // tokens
  std::string rule;                 // "date.full", "date.month.course" ...
  std::string value;                // 2024-01-27, 2024-01, 2024, 2024-W04, 1940-SU, 193X, 18XX, BC0490
  std::string part;                 // early, mid or late; empty
  DateUnit unit = DateUnit::day;
  std::optional<Date> from, to;  // nothing before our era
  std::string anchor;            // "published 2024-01-25", "year 1941 of the text"; empty: the words say all
};

struct DateContext {
  std::optional<Date> published;
  Genre genre = Genre::news;
};

// In the order of the text; mentions do not overlap. Expressions whose value cannot be told are left out.
std::vector<DateMention> find_dates(const Words& words, const DateContext& context);

// Days meant by a value with its part: early, mid and late are thirds, as the evidence module reads them.
struct DaySpan {
  Date from{}, to{};
};
std::optional<DaySpan> days_of_value(const std::string& value, const std::string& part);

// Words that name a month (1..12) or a day of the week (0: Sunday), folded; nothing otherwise. English and
// Arabic.
std::optional<unsigned> month_named(const Token& token);
std::optional<unsigned> weekday_named(const Token& token);

}  // namespace handover::intake
