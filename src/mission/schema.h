// Every table of a mission as data: its columns, what they mean and an example. One list feeds the loader,
// `check`, the skeleton of `new` and the documentation of the format.
#pragma once

#include <span>
#include <string_view>

namespace handover {

struct ColumnSpec {
  std::string_view name;
  bool required = false;  // a value in every row
  std::string_view help;
};

// How a row without `known_from` is dated.
enum class Dating {
  always,     // structure of the mission: known unless the row says otherwise
  by_source,  // evidence: known since its source was published
  stated      // what the mission's author judged: an earlier view of the mission needs the row's own day
};

struct TableSpec {
  std::string_view file;
  bool required = false;  // the mission cannot be read without it
  Dating dating = Dating::always;
  std::string_view help;
  std::span<const ColumnSpec> columns;
};

std::span<const TableSpec> table_specs();
// Throws std::logic_error for a file that is not a mission table.
const TableSpec& table_spec(std::string_view file);

}  // namespace handover
