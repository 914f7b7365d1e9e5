// Numbers and dates as a reader of the brief sees them: ranges, months, no false precision.
#pragma once

#include "base/dates.h"
#include "numerics/statistics.h"

#include <optional>
#include <string>
#include <string_view>

namespace handover::brief {

// Two significant digits, grouped: 1847 -> "1,800", 0.346 -> "0.35", 7.44 -> "7.4".
std::string rounded(double value);
// "310-890" with an en dash; one number when both round to the same.
std::string range_text(double low, double high);
// The same for people: whole persons, "under 1" below one.
std::string people_range(double low, double high);
// "Sep 2025"; "stays" when there is none.
std::string month_text(Month month);
std::string month_text(const std::optional<Month>& month, std::string_view otherwise);
std::string day_text(Date date);  // "27 Jan 2024"
// "41 to 58 of 100 scenarios".
std::string scenarios_text(const Interval& share);
std::string hundred_text(double low, double high);  // "41 to 58 of 100"
// "3 steps", "1 step".
std::string count_text(std::size_t count, std::string_view one, std::string_view many);
// First letter as a capital.
std::string capital(std::string text);

}  // namespace handover::brief
