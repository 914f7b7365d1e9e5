// What the values of dates mean: days of weeks, months, quarters, seasons, years and longer.
#include "intake/date_words.h"

#include <fmt/format.h>

namespace handover::intake {

using std::chrono::days;

int year_of(Date date) {
  return static_cast<int>(std::chrono::year_month_day(date).year());
}
unsigned month_number(Date date) {
  return static_cast<unsigned>(std::chrono::year_month_day(date).month());
}
unsigned weekday_of(Date date) {
  return std::chrono::weekday(date).c_encoding();
}

std::optional<Date> day_in(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  return date.ok() ? std::optional(Date(date)) : std::nullopt;
}

// ISO 8601: the week that holds the year's first Thursday is the first.
std::string week_value(Date day) {
  const unsigned since_monday = (weekday_of(day) + 6) % 7;
  const Date thursday = day - days(since_monday) + days(3);
  const int week = day_of_year(thursday) / 7 + 1;
  return fmt::format("{:04}-W{:02}", year_of(thursday), week);
}

// The Gregorian calendar's (Meeus 1991, chapter 8, after an anonymous correspondent of Nature, 1876).
Date easter_sunday(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int in_century = year % 100;
  const int correction = (century - (century + 8) / 25 + 1) / 3;
  const int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  const int weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  const int late = (golden + 11 * epact + 22 * weekday) / 451;
  const int sum = epact + weekday - 7 * late + 114;
  return date_of(year, sum / 31, sum % 31 + 1);
}

namespace {

DaySpan thirds(DaySpan span, const std::string& part) {
  const int length = static_cast<int>((span.to - span.from).count()) + 1;
  const int third = length / 3;
  if (third < 1) return span;
  if (part == "early") return {span.from, span.from + days(third - 1)};
  if (part == "mid") return {span.from + days(third), span.to - days(third)};
  if (part == "late") return {span.to - days(third - 1), span.to};
  return span;
}

DaySpan year_span(int year, int years = 1) {
  return {date_of(year, 1, 1), date_of(year + years - 1, 12, 31)};
}

struct PartOfYear {
  std::string_view code;
  unsigned first, months;
};
// Seasons of the northern half: winter is the one that begins in December of the year before.
constexpr PartOfYear kParts[] = {{"SP", 3, 3}, {"SU", 6, 3}, {"FA", 9, 3},  {"WI", 12, 3}, {"Q1", 1, 3},
                                 {"Q2", 4, 3}, {"Q3", 7, 3}, {"Q4", 10, 3}, {"H1", 1, 6},  {"H2", 7, 6}};

}  // namespace

DaySpan season_span(int year, std::string_view code) {
  for (const PartOfYear& part : kParts) {
    if (part.code != code) continue;
    const int first_year = part.first == 12 ? year - 1 : year;
    const Month first{std::chrono::year(first_year), std::chrono::month(part.first)};
    return {first_day(first), last_day(plus_months(first, static_cast<int>(part.months) - 1))};
  }
  return year_span(year);
}

namespace {

std::optional<DaySpan> days_of_week(const std::string& value) {
  const int year = std::atoi(value.substr(0, 4).c_str());
  const int week = std::atoi(value.substr(6).c_str());
  const Date fourth = date_of(year, 1, 4);  // always in the first week
  const Date monday = fourth - days((weekday_of(fourth) + 6) % 7) + days(7 * (week - 1));
  const bool weekend = value.ends_with("-WE");
  return DaySpan{monday + days(weekend ? 5 : 0), monday + days(6)};
}

}  // namespace

std::optional<DaySpan> days_of_value(const std::string& value, const std::string& part) {
  if (const auto day = parse_date(value)) return DaySpan{*day, *day};
  if (const auto month = parse_month(value)) return thirds({first_day(*month), last_day(*month)}, part);
  if (value.size() < 3 || value.find_first_not_of("0123456789") == 0) return std::nullopt;
  if (value.ends_with("XX")) return thirds(year_span(std::atoi(value.c_str()) * 100, 100), part);
  if (value.ends_with("X")) return thirds(year_span(std::atoi(value.c_str()) * 10, 10), part);
  const int year = std::atoi(value.substr(0, 4).c_str());
  if (year < 1) return std::nullopt;
  if (value.size() == 4) return thirds(year_span(year), part);
  if ((value.size() == 8 || value.ends_with("-WE")) && value[5] == 'W' && value[6] != 'I')
    return days_of_week(value);
  if (value.size() == 7) return thirds(season_span(year, std::string_view(value).substr(5)), part);
  return std::nullopt;
}

}  // namespace handover::intake
