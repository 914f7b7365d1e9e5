#include "mission/plain_cells.h"

#include "mission/constraints.h"
#include "tables/days.h"
#include "tables/values.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover {
namespace {

// One column of a table that is being written plainly.
struct Column {
  MissionTable& read;
  std::size_t at;

  std::string_view name() const { return read.table.header[at]; }
  void say(std::string note) const { read.notes.push_back(std::move(note)); }
};

bool is_iso(std::string_view text) {
  return parse_date(text).has_value();
}
bool has_year_first(std::string_view text) {
  return text.size() > 4 && text[4] == '-';
}

void empty_gaps(const Column& column) {
  std::string shown;
  for (Table::Row& row : column.read.table.rows) {
    std::string& text = row.text[column.at];
    if (text.empty() || !is_missing_value(text)) continue;
    if (shown.empty()) shown = shown_value(without_blanks(text));
    text.clear();
  }
  if (!shown.empty())
    column.say(fmt::format("writes '{}' in the column {}: read as nothing", shown, column.name()));
}

void use_ascii_digits(const Column& column) {
  bool changed = false;
  for (Table::Row& row : column.read.table.rows) {
    std::string& text = row.text[column.at];
    if (!has_other_characters(text)) continue;
    const std::string before = text;
    text = in_ascii_digits(text);
    changed = changed || text != before;
  }
  if (changed) column.say(fmt::format("writes {} in Arabic or Persian digits", column.name()));
}

// Days as the whole column writes them. A column in which some days have the year first already is one that a
// person typed: its other days are told one by one.
bool use_iso_days(const Column& column, std::vector<Problem>& problems) {
  Table& table = column.read.table;
  DayColumn days;
  bool any_iso = false, any_other = false;
  for (const Table::Row& row : table.rows) {
    const std::string_view text = without_blanks(row.text[column.at]);
    if (text.empty()) continue;
    (is_iso(text) ? any_iso : any_other) = true;
    days.add(text);
  }
  if (!any_other) return true;
  if (const std::string doubt = days.doubt(); !doubt.empty() && !any_iso) {
    problems.push_back({.code = ProblemCode::inconsistent,
                        .file = table.file,
                        .line = table.header_line,
                        .column = table.header_column[column.at],
                        .field = std::string(column.name()),
                        .what = doubt,
                        .hint = "write days as YYYY-MM-DD, for example 2024-01-27"});
    return false;
  }
  bool changed = false;
  for (Table::Row& row : table.rows) {
    std::string& text = row.text[column.at];
    const std::string_view written = without_blanks(text);
    if (written.empty() || is_iso(written) || (any_iso && !has_year_first(written))) continue;
    if (const auto day = days.read(written)) {
      text = to_string(*day);
      changed = true;
    }
  }
  if (const std::string said = days.said(); changed && !any_iso && !said.empty())
    column.say(fmt::format("has in the column {}: {}", column.name(), said));
  return true;
}

void use_yes_and_no(const Column& column) {
  for (Table::Row& row : column.read.table.rows) {
    std::string& text = row.text[column.at];
    std::string word(without_blanks(text));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (word == "yes" || word == "true") text = "yes";
    if (word == "no" || word == "false") text = "no";
  }
}

}  // namespace

bool write_cells_plainly(MissionTable& read, const TableSpec& spec, std::vector<Problem>& problems) {
  bool readable = true;
  for (std::size_t c = 0; c < read.table.header.size(); ++c) {
    const Column column{read, c};
    const ValueKind kind = domain_of(constraints_of(spec.file), column.name()).kind;
    if (kind == ValueKind::yes_no) use_yes_and_no(column);
    if (kind != ValueKind::day && kind != ValueKind::number && kind != ValueKind::whole) continue;
    empty_gaps(column);
    use_ascii_digits(column);
    if (kind == ValueKind::day) readable = use_iso_days(column, problems) && readable;
  }
  return readable;
}

}  // namespace handover
