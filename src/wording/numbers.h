// One rounding rule, and one way to write a number, a range, a month and a day, for the terminal, the page
// and the papers.
#pragma once

#include "base/dates.h"

#include <optional>
#include <string>
#include <string_view>

namespace handover::wording {

// A figure as it is shown: two significant digits, never more precise than that. 1847 is "1,800", 7.44 is
// "7.4", 0.346 is "0.35"; three digits that would round to two keep none after the point. What is not finite
// is written as "unbounded".
struct Rounded {
  double value = 0.0;
};
// A figure as somebody stated it, or one of which a table shows so many decimals: none are added, 90 is "90".
struct Exact {
  double value = 0.0;
  int decimals = 2;  // at most
};
// The value that is written: `value` at two significant digits.
double rounded_value(double value);

// A locale's way with figures; "en" unless said otherwise. Pure.
std::string number(double value, std::string_view locale = "en");  // by the rule
std::string exact(double value, int decimals, std::string_view locale = "en");
std::string whole(long long value, std::string_view locale = "en");  // every digit, grouped
std::string range(double low, double high,
                  std::string_view locale = "en");  // "310–890"; one number when both round to the same
// People: whole persons from one on, "under 1" below.
std::string people(double low, double high, std::string_view locale = "en");
std::string month(Month month, std::string_view locale = "en");  // "Sep 2025"
std::string month(const std::optional<Month>& month, std::string_view otherwise);
std::string month_in_figures(Month month, std::string_view locale = "en");  // "11/2024", as the locale has it
std::string month_name(unsigned month, std::string_view locale = "en");     // 1: "Jan"
std::string day(Date date, std::string_view locale = "en");                 // "27 Jan 2024"
// Shares are counted in hundreds: 0.415 is 42, "41 to 58 of 100".
long long hundred(double share);
std::string of_hundred(double low, double high);

}  // namespace handover::wording
