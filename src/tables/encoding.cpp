#include "tables/encoding.h"

#include <cstddef>

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

}  // namespace

std::optional<Problem> wrong_encoding(std::string_view text, const std::string& file) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return Problem{.file = file, .what = "is UTF-16", .hint = "save it as UTF-8"};
  int line = 1, column = 1;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = length_of_character(text.substr(i));
    if (length == 0) {
      return Problem{.file = file,
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
