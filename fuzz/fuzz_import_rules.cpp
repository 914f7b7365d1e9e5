// Any bytes as import.toml, and a small event file read by whatever rules come out.
#include "evidence/import.h"

using namespace handover;
using namespace handover::evidence;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const Mission mission = load_mission(HANDOVER_SOURCE_DIR "/missions/iraq-2024");
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
