// Any bytes as import.toml, and a small event file read by whatever rules come out.
#include "evidence/import.h"

using namespace handover;
using namespace handover::evidence;

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
  static const Boundaries none;
  std::vector<Problem> problems;
  const ImportRules rules =
      parse_import_rules({reinterpret_cast<const char*>(data), size}, "import.toml", mission, problems);
  if (!problems.empty()) return 0;
  Importer importer(mission, rules, none);
  importer.add_file(
      "date,actor,place,count,latitude,longitude\n2014-01-24,IS,Anbar,1,33,43\n2014-01-25,X,Y,2,,\n",
      "e.csv");
  return 0;
}
