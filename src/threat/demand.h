// What the threat asks of those who plan for it: a plain table that the needs module can be handed.
#pragma once

#include "base/dates.h"
#include "threat/fitted_model.h"

#include <vector>

namespace handover::threat {

// Expected incidents of the next `days` days after the as-of date, [stream][zone], averaged over draws.
std::vector<double> expected_incidents(const FittedThreat& fitted, std::size_t days);

// Incidents of the first whole calendar month after the as-of date, [replication][stream]: what the module's
// own forecast says. The same for any number of threads.
std::vector<double> next_month_incidents(const FittedThreat& fitted, std::size_t replications, Seed seed,
                                         int threads);

// Where the incidents of the next 30 days are expected, [stream][zone]: each stream's shares sum to 1; all
// are 0 where none is expected anywhere.
std::vector<double> zone_shares(const FittedThreat& fitted);

}  // namespace handover::threat
