// The talks room's settlements laid over the agreement map.
#pragma once

#include "talks/law.h"
#include "timeline/timeline.h"

namespace handover::timeline {

// Which issues of the talks are dates and numbers of the map. By their ids: "mission-end" in months from the
// mission's own as-of month; every other id ending in "-end" likewise, for the presence in some region, the
// latest of them counts; "residual" in persons. Underscores will do for hyphens.
struct MapIssues {
  std::optional<std::size_t> mission_end, residual;
  std::vector<std::size_t> presence_ends;
};
MapIssues map_issues(const Mission& mission);

// Fills settlement_share of every cell: the share of the law's settlements nearest to it, a deal or not. Does
// nothing when the talks have no issue for the mission's end.
void lay_settlements(const Mission& mission, const talks::TalksLaw& law, TimelineReport& report);

}  // namespace handover::timeline
