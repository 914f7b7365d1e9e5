// Any bytes as a plan file against the worked example's mission.
#include "mission/loading.h"

#include <cstdlib>

using namespace handover;

namespace {

const Mission& example() {
  static const Mission mission = load_mission(HANDOVER_SOURCE_DIR "/missions/iraq-2024");
  return mission;
}

}  // namespace

// Loaded before the clock of the first input starts.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  example();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const Mission& mission = example();
  std::vector<Problem> problems;
  const Plan plan =
      read_plan(std::string(reinterpret_cast<const char*>(data), size), "fuzz.toml", mission, problems);
  for (const Problem& problem : check_plan(plan, mission, "fuzz.toml")) {
    if (problem.what.empty()) std::abort();
  }
  return 0;
}
