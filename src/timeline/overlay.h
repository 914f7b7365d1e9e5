// The talks module's settlements laid over the agreement map.
#pragma once

#include "talks/fitted_model.h"
#include "talks/mission_issues.h"
#include "timeline/timeline.h"

namespace handover::timeline {

// Which issues of the talks are dates and numbers of the map.
using talks::map_issues;
using talks::MapIssues;

// Fills settlement_share of every cell: the share of the fitted model's settlements nearest to it, a deal or
// not. Does nothing when the talks have no issue for the mission's end.
void lay_settlements(const Mission& mission, const talks::FittedTalks& fitted, TimelineReport& report);

}  // namespace handover::timeline
