// Other programs, run and waited for.
#pragma once

#include <string>
#include <vector>

namespace handover {

struct ProgramEnd {
  int code = -1;     // of exit; -1 when it could not be started or was killed
  std::string said;  // the first 64 kB of what it wrote to standard error
};

// Runs the command, looked for on the PATH. Its standard output goes nowhere.
ProgramEnd run_program(const std::vector<std::string>& command);

}  // namespace handover
