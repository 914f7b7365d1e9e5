#include "report/area_job.h"

#include "base/files.h"
#include "base/program_files.h"
#include "evidence/area_zones.h"
#include "mission/skeleton.h"
#include "report/options.h"
#include "tables/csv.h"

namespace handover::report {
namespace {

namespace fs = std::filesystem;

std::optional<Table> library_table(const char* name) {
  const fs::path file = past_handovers_folder() / name;
  if (!fs::exists(file)) return std::nullopt;
  std::vector<Problem> problems;
  Table table = read_table(read_file(file), name, problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  return table;
}

AreaWanted wanted_of(const AreaJobWanted& wanted) {
  AreaWanted area{.name = wanted.folder.filename().string(), .answers = wanted.answers};
  area.since = day_option(wanted.since, "--since");
  area.has_events = !wanted.events.empty();
  for (auto& zone : evidence::zones_of_area(boundaries_folder(), wanted.countries))
    area.zones.push_back({zone.id, zone.name, zone.map_code, zone.country, zone.latitude, zone.longitude,
                          zone.square_km, zone.aliases, zone.neighbours});
  area.host_country = evidence::country_name(wanted.countries.front());
  area.assumptions = library_table("assumptions.csv");
  area.sources = library_table("sources.csv");
  return area;
}

// That days without a row were quiet can be said once there are rows.
void add_daily(const fs::path& file, const AreaMission& mission) {
  std::string toml = mission.files.at("mission.toml");
  const std::string stream = "[[stream]]";
  const auto at = toml.find("\n\n", toml.find(stream));
  toml.insert(at + 1, mission.daily_lines);
  write_file_atomically(file, toml);
}

}  // namespace

AreaJob make_area_mission(const AreaJobWanted& wanted) {
  if (wanted.countries.empty())
    refuse("--area", "", "is missing", "write codes of ISO 3166-1 with commas, for example IRQ,SYR");
  for (const std::string& file : wanted.events) read_file(file);  // before anything is written
  AreaJob job{.mission = area_mission(wanted_of(wanted)), .imported = {}};
  write_mission_files(wanted.folder, job.mission.files);
  if (!wanted.events.empty()) {
    ImportWanted import{.mission = wanted.folder.string(), .source = {}, .boundaries = {}};
    import.usual_boundaries = boundaries_folder();
    import.files = wanted.events;
    job.imported = import_events(import);
    if (job.imported->changed) add_daily(wanted.folder / "mission.toml", job.mission);
  }
  return job;
}

}  // namespace handover::report
