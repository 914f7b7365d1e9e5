// A mission made for an area: answers and files of events in, a folder that can be run out.
#pragma once

#include "base/dates.h"
#include "mission/area_mission.h"
#include "report/import_job.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace handover::report {

struct AreaJobWanted {
  std::filesystem::path folder;
  std::vector<std::string> countries;
  std::string since;
  std::map<std::string, std::vector<std::string>> answers;
  std::vector<std::string> events;
};

struct AreaJob {
  AreaMission mission;
  std::optional<ImportRun> imported;  // when there were files of events
};

// Writes the folder, then imports the events into it. Throws InputError, having written nothing, for answers
// that are missing or cannot be read; what is wrong with the events is told after the folder is there.
AreaJob make_area_mission(const AreaJobWanted& wanted);

}  // namespace handover::report
