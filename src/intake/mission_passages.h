// The columns of a mission's tables that only this module reads: where a row was read, and further names of
// actors, zones and issues. They change no figure of any model, and stand beside the typed mission.
#pragma once

#include "base/problem.h"
#include "intake/intake_row.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace handover::intake {

// By table and id: the names under which texts speak of it.
using Aliases = std::map<std::string, std::map<std::string, std::vector<std::string>>>;
// Of actors.csv, zones.csv and issues.csv; a table that cannot be read has none (`check` says why).
Aliases aliases_of(const std::filesystem::path& mission);

// The rows of facts.csv and positions.csv that name a document, with their lines, in the form that is
// checked. A document that is no SHA-256 and a place that is no number become problems.
struct PassageRows {
  std::vector<IntakeRow> facts, positions;
};
PassageRows passages_of(const std::filesystem::path& mission, std::vector<Problem>& problems);

}  // namespace handover::intake
