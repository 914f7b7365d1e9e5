#include "tables/encoding.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace handover {
namespace {

bool continues(unsigned char byte) {
  return (byte & 0xC0U) == 0x80U;
}

// Bytes of the character at the start of the text; 0 when it is no character of UTF-8 (RFC 3629, section 4).
std::size_t length_of_character(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : static_cast<unsigned char>(0);
  };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  if (first < 0xE0) return continues(byte(1)) ? 2 : 0;
  // The second byte keeps out longer forms than needed, surrogates and what lies above U+10FFFF.
  const unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < low || byte(1) > high || !continues(byte(2))) return 0;
  if (first < 0xF0) return 3;
  return continues(byte(3)) ? 4 : 0;
}

// How many bytes at the start are plain ASCII, eight at a time.
std::size_t length_of_ascii(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    text.remove_prefix(length_of_ascii(text));
    if (text.empty()) return true;
    const std::size_t length = length_of_character(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::optional<RepairedText> repaired_utf8(std::string_view text) {
  RepairedText repaired;
  std::size_t whole = 0;
  while (!text.empty()) {
    const std::size_t ascii = length_of_ascii(text);
    repaired.text += text.substr(0, ascii);
    text.remove_prefix(ascii);
    if (text.empty()) break;
    const std::size_t length = length_of_character(text);
    (length == 0 ? repaired.damaged : whole) += 1;
    repaired.text += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  if (whole < 5 * repaired.damaged) return std::nullopt;
  return repaired;
}

std::optional<Problem> wrong_encoding(std::string_view text, const std::string& file) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return Problem{
        .code = ProblemCode::unreadable, .file = file, .what = "is UTF-16", .hint = "save it as UTF-8"};
  if (is_utf8(text)) return std::nullopt;
  int line = 1, column = 1;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = length_of_character(text.substr(i));
    if (length == 0) {
      return Problem{.code = ProblemCode::unreadable,
                     .file = file,
                     .line = line,
                     .column = column,
                     .what = "is not UTF-8",
                     .hint = "save the whole file as UTF-8"};
    }
    const bool ends_line = text[i] == '\n';
    line += ends_line ? 1 : 0;
    column = ends_line ? 1 : column + 1;
    i += length;
  }
  return std::nullopt;
}

}  // namespace handover
