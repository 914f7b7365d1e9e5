// What the threat asks of those who plan for it: a plain table that the needs module can be handed.
#pragma once

#include "base/dates.h"
#include "threat/fitted_model.h"

#include <vector>

namespace handover::threat {

// Expected incidents of the next `days` days after the as-of date, [stream][zone], averaged over draws.
std::vector<double> expected_incidents(const FittedThreat& fitted, std::size_t days);

// Incidents in the 30 days after the as-of date, [stream][zone], such that each stream's total is the stated
// quantile of its own forecast, shared out over zones as the fitted model expects them. Deterministic for a
// seed.
std::vector<double> monthly_incidents_at(const FittedThreat& fitted, double quantile, Seed seed, int threads);

}  // namespace handover::threat
