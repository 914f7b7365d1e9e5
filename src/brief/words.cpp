#include "brief/words.h"

#include "charts/text.h"
#include "numerics/maths.h"

#include <array>
#include <cctype>
#include <cmath>

#include <fmt/format.h>

namespace handover::brief {
namespace {

constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr const char* kDash = "\xE2\x80\x93";

}  // namespace

std::string rounded(double value) {
  const double size = std::abs(value);
  if (!std::isfinite(value)) return "unbounded";
  if (size < 1e-9) return "0";
  if (size >= 1.0 && size < 100.0) return charts::number_text(value, 0);
  const int digits = static_cast<int>(std::floor(maths::log10(size)));
  if (size < 1.0) return charts::number_text(value, std::min(4, 1 - digits));
  const double unit = maths::pow(10.0, digits - 1);
  return charts::number_text(std::round(value / unit) * unit, 0);
}

std::string range_text(double low, double high) {
  const std::string from = rounded(low), to = rounded(high);
  return from == to ? from : from + kDash + to;
}

std::string people_range(double low, double high) {
  const auto whole = [](double people) { return people < 1.0 ? std::string("0") : rounded(people); };
  if (high < 1.0) return high > 0.0 ? "under 1" : "0";
  const std::string from = whole(low), to = whole(high);
  return from == to ? from : from + kDash + to;
}

std::string month_text(Month month) {
  return fmt::format("{} {}", kMonths[static_cast<unsigned>(month.month()) - 1],
                     static_cast<int>(month.year()));
}

std::string month_text(const std::optional<Month>& month, std::string_view otherwise) {
  return month ? month_text(*month) : std::string(otherwise);
}

std::string day_text(Date date) {
  const std::chrono::year_month_day day{date};
  return fmt::format("{} {}", static_cast<unsigned>(day.day()), month_text(month_of(date)));
}

std::string hundred_text(double low, double high) {
  const auto from = static_cast<int>(std::lround(100.0 * low)),
             to = static_cast<int>(std::lround(100.0 * high));
  return from == to ? fmt::format("{} of 100", from) : fmt::format("{} to {} of 100", from, to);
}

std::string scenarios_text(const Interval& share) {
  return hundred_text(share.low, share.high) + " scenarios";
}

std::string count_text(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace handover::brief
