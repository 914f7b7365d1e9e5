#include "brief/words.h"

#include "brief/say.h"
#include "wording/numbers.h"

#include <cctype>
#include <cmath>

#include <fmt/format.h>

namespace handover::brief {

// One rule and one way to write a number, for the page as for the terminal: wording/numbers.h.
std::string rounded(double value) {
  return wording::number(value, spoken().locale());
}

std::string range_text(double low, double high) {
  return wording::range(low, high, spoken().locale());
}

std::string people_range(double low, double high) {
  if (high < 1.0 && high > 0.0) return say("number.under_one");
  return wording::people(low, high, spoken().locale());
}

std::string month_text(Month month) {
  return wording::month(month, spoken().locale());
}

std::string month_text(const std::optional<Month>& month, std::string_view otherwise) {
  return month ? month_text(*month) : std::string(otherwise);
}

std::string day_text(Date date) {
  return wording::day(date, spoken().locale());
}

std::string hundred_text(double low, double high) {
  const long long from = std::llround(100.0 * low), to = std::llround(100.0 * high);
  return from == to ? say("share.of_hundred", {{"share", from}})
                    : say("share.range_of_hundred", {{"low", from}, {"high", to}});
}

std::string scenarios_text(const Interval& share) {
  return say("share.scenarios", {{"share", hundred_text(share.low, share.high)}});
}

std::string figure_text(double value, int decimals) {
  return wording::exact(value, decimals, spoken().locale());
}

std::string list_text(const std::vector<std::string>& items) {
  return items.empty() ? "" : say("list.of", {{"items", items}});
}

std::string parts_text(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    all = all.empty() ? part : say("list.then", {{"first", all}, {"second", part}});
  }
  return all;
}

std::string capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace handover::brief
