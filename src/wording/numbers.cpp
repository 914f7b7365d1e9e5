#include "wording/numbers.h"

#include <cmath>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <unicode/dtptngen.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

namespace handover::wording {
namespace {

constexpr int kDigits = 2;
constexpr const char* kDash = "\xE2\x80\x93";

void check_number(UErrorCode status, const char* what) {
  if (U_FAILURE(status)) throw std::logic_error(fmt::format("{}: {}", what, u_errorName(status)));
}

icu::Locale locale_of(std::string_view tag) {
  UErrorCode status = U_ZERO_ERROR;
  auto locale =
      icu::Locale::forLanguageTag(icu::StringPiece(tag.data(), static_cast<int>(tag.size())), status);
  check_number(status, "a language tag");
  return locale;
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string result;
  text.toUTF8String(result);
  return result;
}

std::string formatted(const icu::number::UnlocalizedNumberFormatter& form, double value,
                      std::string_view locale) {
  UErrorCode status = U_ZERO_ERROR;
  const auto text = form.locale(locale_of(locale)).formatDouble(value, status).toString(status);
  check_number(status, "a number");
  return to_utf8(text);
}

// English has the day first and no comma; other languages write as CLDR's pattern for the skeleton says.
icu::UnicodeString date_pattern(const char* skeleton, const char* english, std::string_view locale) {
  if (locale == "en") return icu::UnicodeString(english);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale_of(locale), status));
  check_number(status, "date patterns");
  auto pattern = patterns->getBestPattern(icu::UnicodeString(skeleton), status);
  check_number(status, "a date pattern");
  return pattern;
}

// Days are written in universal time, in which they are counted.
std::string dated(Date date, const icu::UnicodeString& pattern, std::string_view locale) {
  UErrorCode status = U_ZERO_ERROR;
  icu::SimpleDateFormat format(pattern, locale_of(locale), status);
  check_number(status, "a date");
  format.setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString text;
  format.format(static_cast<UDate>(date.time_since_epoch().count()) * 86'400'000.0, text);
  return to_utf8(text);
}

}  // namespace

double rounded_value(double value) {
  if (value == 0.0 || !std::isfinite(value)) return value;
  // Through decimal text, so that the value is the closest one to what is written.
  return std::stod(fmt::format("{:.{}e}", value, kDigits - 1));
}

std::string number(double value, std::string_view locale) {
  if (!std::isfinite(value)) return "unbounded";
  const double shown = rounded_value(value);
  const auto form =
      icu::number::NumberFormatter::with().precision(icu::number::Precision::maxSignificantDigits(kDigits));
  return formatted(form, shown == 0.0 ? 0.0 : shown, locale);
}

std::string exact(double value, int decimals, std::string_view locale) {
  if (!std::isfinite(value)) return "unbounded";
  const auto form =
      icu::number::NumberFormatter::with().precision(icu::number::Precision::maxFraction(decimals));
  return formatted(form, value == 0.0 ? 0.0 : value, locale);
}

std::string whole(long long value, std::string_view locale) {
  const auto form = icu::number::NumberFormatter::with().precision(icu::number::Precision::integer());
  return formatted(form, static_cast<double>(value), locale);
}

std::string range(double low, double high, std::string_view locale) {
  const std::string from = number(low, locale), to = number(high, locale);
  return from == to ? from : from + kDash + to;
}

std::string people(double low, double high, std::string_view locale) {
  const auto persons = [locale](double count) {
    return number(count < 1.0 ? 0.0 : std::round(rounded_value(count)), locale);
  };
  if (high < 1.0) return high > 0.0 ? "under 1" : number(0.0, locale);
  const std::string from = persons(low), to = persons(high);
  return from == to ? from : from + kDash + to;
}

std::string month(Month month, std::string_view locale) {
  return dated(Date{month / 1}, date_pattern("yMMM", "MMM y", locale), locale);
}

std::string month(const std::optional<Month>& one, std::string_view otherwise) {
  return one ? month(*one) : std::string(otherwise);
}

std::string month_in_figures(Month month, std::string_view locale) {
  return dated(Date{month / 1}, date_pattern("yM", "M/y", locale), locale);
}

std::string month_name(unsigned month, std::string_view locale) {
  return dated(date_of(2000, month, 15), icu::UnicodeString("LLL"), locale);
}

std::string day(Date date, std::string_view locale) {
  return dated(date, date_pattern("yMMMd", "d MMM y", locale), locale);
}

long long hundred(double share) {
  return std::llround(100.0 * share);
}

std::string of_hundred(double low, double high) {
  const long long from = hundred(low), to = hundred(high);
  return from == to ? fmt::format("{} of 100", from) : fmt::format("{} to {} of 100", from, to);
}

}  // namespace handover::wording
