// The threat module. Takes a mission as it could be known on its as-of date; gives the fitted model that the
// simulation runs on, and a report for people: levels, forecasts beside naive baselines with their measured
// skill, and how much each figure owes to data.
#pragma once

#include "mission/mission.h"
#include "threat/fitted_model.h"
#include "threat/options.h"
#include "threat/report.h"

namespace handover::threat {

struct ThreatAssessment {
  FittedThreat fitted;
  ThreatReport report;
};

// Deterministic for a seed; a mission without a single incident gives wide priors that say so.
ThreatAssessment assess_threat(const Mission& mission, const ThreatOptions& options = {});

}  // namespace handover::threat
