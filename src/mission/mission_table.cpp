#include "mission/mission_table.h"

#include "mission/schema.h"
#include "tables/encoding.h"
#include "tables/front_door.h"
#include "tables/values.h"

#include <algorithm>
#include <filesystem>

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

// Its first row names columns, as they are to be written.
bool is_plain(std::string_view text, const TableSpec& spec) {
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos) return false;
  CsvReader reader(text);
  if (!reader.next()) return true;
  return std::any_of(reader.fields().begin(), reader.fields().end(), [&](const CsvField& field) {
    return std::any_of(spec.columns.begin(), spec.columns.end(),
                       [&](const ColumnSpec& column) { return column.name == field.text; });
  });
}

KnownTable known_table(const TableSpec& spec, std::vector<std::string>& names) {
  KnownTable known{.name = spec.file, .needed = {}};
  names.reserve(spec.columns.size());
  for (const ColumnSpec& column : spec.columns) {
    if (!column.required) continue;
    names.push_back(plain_column_name(column.name));
    known.needed.push_back({names.back()});
  }
  return known;
}

// As the schema writes them; names that it does not have stay as they are, for the reader to complain of.
void name_columns(Table& table, const OpenedTable& opened, const TableSpec& spec) {
  CsvReader header(opened.body, opened.separator, opened.first_line);
  header.next();
  for (std::size_t c = 0; c < table.header.size(); ++c) {
    table.header[c] = opened.header[c];
    table.header_column[c] = header.fields()[c].column;
    for (const ColumnSpec& column : spec.columns) {
      if (plain_column_name(column.name) == plain_column_name(opened.header[c]))
        table.header[c] = column.name;
    }
  }
}

}  // namespace

std::optional<Table> read_mission_table(std::string_view bytes, const std::string& file,
                                        std::vector<Problem>& problems, std::vector<std::string>& notes) {
  const TableSpec* const spec = spec_of(file);
  if (spec != nullptr && !is_plain(bytes, *spec)) {
    std::vector<std::string> names;
    const KnownTable known = known_table(*spec, names);
    try {
      const OpenedTable opened = open_table(bytes, file, {&known, 1});
      if (opened.known && !known.needed.empty()) {
        Table table = whole_table(opened, problems);
        name_columns(table, opened, *spec);
        table.file = file;
        notes.insert(notes.end(), opened.notes.begin(), opened.notes.end());
        return table;
      }
    } catch (const InputError& error) {
      problems.insert(problems.end(), error.problems().begin(), error.problems().end());
      return std::nullopt;
    }
  }
  if (auto problem = unreadable_table(bytes, file)) {
    problems.push_back(std::move(*problem));
    return std::nullopt;
  }
  Table table = read_table(bytes, file, problems);
  if (table.header.empty()) return std::nullopt;
  return table;
}

}  // namespace handover
