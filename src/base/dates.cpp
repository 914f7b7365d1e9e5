#include "base/dates.h"

#include <charconv>

#include <fmt/format.h>

namespace handover {
namespace {

// Reads exactly `digits` decimal digits at `position`; signs and blanks are not digits.
std::optional<int> read_digits(std::string_view text, std::size_t position, std::size_t digits) {
  if (text.size() < position + digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = position; i < position + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

}  // namespace

std::optional<Month> parse_month(std::string_view text) {
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const auto year = read_digits(text, 0, 4);
  const auto month = read_digits(text, 5, 2);
  if (!year || !month) return std::nullopt;
  const Month result{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)}};
  return result.ok() ? std::optional{result} : std::nullopt;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[7] != '-') return std::nullopt;
  const auto month = parse_month(text.substr(0, 7));
  const auto day = read_digits(text, 8, 2);
  if (!month || !day) return std::nullopt;
  const auto result = *month / std::chrono::day{static_cast<unsigned>(*day)};
  return result.ok() ? std::optional{Date{result}} : std::nullopt;
}

std::string to_string(Date date) {
  const std::chrono::year_month_day ymd{date};
  return fmt::format("{:04}-{:02}-{:02}", int{ymd.year()}, unsigned{ymd.month()}, unsigned{ymd.day()});
}

std::string to_string(Month month) {
  return fmt::format("{:04}-{:02}", int{month.year()}, unsigned{month.month()});
}

Date date_of(int year, unsigned month, unsigned day) {
  return Date{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

Month month_of(Date date) {
  const std::chrono::year_month_day ymd{date};
  return ymd.year() / ymd.month();
}

Date first_day(Month month) {
  return Date{month / std::chrono::day{1}};
}

Date last_day(Month month) {
  return Date{month / std::chrono::last};
}

int months_between(Month from, Month to) {
  return 12 * (int{to.year()} - int{from.year()}) + static_cast<int>(unsigned{to.month()}) -
         static_cast<int>(unsigned{from.month()});
}

Month plus_months(Month month, int count) {
  return month + std::chrono::months{count};
}

int day_of_year(Date date) {
  const std::chrono::year_month_day ymd{date};
  return static_cast<int>((date - Date{ymd.year() / std::chrono::January / 1}).count());
}

}  // namespace handover
