// Other programs, run and waited for.
#pragma once

#include <string>
#include <vector>

namespace handover {

// Exit code of the command, looked for on the PATH; -1 when it cannot be started or was killed. Its output
// goes nowhere.
int run_program(const std::vector<std::string>& command);

}  // namespace handover
