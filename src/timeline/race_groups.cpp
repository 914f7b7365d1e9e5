#include "timeline/race_groups.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace handover::timeline {

std::vector<std::vector<std::size_t>> candidates_by_cell(const CandidatePlans& candidates) {
  std::vector<std::vector<std::size_t>> of_cell(candidates.cells.size());
  for (std::size_t i = 0; i < candidates.candidates.size(); ++i)
    if (candidates.candidates[i].cell) of_cell[*candidates.candidates[i].cell].push_back(i);
  return of_cell;
}

namespace {

// Months before the grid's first end of the mission that leaves somebody: whole exits, month by month.
bool near_start(const std::vector<GridCell>& cells, const GridCell& cell) {
  return leaves_at_once(cell) && std::none_of(cells.begin(), cells.end(), [&](const GridCell& other) {
           return !leaves_at_once(other) && other.mission_end <= cell.mission_end;
         });
}

}  // namespace

std::vector<RaceGroup> race_groups(const std::vector<GridCell>& cells,
                                   const std::vector<std::vector<std::size_t>>& of_cell) {
  std::map<std::tuple<Month, int, int, bool>, RaceGroup> groups;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (of_cell[c].empty()) continue;
    const GridCell& cell = cells[c];
    const Month end = near_start(cells, cell) ? cells.front().mission_end : cell.mission_end;
    groups[{end, cell.residual.low, cell.residual.high, leaves_at_once(cell)}].cells.push_back(c);
  }
  std::vector<RaceGroup> result;
  for (auto& [key, group] : groups) {
    std::size_t most = 0;
    for (const std::size_t c : group.cells) most = std::max(most, of_cell[c].size());
    std::vector<std::size_t> fullest;
    for (const std::size_t c : group.cells)
      if (of_cell[c].size() == most) fullest.push_back(c);
    group.raced = fullest[fullest.size() / 2];
    result.push_back(std::move(group));
  }
  return result;
}

std::size_t racing_plans(const std::vector<RaceGroup>& groups,
                         const std::vector<std::vector<std::size_t>>& of_cell) {
  std::size_t racing = 0;
  for (const RaceGroup& group : groups)
    racing += of_cell[group.raced].size() > 1 ? of_cell[group.raced].size() : 0;
  return racing;
}

std::size_t alike(const CandidatePlans& all, const std::vector<std::size_t>& candidates,
                  const std::vector<std::size_t>& wanted) {
  for (const std::size_t want : wanted) {
    for (const std::size_t one : candidates)
      if (all.candidates[one].shape == all.candidates[want].shape) return one;
  }
  return candidates.front();
}

}  // namespace handover::timeline
