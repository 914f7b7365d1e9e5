// TOML as rows of a sheet and back: one row a line, so that comments stay and a row's place is a line's.
#pragma once

#include "base/problem.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// One of: a header (`part`), a key with its value, a comment alone (`note`), nothing at all (a blank line). A
// header and a key may have a note too.
//
// Values stand as a person would write them into a cell: texts without quotes, unless they would then be
// taken for something else ("5", "2024-01-27" or "[x]" as text); numbers, days, true and false as they are;
// lists and inline tables in TOML's own form.
struct TomlRow {
  std::string part = {};  // "[mission]", "[[party.red_line]]"
  std::string key = {}, value = {}, note = {};
  bool operator==(const TomlRow&) const = default;
};

// Of a text that is TOML. Throws InputError naming `file` where the rows would not give the same table back
// (comments within a list stay, moved to the list's row).
std::vector<TomlRow> toml_as_rows(std::string_view text, const std::string& file);

// One line a row. What is no TOML is for the parser to complain of.
std::string rows_as_toml(std::span<const TomlRow> rows);

}  // namespace handover
