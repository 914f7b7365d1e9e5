// Calendar days and months as every file writes them: YYYY-MM-DD and YYYY-MM.
#pragma once

#include "base/units.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace handover {

using Date = std::chrono::sys_days;
using Month = std::chrono::year_month;

// Of the Gregorian calendar, for rates by month and year.
inline constexpr double kDaysPerYear = 365.25, kDaysPerMonth = kDaysPerYear / 12.0;

// Both return nothing when the text is not exactly a day (month) that exists.
std::optional<Date> parse_date(std::string_view text);
std::optional<Month> parse_month(std::string_view text);

std::string to_string(Date date);
std::string to_string(Month month);

Date date_of(int year, unsigned month, unsigned day);
Month month_of(Date date);
Date first_day(Month month);
Date last_day(Month month);

// Whole days from `from` to `to`; negative when `to` comes first.
inline Days days_between(Date from, Date to) {
  return Days{static_cast<int>((to - from).count())};
}
// Whole months from `from` to `to`.
int months_between(Month from, Month to);
Month plus_months(Month month, int count);

// Day of the year from 0 (1 January), for seasonal terms.
int day_of_year(Date date);

}  // namespace handover
