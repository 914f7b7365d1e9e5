// Everything that is wrong or doubtful in a mission folder, from every module that reads a part of it: the
// tables, the rules of import, the questions of a hindcast, numbers in facts, codes of zones.
#pragma once

#include "mission/mission.h"

#include <filesystem>
#include <string>
#include <vector>

namespace handover::report {

struct MissionFindings {
  MissionCheck check;
  // Map codes of zones that the boundaries do not know: no map shows them, no event is found in them by its
  // point.
  std::vector<std::string> codes_without_boundary;
};

// `boundaries`: a folder of GeoJSON files named by map code; empty when there is none.
MissionFindings examine_folder(const std::filesystem::path& mission, const LoadOptions& options,
                               const std::filesystem::path& boundaries);

}  // namespace handover::report
