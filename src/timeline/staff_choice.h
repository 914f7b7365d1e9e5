// Of plans that do equally well by the red lines, the one that a staff would write.
//
// One that does no worse is one whose share lies within one standard error of the best's, paired (the rule by
// which Breiman, Friedman, Olshen & Stone 1984, section 3.4.3, prefer the simpler of two trees). Among these,
// in this order: two to six steps none of which leaves most of the sites, since nobody leaves everything in
// one; fewest tasks left to nobody or to somebody unable, and fewest places unprotected; fewest other
// warnings; no more civilians killed than under any other, again within one standard error; fewest steps; the
// higher share.
//
// A margin comes on top of the standard error: a share lower by less, and civilians killed more by less than
// that part of the least, decide nothing. Where nothing is left to decide, the first is taken.
#pragma once

#include "timeline/candidates.h"
#include "timeline/judge.h"

#include <compare>
#include <cstddef>
#include <span>

namespace handover::timeline {

struct StaffPlan {
  Flaws flaws;
  std::size_t steps = 0;
  const PlanTally* tally = nullptr;  // all in the same scenarios
};

// What decides between two plans whose scores decide nothing: the lower is rather written.
struct StaffOrder {
  bool steps_unusual = false;  // all at once, most sites in one step, or more than six steps
  std::size_t grave = 0, other = 0;
  auto operator<=>(const StaffOrder&) const = default;
};
StaffOrder staff_order(const Flaws& flaws, std::size_t steps);

// Index of the plan to write. `plans` must not be empty.
std::size_t staff_choice(const Judge& judge, std::span<const StaffPlan> plans, double margin = 0.0);

}  // namespace handover::timeline
