#include "tables/csv.h"

#include "tables/encoding.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {

CsvReader::CsvReader(std::string_view text, char separator, int first_line)
    : text_(text), separator_(separator), line_(first_line), row_line_(first_line) {
  // A byte-order mark is no part of the first field; places in the text count it.
  if (text_.starts_with("\xEF\xBB\xBF")) position_ = line_start_ = 3;
}

bool CsvReader::next() {
  fields_.clear();
  unescaped_used_ = 0;
  text_after_quote_ = {};
  // Skip blank lines; they are what spreadsheets leave at the end.
  while (position_ < text_.size() && (text_[position_] == '\n' || text_[position_] == '\r')) {
    if (text_[position_] == '\r' && position_ + 1 < text_.size() && text_[position_ + 1] == '\n') ++position_;
    ++line_;
    line_start_ = ++position_;
  }
  if (position_ >= text_.size()) return false;
  row_line_ = line_;
  row_start_ = position_;
  for (;;) {
    read_field();
    row_end_ = position_;
    if (position_ >= text_.size()) return true;
    const char end = text_[position_++];
    if (end == separator_) {
      // A separator at the very end of the file opens one last, empty field.
      if (position_ >= text_.size()) fields_.push_back({{}, column_here()});
      row_end_ = position_;
      if (position_ >= text_.size()) return true;
      continue;
    }
    if (end == '\r' && position_ < text_.size() && text_[position_] == '\n') ++position_;
    ++line_;
    line_start_ = position_;
    return true;
  }
}

bool CsvReader::at_end_of_field() const {
  return position_ >= text_.size() || text_[position_] == separator_ || text_[position_] == '\n' ||
         text_[position_] == '\r';
}

int CsvReader::column_here() {
  if (counted_to_ < line_start_) {
    counted_to_ = line_start_;
    characters_ = 0;
  }
  const std::string_view more = text_.substr(counted_to_, position_ - counted_to_);
  // Every byte but those that continue a character of UTF-8.
  characters_ += static_cast<int>(
      std::count_if(more.begin(), more.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
  counted_to_ = position_;
  return characters_ + 1;
}

void CsvReader::read_field() {
  const int column = column_here();
  skip_before_quote();
  if (position_ < text_.size() && text_[position_] == '"') {
    const std::string_view value = read_quoted();
    skip_after_quote();
    fields_.push_back({value, column});
    return;
  }
  const std::size_t start = position_;
  while (!at_end_of_field()) ++position_;
  fields_.push_back({text_.substr(start, position_ - start), column});
}

// "a", "b": the blank is none of the field's, though RFC 4180 has it so.
void CsvReader::skip_before_quote() {
  if (position_ >= text_.size() || text_[position_] != ' ') return;
  const auto first = text_.find_first_not_of(' ', position_);
  if (first != std::string_view::npos && text_[first] == '"') position_ = first;
}

// Between the closing quote and the separator only blanks may stand; the first place of anything else is
// kept.
void CsvReader::skip_after_quote() {
  for (; !at_end_of_field(); ++position_) {
    const bool blank = text_[position_] == ' ' || text_[position_] == '\t';
    if (!blank && text_after_quote_.line == 0) text_after_quote_ = {line_, column_here()};
  }
}

std::string_view CsvReader::read_quoted() {
  const int opened_on = line_;
  const std::size_t start = ++position_;
  bool doubled = false;
  for (; position_ < text_.size(); ++position_) {
    const char c = text_[position_];
    if (c == '\n') {
      ++line_;
      line_start_ = position_ + 1;
    }
    if (c != '"') continue;
    if (position_ + 1 < text_.size() && text_[position_ + 1] == '"') {
      doubled = true;
      ++position_;
      continue;
    }
    break;
  }
  if (position_ >= text_.size()) unclosed_quote_line_ = opened_on;
  const std::string_view raw = text_.substr(start, position_ - start);
  if (position_ < text_.size()) ++position_;
  if (!doubled) return raw;

  // Strings are reused from row to row; a deque keeps the earlier fields of this row where they are.
  if (unescaped_used_ == unescaped_.size()) unescaped_.emplace_back();
  std::string& value = unescaped_[unescaped_used_++];
  value.clear();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    value += raw[i];
    if (raw[i] == '"') ++i;
  }
  return value;
}

std::optional<std::size_t> Table::find(std::string_view name) const {
  const auto it = std::find(header.begin(), header.end(), name);
  if (it == header.end()) return std::nullopt;
  return static_cast<std::size_t>(it - header.begin());
}

namespace {

void report_text_after_quote(const CsvReader& reader, const Table& table, std::vector<Problem>& problems) {
  const CsvReader::Place place = reader.text_after_quote();
  if (place.line == 0) return;
  problems.push_back({.code = ProblemCode::syntax,
                      .file = table.file,
                      .line = place.line,
                      .column = place.column,
                      .what = "has text after a closing quote",
                      .hint = "end the field with the quote, and double quotes that are part of the text"});
}

void report_fields(const CsvReader& reader, const Table& table, std::vector<Problem>& problems) {
  problems.push_back({.code = ProblemCode::syntax,
                      .file = table.file,
                      .line = reader.line(),
                      .what = fmt::format("has {} fields where the header has {}", reader.fields().size(),
                                          table.header.size()),
                      .hint = "quote fields that hold a comma, and leave empty fields empty"});
}

}  // namespace

Table read_table(std::string_view text, std::string file_name, std::vector<Problem>& problems,
                 char separator) {
  Table table;
  table.file = std::move(file_name);
  CsvReader reader(text, separator);
  if (!reader.next()) {
    problems.push_back({.code = ProblemCode::missing,
                        .file = table.file,
                        .what = "is empty",
                        .hint = "write a header line with the column names"});
    return table;
  }
  table.header_line = reader.line();
  for (const CsvField& field : reader.fields()) {
    table.header.emplace_back(field.text);
    table.header_column.push_back(field.column);
  }
  report_text_after_quote(reader, table, problems);
  while (reader.next()) {
    report_text_after_quote(reader, table, problems);
    if (reader.fields().size() != table.header.size()) {
      report_fields(reader, table, problems);
      continue;
    }
    Table::Row row;
    row.line = reader.line();
    for (const CsvField& field : reader.fields()) {
      row.text.emplace_back(field.text);
      row.column.push_back(field.column);
    }
    table.rows.push_back(std::move(row));
  }
  if (reader.unclosed_quote_line() > 0) {
    problems.push_back({.code = ProblemCode::syntax,
                        .file = table.file,
                        .line = reader.unclosed_quote_line(),
                        .what = "opens a quote that is never closed",
                        .hint = "close the quote, or double it where it is part of the text"});
  }
  return table;
}

std::optional<Problem> unreadable_table(std::string_view text, const std::string& file_name) {
  if (auto problem = wrong_encoding(text, file_name)) return problem;
  const std::string_view header = text.substr(0, text.find('\n'));
  if (header.find(',') != std::string_view::npos) return std::nullopt;
  const auto separator = header.find_first_of(";\t");
  if (separator == std::string_view::npos) return std::nullopt;
  return Problem{
      .code = ProblemCode::syntax,
      .file = file_name,
      .line = 1,
      .what = fmt::format("has its fields separated by {}", header[separator] == ';' ? "';'" : "tabs"),
      .hint = "save the table with commas"};
}

std::string csv_field(std::string_view text, char separator) {
  const bool plain = text.find_first_of("\"\r\n") == std::string_view::npos &&
                     text.find(separator) == std::string_view::npos;
  if (plain) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace handover
