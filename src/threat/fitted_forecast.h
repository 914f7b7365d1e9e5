// Replications of the threat alone, with nothing responding to anybody and war and talks as they are on the
// as-of date: what the module's own forecasts are made of.
#pragma once

#include "base/random_stream.h"
#include "threat/fitted_model.h"

namespace handover::threat {

struct FittedForecastOptions {
  std::size_t replications = 400;  // replication f uses draw f modulo the number of draws
  Seed seed{1};
  int threads = 0;
  std::vector<double> exposure;  // [stream][zone]; empty: 1
  std::size_t window_days = 30;  // of `in_window`
};

// Incidents and people killed of each replication, [replication][month][stream]. Month 0 ends with the as-of
// date's own calendar month, counted from the day after the as-of date; further months are whole.
struct FittedForecast {
  std::size_t replications = 0, months = 0, streams = 0;
  std::vector<float> incidents, killed;
  std::vector<float> in_window;  // [replication][stream] incidents of the first window_days days
  std::size_t at(std::size_t replication, std::size_t month, std::size_t stream) const {
    return (replication * months + month) * streams + stream;
  }
};

// Identical for any number of threads.
FittedForecast simulate_fitted(const FittedThreat& fitted, std::size_t months,
                               const FittedForecastOptions& options);

}  // namespace handover::threat
