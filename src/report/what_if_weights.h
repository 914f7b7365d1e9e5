// Kept scenarios counted anew under other ranges of what is assumed. Private to the what-if study.
#pragma once

#include "report/what_if_study.h"

#include <span>
#include <vector>

namespace handover::report {

// Unnormalised density of an assumption's shape over a range; 0 outside of it. PERT: a beta distribution
// (Malcolm et al. 1959, Operations Research 7(5)), whose mode counts four times.
double density(RangeShape shape, const ThreePoint& range, double value);

// [scenario] weights that sum to one. `assumed`: [scenario][assumption]. All zero when no scenario lies in
// the new ranges.
std::vector<double> weights(std::span<const std::vector<double>> assumed,
                            std::span<const Assumption> assumptions, std::span<const RangeChange> ranges);
// Share of the new range's probability that lies outside the old one; ranges are independent.
double share_outside(std::span<const Assumption> assumptions, std::span<const RangeChange> ranges);

Reweighted reweighted(const timeline::Judge& judge, const timeline::PlanTally& before,
                      const timeline::PlanTally& after, std::span<const std::vector<double>> assumed,
                      std::span<const Assumption> assumptions, std::span<const RangeChange> ranges);

}  // namespace handover::report
