// Inside the mission module only: cells as the mission's readers want them.
#pragma once

#include "mission/mission_table.h"
#include "mission/schema.h"

#include <vector>

namespace handover {

// Days of columns for days, as their whole column writes them, become YYYY-MM-DD; gaps ("NA", "#N/A") in
// columns for days and numbers become empty; digits of Arabic and Persian become those of ASCII; Yes and TRUE
// become yes. What was decided is said in the notes. False, with a problem, when a column of days can be read
// two ways.
bool write_cells_plainly(MissionTable& read, const TableSpec& spec, std::vector<Problem>& problems);

}  // namespace handover
