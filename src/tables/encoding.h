// What encoding a text is in, and how to have it in UTF-8, the one encoding of the files that people edit.
#pragma once

#include "base/problem.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// What is wrong with the text's encoding, with the first place that is not UTF-8; nothing when all of it is.
std::optional<Problem> wrong_encoding(std::string_view text, const std::string& file);

bool is_utf8(std::string_view text);

// A text that is UTF-8 but for a few damaged places, with U+FFFD in them; nothing when it is rather another
// encoding (fewer than five whole characters above 127 for each damaged place).
struct RepairedText {
  std::string text;
  std::size_t damaged = 0;
};
std::optional<RepairedText> repaired_utf8(std::string_view text);

struct DecodedText {
  std::string text;      // UTF-8, without a byte-order mark
  std::string encoding;  // "UTF-16LE", "windows-1252" ...
  bool guessed = false;  // nothing in the file says so
};
// A text that is no UTF-8, in UTF-8: UTF-16 and UTF-32 by their marks or their zeros, else the code page that
// its bytes look like: isolated bytes above 127 are letters with marks of Latin scripts (Windows-1252, or
// 1250 and 1254 where ICU's detector is sure of it), long runs of them words in Arabic, Cyrillic, Greek or
// Hebrew script (ICU's detector chooses). Nothing when it is no text at all.
std::optional<DecodedText> decode_text(std::string_view bytes);

// A text file of any of these encodings in UTF-8. Adds to `notes` what was guessed. Throws InputError when it
// is no text.
std::string text_as_utf8(std::string_view bytes, const std::string& file, std::vector<std::string>& notes);

}  // namespace handover
