// Workbooks (.xlsx, ECMA-376) that people fill in: sheets with a frozen header, comments on it, real days and
// numbers, drop-downs. Equal sheets give equal bytes. Written by libxlsxwriter, whose types stay in
// write_workbook.cpp: it is the one kept library of Debian that writes comments, drop-downs and sheets from
// right to left.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

enum class CellForm {
  text,    // as text, whatever it looks like
  number,  // numbers as numbers
  day,     // days as days
  any      // numbers as numbers and days as days
};

// What a column's cells may hold, for the spreadsheet to offer and to warn of.
struct CellChoice {
  enum class Kind { any, words, names, whole, number, day } kind = Kind::any;
  std::vector<std::string> words = {};  // words: those that are offered
  std::string sheet = {};               // names: those in the column `column` of this sheet
  std::size_t column = 0;
  double low = 0.0, high = 0.0;  // whole, number
  std::string warning = {};      // shown when something else is entered, which may be kept all the same
};

struct SheetColumn {
  std::string name;
  std::string comment = {};  // on the header's cell; empty: none
  CellForm form = CellForm::text;
  CellChoice choice = {};
  bool is_needed = false;  // its header is set off
};

struct SheetToWrite {
  std::string name;  // at most kLongestSheetName letters, none of []:*?/ and the backslash
  std::vector<SheetColumn> columns = {};  // none: a page of text, whose first row is its heading
  std::vector<std::vector<std::string>> rows = {};
  bool is_hidden = false;
};

struct BookToWrite {
  std::string title;
  bool right_to_left = false;
  std::vector<SheetToWrite> sheets;
};

inline constexpr std::size_t kLongestSheetName = 31, kLongestCell = 32'767;  // in UTF-16 units
bool is_sheet_name(std::string_view name);

// The bytes of the workbook. A number or a day is written as such only when reading it gives the same text
// again ("0.50" stays text). Throws InputError naming `file` for a cell or a name that no workbook holds.
std::string write_workbook(const BookToWrite& book, const std::string& file);

// "D12" of row 11 and column 3, both from 0.
std::string cell_name(std::size_t row, std::size_t column);

}  // namespace handover
