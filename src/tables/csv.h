// The tables module. Takes text in RFC 4180 (quoted fields, line breaks inside quotes, CRLF or LF, a
// byte-order mark); gives rows that remember their line and column, so that every later complaint can point
// at the place.
#pragma once

#include "base/problem.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

struct CsvField {
  std::string_view text;  // unquoted; points into the reader's input or its own buffer, until the next row
  int column = 0;         // from 1: where the field starts in its line, in characters
};

// Reads one row at a time from text that must outlive it; memory does not grow with the file.
class CsvReader {
 public:
  // `first_line` is the number of the text's first line in its file.
  explicit CsvReader(std::string_view text, char separator = ',', int first_line = 1);

  // False at the end. Blank lines are skipped. A quote that is never closed ends the file: see
  // `unclosed_quote_line`.
  bool next();
  std::span<const CsvField> fields() const { return fields_; }
  // The row as it stands in the text, without its line break.
  std::string_view row_text() const { return text_.substr(row_start_, row_end_ - row_start_); }
  int line() const { return row_line_; }                // of the row's first character, from 1
  std::size_t row_start() const { return row_start_; }  // where the row starts in the text, in bytes
  int unclosed_quote_line() const { return unclosed_quote_line_; }  // 0 when every quote is closed
  // Where text follows the closing quote of a field of this row: it is no part of the field. Line 0: nowhere.
  struct Place {
    int line = 0, column = 0;
  };
  Place text_after_quote() const { return text_after_quote_; }

 private:
  void read_field();
  void skip_before_quote();
  std::string_view read_quoted();
  void skip_after_quote();
  bool at_end_of_field() const;
  int column_here();  // of the position in its line, in characters from 1

  std::string_view text_;
  char separator_;
  std::size_t position_ = 0;
  std::size_t line_start_ = 0;
  std::size_t counted_to_ = 0;  // up to here the line's characters are counted
  int characters_ = 0;
  std::size_t row_start_ = 0;
  std::size_t row_end_ = 0;
  int line_ = 1;
  int row_line_ = 1;
  int unclosed_quote_line_ = 0;
  Place text_after_quote_;
  std::vector<CsvField> fields_;
  std::deque<std::string> unescaped_;  // fields with doubled quotes, rewritten; views into it stay valid
  std::size_t unescaped_used_ = 0;
};

// A whole table with a header line, for files a person edits.
class Table {
 public:
  struct Row {
    int line = 0;
    std::vector<std::string> text;  // by header column; missing trailing fields are empty
    std::vector<int> column;
  };
  std::string file;
  int header_line = 1;
  std::vector<std::string> header;
  std::vector<int> header_column;
  std::vector<Row> rows;

  std::optional<std::size_t> find(std::string_view name) const;
};

// Rows with too many or too few fields are reported and left out. Reported as well: a missing header, an
// unclosed quote, and text that follows a closing quote.
Table read_table(std::string_view text, std::string file_name, std::vector<Problem>& problems,
                 char separator = ',');

// Why a text is no table to be read at all: not UTF-8, or its fields separated by ';' or tabs, as some
// spreadsheets save them.
std::optional<Problem> unreadable_table(std::string_view text, const std::string& file_name);

// A field as RFC 4180 wants it: quoted when it holds a separator, a quote or a line break.
std::string csv_field(std::string_view text, char separator = ',');

}  // namespace handover
