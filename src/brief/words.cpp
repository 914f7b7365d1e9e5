#include "brief/words.h"

#include "wording/numbers.h"

#include <cctype>

#include <fmt/format.h>

namespace handover::brief {

// One rule and one way to write a number, for the page as for the terminal: wording/numbers.h.
std::string rounded(double value) {
  return wording::number(value);
}

std::string range_text(double low, double high) {
  return wording::range(low, high);
}

std::string people_range(double low, double high) {
  return wording::people(low, high);
}

std::string month_text(Month month) {
  return wording::month(month);
}

std::string month_text(const std::optional<Month>& month, std::string_view otherwise) {
  return wording::month(month, otherwise);
}

std::string day_text(Date date) {
  return wording::day(date);
}

std::string hundred_text(double low, double high) {
  return wording::of_hundred(low, high);
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
