// The fitted model's analytic mean, as a check on every simulator of it, and the regime's step.
#pragma once

#include "threat/fitted_model.h"

namespace handover::threat {

// Rate per day at which a patron that is off switches on.
double turn_on_rate(const RegimeDraw& regime, bool war_abroad, bool talks_in_session);
// 1 - exp(-rate): a switch changes at most once from one day to the next.
double chance_within_a_day(double rate_per_day);

// Expected incidents of each of the next `days` days, [day][stream][zone], from the state at the as-of date.
// Exact: regimes take one step before each day, and war and talks stay as they are. Up to six patrons.
std::vector<double> expected_counts(const FittedThreat& fitted, const ThreatDraw& draw, std::size_t days,
                                    const std::vector<double>& exposure);

}  // namespace handover::threat
