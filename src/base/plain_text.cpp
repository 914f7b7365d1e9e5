#include "base/plain_text.h"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

namespace handover {
namespace {

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
  bool valid = false;
};

// The character at the start of the text; not valid where the bytes are no UTF-8 (shortest form, no
// surrogate).
Character character_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return {first, 1, false};
  char32_t code = first & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {first, 1, false};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kLeast[bytes] || code > 0x10FFFF || surrogate) return {first, 1, false};
  return {code, bytes, true};
}

bool is_control(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F);
}

// What turns the direction of the text after it, or breaks its line.
bool reorders(char32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}
bool is_unseen(char32_t code) {
  return reorders(code) || code == 0x2028 || code == 0x2029 || code == 0xFEFF;
}

std::string escaped(const Character& character) {
  if (!character.valid) return fmt::format("\\x{:02x}", static_cast<unsigned>(character.code));
  switch (character.code) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default: {
      const auto code = static_cast<unsigned>(character.code);
      return code < 0x100 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
    }
  }
}

bool is_number(std::string_view text) {
  const std::string copy(text);
  char* end = nullptr;
  std::strtod(copy.c_str(), &end);
  return !copy.empty() && end == copy.c_str() + copy.size();
}

}  // namespace

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > kLongestName) return false;
  bool after_joint = true;  // a name neither begins nor ends with a joint, and joints stand alone
  for (const char c : text) {
    const bool joint = c == '-' || c == '_';
    if ((joint && after_joint) || (!joint && !is_name_letter(c))) return false;
    after_joint = joint;
  }
  return !after_joint;
}

bool is_path_component(std::string_view text) {
  constexpr std::size_t kLongest = 255;
  if (text.empty() || text.size() > kLongest || text == "." || text == "..") return false;
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return c == '/' || c == '\\' || byte < 0x20 || byte == 0x7F;
  });
}

std::string shown(std::string_view text, std::size_t most) {
  std::string result;
  std::size_t characters = 0;
  while (!text.empty() && characters < most) {
    const Character next = character_at(text);
    if (next.valid && !is_control(next.code) && !is_unseen(next.code))
      result += text.substr(0, next.bytes);
    else
      result += escaped(next);
    text.remove_prefix(next.bytes);
    ++characters;
  }
  if (!text.empty()) result += fmt::format("... ({} more bytes)", text.size());
  return result;
}

bool has_hidden_characters(std::string_view text) {
  while (!text.empty()) {
    const Character next = character_at(text);
    const bool white = next.code == '\n' || next.code == '\t' || next.code == '\r';
    if (!next.valid || (is_control(next.code) && !white) || reorders(next.code)) return true;
    text.remove_prefix(next.bytes);
  }
  return false;
}

std::string safe_cell(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@\t\r";
  const bool suspicious = !text.empty() && kFormula.find(text.front()) != std::string_view::npos;
  return suspicious && !is_number(text) ? "'" + std::string(text) : std::string(text);
}

}  // namespace handover
