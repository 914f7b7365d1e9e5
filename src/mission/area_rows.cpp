#include "mission/area_rows.h"

#include "mission/loading.h"
#include "mission/schema.h"
#include "tables/csv.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace handover {

void AreaRows::typed(const std::string& table, AreaRow row) {
  ++typed_[table];
  tables_[table].push_back(std::move(row));
}

void AreaRows::filled(const std::string& table, AreaRow row) {
  ++filled_[table];
  const auto note =
      std::find_if(row.begin(), row.end(), [](const auto& field) { return field.first == "note"; });
  const std::string mark(kUnconfirmed);
  if (note == row.end())
    row.emplace_back("note", mark);
  else
    note->second = mark + (note->second.empty() ? "" : "; " + note->second);
  tables_[table].push_back(std::move(row));
}

void AreaRows::add(const std::string& table, AreaRow row, bool by_hand) {
  by_hand ? typed(table, std::move(row)) : filled(table, std::move(row));
}

std::map<std::string, std::string> AreaRows::as_csv() const {
  std::map<std::string, std::string> files;
  for (const auto& [name, rows] : tables_) {
    const TableSpec& spec = table_spec(name);
    std::vector<std::string_view> columns;
    for (const ColumnSpec& column : spec.columns) {
      const bool used = std::any_of(rows.begin(), rows.end(), [&](const AreaRow& row) {
        return std::any_of(row.begin(), row.end(), [&](const auto& field) {
          return field.first == column.name && !field.second.empty();
        });
      });
      if (used || column.required) columns.push_back(column.name);
    }
    std::string text = fmt::format("{}\n", fmt::join(columns, ","));
    for (const AreaRow& row : rows) {
      std::string line;
      for (const std::string_view column : columns) {
        const auto field =
            std::find_if(row.begin(), row.end(), [&](const auto& one) { return one.first == column; });
        line += (line.empty() && column == columns.front() ? "" : ",") +
                csv_field(field == row.end() ? "" : field->second);
      }
      text += line + '\n';
    }
    files[name] = text;
  }
  return files;
}

}  // namespace handover
