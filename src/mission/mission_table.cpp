#include "mission/mission_table.h"

#include "mission/column_names.h"
#include "mission/constraints.h"
#include "mission/plain_cells.h"
#include "mission/schema.h"
#include "tables/encoding.h"
#include "tables/front_door.h"
#include "tables/values.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

namespace handover {
namespace {

// The table's columns; nothing for a file that is none of a mission's.
const TableSpec* spec_of(const std::string& file) {
  const std::string name = std::filesystem::path(file).filename().string();
  for (const TableSpec& spec : table_specs()) {
    if (spec.file == name) return &spec;
  }
  return nullptr;
}

// A number between quotes whose decimals follow a comma: "40,5".
bool has_quoted_decimals(std::string_view text) {
  for (auto at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 1)) {
    const auto end = text.find_first_not_of("-+0123456789", at + 1);
    if (end == std::string_view::npos || end == at + 1 || text[end] != ',') continue;
    const auto last = text.find_first_not_of("0123456789", end + 1);
    if (last != std::string_view::npos && last > end + 1 && text[last] == '"') return true;
  }
  return false;
}

// Its first row names columns as they are to be written, and none that would have to be renamed.
bool is_plain(std::string_view text, const TableSpec& spec) {
  if (!is_utf8(text) || has_quoted_decimals(text)) return false;
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && (text[first] == '{' || text[first] == '[')) return false;  // JSON
  CsvReader reader(text);
  if (!reader.next()) return true;
  bool names_one = false;
  for (const CsvField& field : reader.fields()) {
    const std::string name(field.text);
    const auto meant = column_meant(name, spec);
    if (name.empty() || (meant && *meant != name)) return false;
    names_one = names_one || meant.has_value();
  }
  return names_one;
}

// What the front door may take for this table: all the columns it needs, or all but one, which is then told.
struct Layouts {
  std::vector<std::vector<std::vector<std::string>>> names;  // layout, column, its spellings
  std::vector<KnownTable> known;

  explicit Layouts(const TableSpec& spec) {
    std::vector<std::vector<std::string>> needed;
    for (const ColumnSpec& column : spec.columns)
      if (column.required) needed.push_back(spellings_of(column.name));
    names.push_back(needed);
    for (std::size_t left_out = 0; needed.size() > 2 && left_out < needed.size(); ++left_out) {
      names.push_back(needed);
      names.back().erase(names.back().begin() + static_cast<std::ptrdiff_t>(left_out));
    }
    for (const auto& layout : names) {
      KnownTable table{.name = spec.file, .needed = {}};
      for (const auto& spellings : layout) table.needed.emplace_back(spellings.begin(), spellings.end());
      known.push_back(std::move(table));
    }
  }
};

// The columns as the schema writes them; names that it does not have stay, for the reader to complain of.
void name_columns(MissionTable& read, const OpenedTable& opened, const TableSpec& spec) {
  Table& table = read.table;
  CsvReader header(opened.body, opened.separator, opened.first_line);
  header.next();
  table.header_line = header.line();
  for (std::size_t c = 0; c < table.header.size(); ++c) {
    table.header[c] = opened.header[c];
    table.header_column[c] = header.fields()[c].column;
    const auto meant = column_meant(opened.header[c], spec);
    if (!meant) continue;
    table.header[c] = *meant;
    if (plain_column_name(*meant) != plain_column_name(opened.header[c]))
      read.notes.push_back(
          fmt::format("has a column '{}', read as {}", shown_value(opened.header[c]), *meant));
  }
}

void count_cells_of_sheet(MissionTable& read) {
  read.is_sheet = true;
  for (std::size_t c = 0; c < read.table.header_column.size(); ++c)
    read.table.header_column[c] = static_cast<int>(c) + 1;
  for (Table::Row& row : read.table.rows)
    for (std::size_t c = 0; c < row.column.size(); ++c) row.column[c] = static_cast<int>(c) + 1;
}

// Through the front door; nothing when it is no table with these columns.
std::optional<MissionTable> opened_table(std::string_view bytes, const std::string& file,
                                         const TableSpec& spec, std::vector<Problem>& problems) {
  const Layouts layouts(spec);
  const OpenedTable opened = open_table(bytes, file, layouts.known);
  if (!opened.known || layouts.names.front().empty()) return std::nullopt;
  const std::size_t before = problems.size();
  MissionTable read{.table = whole_table(opened, problems), .notes = opened.notes};
  for (std::size_t i = before; i < problems.size(); ++i) problems[i].file = file;
  read.table.file = file;
  if (opened.kind != "text") read.notes.insert(read.notes.begin(), fmt::format("is read as {}", opened.kind));
  name_columns(read, opened, spec);
  if (opened.kind.find("workbook") != std::string::npos) count_cells_of_sheet(read);
  return read;
}

std::optional<MissionTable> plain_table(std::string_view bytes, const std::string& file,
                                        std::vector<Problem>& problems) {
  if (auto problem = unreadable_table(bytes, file)) {
    problems.push_back(std::move(*problem));
    return std::nullopt;
  }
  MissionTable read{.table = read_table(bytes, file, problems)};
  if (read.table.header.empty()) return std::nullopt;
  return read;
}

}  // namespace

std::optional<MissionTable> read_mission_table(std::string_view bytes, const std::string& file,
                                               std::vector<Problem>& problems) {
  const TableSpec* const spec = spec_of(file);
  std::optional<MissionTable> read;
  if (spec != nullptr && !is_plain(bytes, *spec)) {
    try {
      read = opened_table(bytes, file, *spec, problems);
    } catch (const InputError& error) {
      for (Problem problem : error.problems()) {
        problem.file = file;
        problems.push_back(std::move(problem));
      }
      return std::nullopt;
    }
  }
  if (!read) read = plain_table(bytes, file, problems);
  if (read && spec != nullptr && !write_cells_plainly(*read, *spec, problems)) return std::nullopt;
  return read;
}

std::vector<std::string> kept_names_of_table(const RootFolder& folder, const std::string& table) {
  const std::filesystem::path path(table);
  const std::string stem = (path.parent_path() / path.stem()).string();
  std::vector<std::string> names;
  for (const char* const ending :
       {".csv", ".xlsx", ".ods", ".tsv", ".csv.gz", ".csv.zip", ".json", ".parquet"}) {
    const std::string name = stem + ending;
    if (folder.kind_of(name) != EntryKind::absent) names.push_back(name);
  }
  return names;
}

std::string kept_name_of_table(const RootFolder& folder, const std::string& table) {
  const auto names = kept_names_of_table(folder, table);
  return names.empty() ? table : names.front();
}

void refuse_other_kept_name(const std::filesystem::path& folder, const std::string& table) {
  const std::string name = kept_name_of_table(RootFolder(folder), table);
  if (name != table)
    throw InputError(Problem{.code = ProblemCode::refused,
                             .file = name,
                             .what = "holds the mission's table, and rows can be added to a CSV only",
                             .hint = fmt::format("save it as {}", table)});
}

}  // namespace handover
