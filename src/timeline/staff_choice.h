// Of plans that do equally well by the red lines, the one that a staff would write.
//
// One that does no worse is one whose share lies within one standard error of the best's, paired (the rule by
// which Breiman, Friedman, Olshen & Stone 1984, section 3.4.3, prefer the simpler of two trees). Among these,
// in this order: two to six steps, since nobody leaves everything in one; fewest tasks left to nobody or to
// somebody unable, and fewest places unprotected; fewest other warnings; no more civilians killed than under
// any other, again within one standard error; fewest steps; the higher share.
#pragma once

#include "timeline/candidates.h"
#include "timeline/judge.h"

#include <span>

namespace handover::timeline {

struct StaffPlan {
  Flaws flaws;
  std::size_t steps = 0;
  const PlanTally* tally = nullptr;  // all in the same scenarios
};

// Index of the plan to write. `plans` must not be empty.
std::size_t staff_choice(const Judge& judge, std::span<const StaffPlan> plans);

}  // namespace handover::timeline
