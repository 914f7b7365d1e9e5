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
  // The other errors of spreadsheets (#REF!, #VALUE!) stand where a value was: they are no gaps.
  if (text.front() == '#') return text == "#N/A";
  for (const std::string_view word : {"na", "n/a", "nan", "null", "none", "nil", "<na>"}) {
    if (same_word(text, word)) return true;
  }
  return false;
}

std::string in_ascii_digits(std::string_view text) {
  std::string ascii;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    const bool arabic = lead == 0xD9 && next >= 0xA0 && next <= 0xA9;   // U+0660 to U+0669
    const bool persian = lead == 0xDB && next >= 0xB0 && next <= 0xB9;  // U+06F0 to U+06F9
    const bool decimal_sign = lead == 0xD9 && next == 0xAB;             // U+066B
    if (arabic || persian || decimal_sign) {
      ascii += decimal_sign ? '.' : static_cast<char>('0' + (next - (arabic ? 0xA0U : 0xB0U)));
      ++i;
    } else {
      ascii += text[i];
    }
  }
  return ascii;
}

bool has_other_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

namespace {

// "1 234 567" with no-break, narrow or thin blanks between groups of three: no decimal mark of any country is
// one of them. Nothing when the text is no number in groups.
std::optional<std::string> without_groups(std::string_view text) {
  std::string digits;
  std::size_t in_group = 0, groups = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t gap = 0;
    for (const std::string_view blank : {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xD9\xAC"})
      if (text.substr(i).starts_with(blank)) gap = blank.size();
    if (gap > 0) {
      if (in_group == 0 || in_group > 3 || (groups > 0 && in_group != 3)) return std::nullopt;
      ++groups;
      in_group = 0;
      i += gap;
      continue;
    }
    if (text[i] == '.' && groups > 0 && in_group == 3) return digits + std::string(text.substr(i));
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    digits += text[i++];
    ++in_group;
  }
  if (groups == 0 || in_group != 3) return std::nullopt;
  return digits;
}

}  // namespace

std::optional<double> number_of(std::string_view text) {
  text = without_blanks(text);
  if (has_other_characters(text)) {
    const std::string ascii = in_ascii_digits(text);
    const auto plain = without_groups(ascii);
    if (!plain && has_other_characters(ascii)) return std::nullopt;
    return number_of(plain ? *plain : ascii);
  }
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
