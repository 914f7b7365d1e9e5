// Which pairs of dates share a race. What is best at one last presence is best at its neighbours, and races
// see few scenarios in which a plan is signed: a race for each pair would let chance choose anew for each.
#pragma once

#include "timeline/candidates.h"

#include <cstddef>
#include <vector>

namespace handover::timeline {

// Cells with the same end of the mission (the months before the grid's first full step together) and the same
// band, and either all leaving then or none. One of them,
// that with the most plans (of equals the middle one), is raced; the others take the winner's shape.
struct RaceGroup {
  std::vector<std::size_t> cells;  // index into CandidatePlans::cells, all with plans
  std::size_t raced = 0;           // one of them
};
// `of_cell`: [cell] its candidates.
std::vector<RaceGroup> race_groups(const std::vector<GridCell>& cells,
                                   const std::vector<std::vector<std::size_t>>& of_cell);
// Plans that race, in all groups together: one alone needs no race.
std::size_t racing_plans(const std::vector<RaceGroup>& groups,
                         const std::vector<std::vector<std::size_t>>& of_cell);
std::vector<std::vector<std::size_t>> candidates_by_cell(const CandidatePlans& candidates);

// Of `candidates` (indices) the first that has the shape of one of `wanted`, tried in their order; the first
// of all where none has.
std::size_t alike(const CandidatePlans& all, const std::vector<std::size_t>& candidates,
                  const std::vector<std::size_t>& wanted);

}  // namespace handover::timeline
