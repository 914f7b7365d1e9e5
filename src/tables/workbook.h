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
  std::string text;  // CSV; days are YYYY-MM-DD
  bool is_hidden = false;
};

// A line break within a cell is a blank, so that a row is a line, or it is kept.
enum class CellBreaks { as_blanks, kept };

// Throw InputError naming `file`.
std::vector<Sheet> read_xlsx(ZipArchive& archive, const std::string& file,
                             CellBreaks breaks = CellBreaks::as_blanks);
std::vector<Sheet> read_ods(ZipArchive& archive, const std::string& file,
                            CellBreaks breaks = CellBreaks::as_blanks);
// Of either kind; InputError when the bytes are neither.
std::vector<Sheet> read_workbook(std::string_view bytes, const std::string& file, CellBreaks breaks);
// By its first bytes, not by its name.
bool is_workbook(std::string_view bytes);

}  // namespace handover
