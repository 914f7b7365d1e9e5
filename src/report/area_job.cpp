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
  }
  return job;
}

}  // namespace handover::report
