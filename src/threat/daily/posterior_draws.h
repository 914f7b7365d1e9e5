// From a fit to the fitted model: every draw of the parameters with its state at the as-of date.
#pragma once

#include "mission/mission.h"
#include "threat/daily/fit.h"
#include "threat/sizes.h"

namespace handover::threat {

// Streams of which no record says that, or whether, they kill foreign troops: none are assumed. A stream
// aimed at them needs one row of incidents or casualties, any other stream one death.
std::vector<StreamId> streams_without_own_losses(const Mission& mission);

// [stream][victim]
std::vector<std::array<SizeData, kVictims>> size_data_of(const Mission& mission);

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
