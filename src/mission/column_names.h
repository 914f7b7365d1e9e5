// Inside the mission module only: which column of a table a heading means.
#pragma once

#include "mission/schema.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// The schema's name of the column that a heading means, without regard to case, blanks and underscores, or by
// a common synonym (lat, comments, start date); nothing when it means none of the table's.
std::optional<std::string_view> column_meant(std::string_view heading, const TableSpec& spec);

// Every way of writing the column's name, as plain_column_name gives them.
std::vector<std::string> spellings_of(std::string_view column);

}  // namespace handover
