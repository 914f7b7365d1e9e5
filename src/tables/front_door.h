// The one way in for tables. Before anybody parses it, a file is unpacked and decoded (unpack.h), and it is
// decided where its header is, what separates its fields and what its decimal sign is. What was decided
// against the plainest reading is said in `notes`.
#pragma once

#include "tables/csv.h"
#include "tables/unpack.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// A layout that the caller can read, told from others by its columns.
struct KnownTable {
  std::string_view name;
  // A column by any of these names, as plain_column_name gives them: all of them are needed.
  std::vector<std::vector<std::string_view>> needed;
  // Of files that are published without a header: the names of their columns, and what a row looks like.
  // Empty: a header is always there.
  std::vector<std::string_view> columns_without_header = {};
  bool (*is_row)(std::span<const CsvField>) = nullptr;
};

struct OpenedTable {
  std::string file;                          // for messages; with the sheet or the member
  std::shared_ptr<const std::string> owned;  // of `body`, where it is not the input itself
  std::string_view body;                     // from the header's line on (without a header: the first row's)
  char separator = ',';
  int first_line = 1;  // of `body` in the file
  bool decimal_comma = false;
  std::string kind;                  // "text", "workbook (.xlsx)" ...
  std::vector<std::string> header;   // as written, without blanks
  bool header_is_missing = false;    // the names are the layout's
  std::optional<std::size_t> known;  // which of the layouts; nothing: none of them
  std::vector<std::string> notes;    // predicates of the file: "has 2 rows above its header"

  // Column by any of its names, without regard to how they are written.
  std::optional<std::size_t> find(std::initializer_list<std::string_view> names) const;
};

// `bytes` must outlive the result. A header that is none of `known` is the first row that looks like one.
// Throws InputError for files that hold no table, and when several sheets or members hold a known one.
OpenedTable open_table(std::string_view bytes, const std::string& file,
                       std::span<const KnownTable> known = {});

// The rows below the header, one at a time. Rows of HXL tags (#date, #adm1+name) and rows without any text
// are passed over and counted; empty fields behind the last column of the header are no fields.
class TableReader {
 public:
  explicit TableReader(const OpenedTable& table);

  // False at the end.
  bool next();
  std::span<const CsvField> fields() const { return fields_; }
  // Whether the row has as many fields as the header has columns; say `unlike_header` otherwise.
  bool fits_header() const { return fields_.size() == width_; }
  std::string unlike_header() const;
  const CsvReader& row() const { return csv_; }
  int line() const { return csv_.line(); }
  std::size_t tag_rows() const { return tag_rows_; }

 private:
  CsvReader csv_;
  std::span<const CsvField> fields_;
  std::size_t width_;
  std::size_t tag_rows_ = 0;
};

// Whether the row names columns by HXL's tags (hxlstandard.org).
bool is_tag_row(std::span<const CsvField> fields);

// The whole table, its columns named by `plain_column_name`, for readers of small files. Faulty rows become
// problems.
Table whole_table(const OpenedTable& opened, std::vector<Problem>& problems);

}  // namespace handover
