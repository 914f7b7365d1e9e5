// From a fit to the fitted model: every draw of the parameters with its state at the as-of date.
#pragma once

#include "mission/mission.h"
#include "threat/daily/fit.h"
#include "threat/sizes.h"

namespace handover::threat {

// [stream][victim]
std::vector<std::array<SizeData, kVictims>> size_data_of(const Mission& mission);

// Of the logarithm of a level. Ratios of half-years six months apart had, by their quartiles, the variance
// 0.4 to 0.6, those 54 months apart 1.8 to 2.7, with medians of 0.9 and 0.6 to 0.8
// (bench/peers/threat_level_drift.py, 35 to 60 published series). Their tails are heavier than a normal's:
// variances as such 1.2 and 2.4 to 3.2.
inline constexpr double kDriftVariancePerYear = 0.45;

struct FittedOptions {
  Seed seed{1};
  int horizon_months = 36;  // over which the background drifts
};

// A background goes on drifting: each draw carries one path of a random walk of its logarithm, at the pace at
// which the levels of conflicts are seen to drift. The record's own pace would carry a war that once broke
// off through such breaks every half-year. The fitted level is the mean of the last block: that of the as-of
// date is already a third of a block of walk away from it, and factors in `drift` are on that. `tamed` counts
// draws whose excitation had to be scaled to a spectral radius of 0.98.
FittedThreat fitted_of(const FitData& data, const DailyModel& model, const Fit& fit,
                       const ModelOptions& model_options,
                       const std::vector<std::array<SizeData, kVictims>>& sizes, const FittedOptions& options,
                       std::size_t& tamed);

}  // namespace handover::threat
