// Everything that is wrong or doubtful in a mission folder, from every module that reads a part of it: the
// tables, the rules of import, the questions of a hindcast, numbers in facts, codes of zones.
#pragma once

#include "mission/mission.h"

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

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

// A line for each thing that is no fault and that a user should know.
std::vector<std::string> notes_of(const MissionFindings& findings);
// Keys of `handover check --json`. As many problems as are printed: a faulty export has one a row.
nlohmann::ordered_json findings_document(const MissionFindings& findings, const std::string& mission);

}  // namespace handover::report
