#include "tables/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace handover {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view text, std::string_view word) {
  return text.size() == word.size() &&
         std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) { return lower(a) == b; });
}

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

}  // namespace

std::string_view without_blanks(std::string_view text) {
  for (;;) {
    const std::size_t before = text.size();
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    if (text.starts_with(kNoBreakSpace)) text.remove_prefix(kNoBreakSpace.size());
    if (text.ends_with(kNoBreakSpace)) text.remove_suffix(kNoBreakSpace.size());
    if (text.size() == before) return text;
  }
}

bool is_missing_value(std::string_view text) {
  text = without_blanks(text);
  if (text.size() > 7) return false;
  if (text.empty() || text == "." || text == "-" || text == "--" || text == "\\N") return true;
  if (text.front() == '#') return text == "#N/A" || text == "#NAME?" || text == "#REF!" || text == "#VALUE!";
  for (const std::string_view word : {"na", "n/a", "nan", "null", "none", "nil", "<na>"}) {
    if (same_word(text, word)) return true;
  }
  return false;
}

std::optional<double> number_of(std::string_view text) {
  text = without_blanks(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0.0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  if (text.empty() || failure != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<int> code_of(std::string_view text) {
  const auto value = number_of(text);
  if (!value || std::abs(*value) > 1e9 || *value != std::floor(*value)) return std::nullopt;
  return static_cast<int>(*value);
}

std::string plain_column_name(std::string_view name) {
  name = without_blanks(name);
  if (const auto bracket = name.find_first_of("(["); bracket != std::string_view::npos && bracket > 0)
    name = name.substr(0, bracket);
  std::string plain;
  for (const char c : name) {
    const bool joint = c == ' ' || c == '_' || c == '-' || c == '.' || c == '\t' || c == '\n' || c == '\r';
    if (!joint && c != '"' && c != '\'') plain += lower(c);
  }
  return plain;
}

std::string shown_value(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string words;
  for (const char c : text.substr(0, kLongest)) words += c >= ' ' && c <= '~' ? c : '?';
  return text.size() > kLongest ? words + "..." : words;
}

}  // namespace handover
