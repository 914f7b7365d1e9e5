// The threat module. Takes a mission as it could be known on its as-of date; gives the fitted model that the
// simulation runs on, and a report for people: levels, forecasts beside naive baselines with their measured
// skill, and how much each figure owes to data.
#pragma once

#include "base/random_stream.h"
#include "mission/mission.h"
#include "threat/fitted_model.h"
#include "threat/model_options.h"
#include "threat/report.h"

namespace handover::threat {

struct ThreatOptions {
  std::size_t draws = 200;         // of the fitted model
  std::size_t replications = 400;  // of the report's forecasts
  std::size_t backtests =
      3;  // yearly origins inside the daily data at which the model is refitted and scored
  bool regimes = true;
  bool choose_penalties = true;  // by marginal likelihood over a small grid; otherwise as in `model`
  ModelOptions model;
  Seed seed{1};
  int threads = 0;  // results do not depend on it
};

struct ThreatAssessment {
  FittedThreat fitted;
  ThreatReport report;
};

// Deterministic for a seed; a mission without a single incident gives wide priors that say so.
ThreatAssessment assess_threat(const Mission& mission, const ThreatOptions& options = {});

}  // namespace handover::threat
