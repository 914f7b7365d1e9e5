// Text that came from a mission, on its way to a terminal, a log or a file name: never a control character,
// never an escape sequence, never more than a line holds.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace handover {

// The one grammar of names (`id`): lower-case letters a-z and digits, in pieces joined by single '-' or '_';
// at most kLongestName of them. A name is safe as a file name, a TOML key and a word on a command line.
inline constexpr std::size_t kLongestName = 64;
inline constexpr std::string_view kNameGrammar =
    "lower-case letters a-z and digits, in pieces joined by single '-' or '_', at most 64 characters";
bool is_name(std::string_view text);

// One component of a path: not empty, not "." or "..", no separator, no control character, at most 255 bytes.
bool is_path_component(std::string_view text);

// Control characters (NUL, escapes, line breaks, tabs) as \x1b, direction marks as \u202e, bytes that are not
// UTF-8 as \xff; cut after `most` characters with "..." and how many were left out. Other text stays as it
// is.
std::string shown(std::string_view text, std::size_t most = 120);

// Holds a character that no text of a mission needs: a control character other than tab and line break, or
// one that reorders what stands after it (U+202A..U+202E, U+2066..U+2069). Marks of one letter (U+200E,
// U+200F) are part of Arabic and Hebrew text and pass.
bool has_hidden_characters(std::string_view text);

// A spreadsheet takes a cell that begins with =, +, - or @ (or a tab before one) for a formula; a number is
// none. Such a cell gets an apostrophe in front.
std::string safe_cell(std::string_view text);

}  // namespace handover
