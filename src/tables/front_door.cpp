#include "tables/front_door.h"

#include "tables/decimal_comma.h"
#include "tables/values.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace handover {
namespace {

// As far down as libhxl looks for a header.
constexpr int kMostRowsAbove = 25;
constexpr std::array<char, 4> kSeparators = {',', ';', '\t', '|'};

// One row near the top of the text, with a copy of its fields.
struct TopRow {
  std::size_t start = 0;
  int line = 1;
  std::vector<std::string> fields;
  bool has_tags = false, has_text = false;
};

std::vector<TopRow> top_rows(std::string_view text, char separator) {
  std::vector<TopRow> rows;
  CsvReader csv(text, separator);
  while (rows.size() < kMostRowsAbove && csv.next()) {
    TopRow row{.start = csv.row_start(), .line = csv.line(), .has_tags = is_tag_row(csv.fields())};
    for (const CsvField& field : csv.fields()) row.fields.emplace_back(without_blanks(field.text));
    while (!row.fields.empty() && row.fields.back().empty()) row.fields.pop_back();
    row.has_text = !row.fields.empty();
    if (row.fields.size() == 1 && row.fields.front().starts_with("sep=")) row.has_text = false;
    rows.push_back(std::move(row));
  }
  return rows;
}

bool holds_all(const std::vector<std::string>& plain_names, const KnownTable& known) {
  return std::all_of(known.needed.begin(), known.needed.end(), [&](const auto& names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      return std::find(plain_names.begin(), plain_names.end(), name) != plain_names.end();
    });
  });
}

std::vector<std::string> plain_names(const std::vector<std::string>& header) {
  std::vector<std::string> names;
  for (const std::string& name : header) names.push_back(plain_column_name(name));
  return names;
}

struct Found {
  char separator = ',';
  std::size_t row = 0;  // among the top rows
  std::optional<std::size_t> known;
  bool header_is_missing = false;
};

std::optional<Found> known_header(const std::vector<TopRow>& rows, char separator,
                                  std::span<const KnownTable> known) {
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].has_tags || !rows[r].has_text) continue;
    const auto names = plain_names(rows[r].fields);
    for (std::size_t k = 0; k < known.size(); ++k) {
      if (holds_all(names, known[k])) return Found{separator, r, k, false};
    }
  }
  return std::nullopt;
}

// A file without a header, in a layout that is published so: its first row is a row like all others.
std::optional<Found> headless(std::string_view text, char separator, std::span<const KnownTable> known) {
  CsvReader csv(text, separator);
  if (!csv.next()) return std::nullopt;
  for (std::size_t k = 0; k < known.size(); ++k) {
    if (known[k].is_row != nullptr && csv.fields().size() == known[k].columns_without_header.size() &&
        known[k].is_row(csv.fields()))
      return Found{separator, 0, k, true};
  }
  return std::nullopt;
}

bool is_all_words(const TopRow& row) {
  return std::none_of(row.fields.begin(), row.fields.end(),
                      [](const std::string& field) { return number_of(field).has_value(); });
}

// Of no known layout: the row above the tags, else the first of the widest rows without a number, else the
// first row.
std::size_t likely_header(const std::vector<TopRow>& rows) {
  for (std::size_t r = 1; r < rows.size(); ++r) {
    if (rows[r].has_tags && rows[r - 1].has_text && !rows[r - 1].has_tags) return r - 1;
  }
  std::size_t widest = 0;
  for (const TopRow& row : rows) widest = std::max(widest, row.fields.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].has_text && !rows[r].has_tags && rows[r].fields.size() == widest && is_all_words(rows[r]))
      return r;
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (rows[r].has_text) return r;
  }
  return 0;
}

// What separates the fields of a table of no known layout: what gives most rows the same number of several
// fields.
char likely_separator(std::string_view text) {
  char best = ',';
  std::size_t most = 0;
  for (const char separator : kSeparators) {
    const auto rows = top_rows(text, separator);
    std::vector<std::size_t> rows_of_width;
    for (const TopRow& row : rows) {
      rows_of_width.resize(std::max(rows_of_width.size(), row.fields.size() + 1), 0);
      ++rows_of_width[row.fields.size()];
    }
    for (std::size_t width = 2; width < rows_of_width.size(); ++width) {
      const std::size_t cells = rows_of_width[width] * width;
      if (cells > most) {
        most = cells;
        best = separator;
      }
    }
  }
  return best;
}

Found find_header(const TextPart& part, std::span<const KnownTable> known) {
  for (const char separator : kSeparators) {
    if (part.has_commas && separator != ',') break;
    if (auto found = known_header(top_rows(part.text, separator), separator, known)) return *found;
  }
  for (const char separator : kSeparators) {
    if (part.has_commas && separator != ',') break;
    if (auto found = headless(part.text, separator, known)) return *found;
  }
  const char separator = part.has_commas ? ',' : likely_separator(part.text);
  return Found{separator, likely_header(top_rows(part.text, separator)), std::nullopt, false};
}

void note_separator(OpenedTable& table) {
  if (table.separator == ',') return;
  table.notes.push_back(fmt::format("has its fields separated by {}", table.separator == '\t'  ? "tabs"
                                                                      : table.separator == ';' ? "';'"
                                                                                               : "'|'"));
}

void note_rows_above(OpenedTable& table, const std::vector<TopRow>& rows, std::size_t header) {
  std::size_t above = 0;
  std::string first;
  for (std::size_t r = 0; r < header; ++r) {
    if (!rows[r].has_text || rows[r].has_tags) continue;
    ++above;
    if (first.empty()) first = shown_value(rows[r].fields.front());
  }
  if (above > 0)
    table.notes.push_back(fmt::format("has {} above its header, passed over: '{}'{}",
                                      above == 1 ? "a row" : fmt::format("{} rows", above), first,
                                      above > 1 ? " ..." : ""));
}

