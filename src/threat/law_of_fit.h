// From a fit to the law: every draw of the parameters with its state at the as-of date.
#pragma once

#include "mission/mission.h"
#include "threat/fit.h"
#include "threat/sizes.h"

namespace handover::threat {

// [stream][victim]
std::vector<std::array<SizeData, kVictims>> size_data_of(const Mission& mission);

struct LawOptions {
  Seed seed{1};
  int horizon_months = 36;
};

// A background that drifts will go on drifting. The law holds one level per draw, so each draw's level
// carries the mean drift over the horizon: log-normal with variance walk_sd^2 * blocks / 3 (that of the mean
// of a random walk) and mean 1. `tamed` counts draws whose excitation had to be scaled to a spectral radius
// of 0.98.
ThreatLaw law_of(const FitData& data, const DailyModel& model, const Fit& fit,
                 const ModelOptions& model_options, const std::vector<std::array<SizeData, kVictims>>& sizes,
                 const LawOptions& options, std::size_t& tamed);

}  // namespace handover::threat
