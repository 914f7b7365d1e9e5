// Numbers and dates as a reader of the brief sees them, in the language that is being written (say.h):
// ranges, months, no false precision.
#pragma once

#include "base/dates.h"
#include "numerics/statistics.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
// So many decimals at most.
std::string figure_text(double value, int decimals);
// As the locale lists things: "a, b and c"; and parts of a sentence one after another: "a; b; c".
std::string list_text(const std::vector<std::string>& items);
std::string parts_text(const std::vector<std::string>& parts);
// First letter as a capital.
std::string capital(std::string text);

}  // namespace handover::brief