OpenedTable opened(const TextPart& part, const Found& found, std::span<const KnownTable> known) {
  OpenedTable table{
      .file = part.name, .owned = part.owned, .separator = found.separator, .known = found.known};
  const auto rows = top_rows(part.text, found.separator);
  if (rows.empty()) return table;
  const TopRow& top = rows[found.row];
  table.header_is_missing = found.header_is_missing;
  table.body = part.text.substr(top.start);
  table.first_line = top.line;
  if (!part.has_commas) note_separator(table);
  if (found.header_is_missing) {
    for (const std::string_view name : known[*found.known].columns_without_header)
      table.header.emplace_back(name);
    table.notes.push_back(fmt::format("has no header: its {} columns are those of {}", table.header.size(),
                                      known[*found.known].name));
  } else {
    table.header = top.fields;
    note_rows_above(table, rows, found.row);
  }
  return table;
}

void refuse_several(const std::vector<OpenedTable>& tables, const std::string& file) {
  std::string names;
  for (const OpenedTable& table : tables) names += (names.empty() ? "" : ", ") + table.file;
  throw InputError(Problem{
      .code = ProblemCode::inconsistent,
      .file = file,
      .what = fmt::format("holds {} tables, and reading one would lose the others: {}", tables.size(), names),
      .hint = "give each as a file of its own"});
}

}  // namespace

bool is_tag_row(std::span<const CsvField> fields) {
  std::size_t tags = 0;
  for (const CsvField& field : fields) {
    const std::string_view text = without_blanks(field.text);
    if (text.empty()) continue;
    if (text.size() < 3 || text.front() != '#' || text[1] == '/' ||
        !((text[1] >= 'a' && text[1] <= 'z') || (text[1] >= 'A' && text[1] <= 'Z')))
      return false;
    ++tags;
  }
  return tags > 0;
}

std::optional<std::size_t> OpenedTable::find(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    const std::string plain = plain_column_name(name);
    for (std::size_t c = 0; c < header.size(); ++c) {
      if (plain_column_name(header[c]) == plain) return c;
    }
  }
  return std::nullopt;
}

OpenedTable open_table(std::string_view bytes, const std::string& file, std::span<const KnownTable> known) {
  Unpacked unpacked = unpack(bytes, file);
  std::vector<OpenedTable> tables, others;
  for (const TextPart& part : unpacked.parts) {
    const Found found = find_header(part, known);
    (found.known ? tables : others).push_back(opened(part, found, known));
  }
  if (tables.size() > 1) refuse_several(tables, file);
  if (tables.empty() && others.size() > 1 && known.empty()) refuse_several(others, file);
  OpenedTable table = tables.empty() ? std::move(others.front()) : std::move(tables.front());
  table.kind = unpacked.kind;
  if (!others.empty() && !tables.empty()) {
    for (const OpenedTable& other : others)
      unpacked.notes.push_back(fmt::format("holds another part that is not read: {}", other.file));
  }
  table.notes.insert(table.notes.begin(), unpacked.notes.begin(), unpacked.notes.end());
  if (const auto points = with_decimal_points(table)) {
    table.owned = points;
    table.body = *points;
    table.decimal_comma = true;
    table.notes.emplace_back("writes decimals with a comma: read as a point");
  }
  return table;
}

TableReader::TableReader(const OpenedTable& table)
    : csv_(table.body, table.separator, table.first_line), width_(table.header.size()) {
  if (!table.header_is_missing) csv_.next();
}

bool TableReader::next() {
  while (csv_.next()) {
    fields_ = csv_.fields();
    while (fields_.size() > width_ && without_blanks(fields_.back().text).empty())
      fields_ = fields_.first(fields_.size() - 1);
    const bool filled = std::any_of(fields_.begin(), fields_.end(), [](const CsvField& field) {
      return !without_blanks(field.text).empty();
    });
    if (!filled && csv_.unclosed_quote_line() == 0) continue;
    if (!is_tag_row(fields_)) return true;
    ++tag_rows_;
  }
  return false;
}

std::string TableReader::unlike_header() const {
  return fmt::format("has {} fields where the header has {}", fields_.size(), width_);
}

Table whole_table(const OpenedTable& opened, std::vector<Problem>& problems) {
  Table table;
  table.file = opened.file;
  for (const std::string& name : opened.header) table.header.push_back(plain_column_name(name));
  table.header_column.assign(table.header.size(), 0);
  TableReader reader(opened);
  while (reader.next()) {
    if (const auto place = reader.row().text_after_quote(); place.line > 0) {
      problems.push_back(
          {.code = ProblemCode::syntax,
           .file = table.file,
           .line = place.line,
           .column = place.column,
           .what = "has text after a closing quote",
           .hint = "end the field with the quote, and double quotes that are part of the text"});
    }
    if (reader.row().unclosed_quote_line() > 0) {
      problems.push_back({.code = ProblemCode::syntax,
                          .file = table.file,
                          .line = reader.row().unclosed_quote_line(),
                          .what = "opens a quote that is never closed",
                          .hint = "close the quote, or double it where it is part of the text"});
      break;
    }
    if (!reader.fits_header()) {
      problems.push_back({.code = ProblemCode::syntax,
                          .file = table.file,
                          .line = reader.line(),
                          .what = reader.unlike_header(),
                          .hint = "quote fields that hold a comma, and leave empty fields empty"});
      continue;
    }
    Table::Row row{.line = reader.line()};
    for (const CsvField& field : reader.fields()) {
      row.text.emplace_back(without_blanks(field.text));
      row.column.push_back(field.column);
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace handover
