// What the agreement map shows, the same in the terminal and in the picture.
#pragma once

#include "timeline/timeline.h"

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace handover::report {

using CellKey = std::pair<Month, std::optional<Month>>;  // end of the mission, last presence

// For each pair of dates, the stated band that serves the worst-served party best. Points into `report`.
std::map<CellKey, const timeline::MapCell*> best_bands(const timeline::TimelineReport& report);

// Columns of the map: last presences in order, "stays" (no date) last.
std::vector<std::optional<Month>> presence_columns(const timeline::TimelineReport& report);

// One party's share, or the joint one when no party is named.
const timeline::Share& share_shown(const timeline::MapCell& cell, std::optional<std::size_t> party);

bool is_chosen(const timeline::TimelineReport& report, const timeline::MapCell* cell);

}  // namespace handover::report
