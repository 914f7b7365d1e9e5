// The parts of the command table, and options that several commands have. Private to the table.
#pragma once

#include "report/command_table.h"

namespace handover::report {

std::vector<CommandRecord> commands_of_mission();
std::vector<CommandRecord> commands_of_assess();
std::vector<CommandRecord> commands_of_search();
std::vector<CommandRecord> commands_of_store();
std::vector<CommandRecord> commands_of_serve();

OptionRecord mission_folder();
OptionRecord json();
OptionRecord threads();
OptionRecord draws();  // of every module's fitted model

// What every computation takes, after options of its own: JSON, seed, threads.
std::vector<OptionRecord> without_mission(std::vector<OptionRecord> own);
// And the day and the overlays under which a mission is read.
std::vector<OptionRecord> with_common(std::vector<OptionRecord> own);
// And whether the run is kept in the mission's store.
std::vector<OptionRecord> kept(std::vector<OptionRecord> own);
// The options of a search, between the places and what is the command's own.
std::vector<OptionRecord> with_search(std::vector<OptionRecord> own);

}  // namespace handover::report
