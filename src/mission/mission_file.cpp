#include "mission/mission_file.h"

#include "mission/mission_workbook.h"
#include "mission/schema.h"

#include <algorithm>

namespace handover {
namespace {

bool is_mission(const std::filesystem::path& folder) {
  std::error_code ignored;
  return std::filesystem::exists(folder / "mission.toml", ignored);
}

std::string of(const char* what, const std::filesystem::path& mission) {
  return what + (" of the mission " + mission.filename().string());
}

}  // namespace

std::string mission_file_at(const std::filesystem::path& path) {
  std::error_code failure;
  const auto file = std::filesystem::weakly_canonical(path, failure);
  if (failure) return {};
  if (is_mission_workbook(file)) return "a workbook that may hold a mission";
  const std::string name = file.filename().string();
  const auto folder = file.parent_path(), above = folder.parent_path();
  if (name == "mission.toml" && is_mission(folder)) return of("the file mission.toml", folder);
  if (is_mission(folder)) {
    const auto tables = table_specs();
    const bool table =
        std::any_of(tables.begin(), tables.end(), [&](const auto& spec) { return spec.file == name; });
    if (table || name == "outcomes.csv") return of("a table", folder);
    if (name == "import.toml") return of("the rules of import", folder);
  }
  if (folder.filename() == "statements" && is_mission(above)) return of("a statement", above);
  const bool is_there = std::filesystem::exists(file, failure);
  if (folder.filename() == "plans" && is_mission(above) && is_there) return of("a plan", above);
  if (above.filename() == "overlays" && is_mission(above.parent_path()))
    return of("an overlay", above.parent_path());
  return {};
}

}  // namespace handover
