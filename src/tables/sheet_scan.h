// The cells of a sheet of an .xlsx workbook, scanned where they stand: a sheet of a million rows has some
// hundred million characters of XML, and a general parser takes half a minute for them. Whatever is not
// written as spreadsheet programs write it (comments, CDATA, prefixes, entities of its own, damage) is left
// to the general parser. Private to this module.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace handover {

struct ScannedCell {
  std::size_t row = 0, column = 0;  // from 0
  std::string_view type;            // attribute t
  std::string_view value;           // of <v>, or of all <t>; until the next cell
  std::size_t style = 0;
  bool has_formula = false;
};

class SheetScan {
 public:
  explicit SheetScan(std::string_view xml);

  enum class Step { cell, end, unusual };  // unusual: from here on nothing can be said, start again elsewhere
  Step next(ScannedCell& cell);

 private:
  struct Tag {
    std::string_view name, attributes;
    bool closes = false, is_empty = false;  // </name>, <name/>
  };
  bool read_tag(Tag& tag);
  bool read_row(const Tag& tag);
  Step read_cell(const Tag& tag, ScannedCell& cell);
  bool read_inside(ScannedCell& cell);
  bool take_text(std::string_view raw);
  void skip_blanks();

  std::string_view xml_;
  std::size_t at_ = 0, row_ = 0, column_ = 0;
  bool is_usual_ = false, in_row_ = false;
  std::string text_;  // of several pieces, or with entities
};

// "BC12" is row 11, column 54; false when it is no place.
bool read_cell_place(std::string_view reference, std::size_t& row, std::size_t& column);

}  // namespace handover
