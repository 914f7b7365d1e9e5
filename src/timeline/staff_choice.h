// Of plans that do equally well by the red lines, the one that a staff would write.
//
// One that does no worse is one whose share lies within one standard error of the best's, paired (the rule by
// which Breiman, Friedman, Olshen & Stone 1984, section 3.4.3, prefer the simpler of two trees). Among these,
// in this order: two to six steps, since nobody leaves everything in one; fewest tasks left to nobody or to
// somebody unable, and fewest places unprotected; fewest other warnings; no more civilians killed than under
// any other, again within one standard error; fewest steps; the higher share.
//
// With a margin it is the margin in place of the standard error: a share lower by less, and civilians killed
// more by less than that part of the least, decide nothing. Where nothing is left to decide, the first is
// taken.
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
std::size_t staff_choice(const Judge& judge, std::span<const StaffPlan> plans, double margin = 0.0);

}  // namespace handover::timeline
