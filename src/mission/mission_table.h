// One of a mission's tables as people keep it. In UTF-8 with commas, its header in the first row and the
// names of the schema it is read as it stands; whatever else it is (semicolons, tabs, UTF-16, Windows code
// pages, decimal commas, rows above the header, a workbook, other words in the header) goes through the front
// door. Days, gaps and answers come out as the mission's readers want them: YYYY-MM-DD, nothing, yes or no.
#pragma once

#include "base/root_folder.h"
#include "tables/csv.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover {

struct MissionTable {
  Table table;  // columns by the names of the schema; line and column are those of the file
  std::vector<std::string>
      notes;              // what was decided against the plainest reading, each a predicate of the file
  bool is_sheet = false;  // line and column are the row and the column of a sheet, from 1
};

// Nothing when the text cannot be read at all, which is then among the problems. `file` is the table's name
// in the schema ("facts.csv", also below a folder); problems bear it.
std::optional<MissionTable> read_mission_table(std::string_view bytes, const std::string& file,
                                               std::vector<Problem>& problems);

// The name under which the folder keeps this table: its own, or that of a workbook, a packed or another kind
// of table beside which there is no other ("facts.xlsx", "facts.csv.gz"). The table's own where there is
// none.
std::string kept_name_of_table(const RootFolder& folder, const std::string& table);
// All of them: more than one is a mistake.
std::vector<std::string> kept_names_of_table(const RootFolder& folder, const std::string& table);
// For commands that write into a table. Throws InputError when the folder keeps it under another name than
// its own.
void refuse_other_kept_name(const std::filesystem::path& folder, const std::string& table);

}  // namespace handover
