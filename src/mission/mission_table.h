// Inside the mission module only: a mission's table as a spreadsheet saved it. Tables in UTF-8 with commas
// and their header in the first row are read as they stand; others (semicolons, tabs, UTF-16, Windows code
// pages, decimal commas, rows above the header, names of columns in capitals) go through the front door.
#pragma once

#include "tables/csv.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

// Columns have the names of the schema. Adds to `notes` what was decided against the plainest reading, each a
// predicate of the file. Nothing when the text cannot be read at all, which is then among the problems.
std::optional<Table> read_mission_table(std::string_view bytes, const std::string& file,
                                        std::vector<Problem>& problems, std::vector<std::string>& notes);

}  // namespace handover
