// Spreadsheets as text: the sheets of .xlsx (ECMA-376) and .ods (OASIS OpenDocument 1.2) workbooks, one line
// of comma-separated text for each row, so that a line's number is the row's.
//
// An own reader on expat and libzip rather than a library (liborcus, 2 MB of C++ in Debian 12): it needs
// values and dates of cells and nothing else, and the errors name sheet and row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace handover {

class ZipArchive;

struct Sheet {
  std::string name;
  std::string text;  // CSV; a line break within a cell is a blank, days are YYYY-MM-DD
  bool is_hidden = false;
};

// Throw InputError naming `file`.
std::vector<Sheet> read_xlsx(ZipArchive& archive, const std::string& file);
std::vector<Sheet> read_ods(ZipArchive& archive, const std::string& file);

}  // namespace handover
