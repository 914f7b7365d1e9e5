#include "threat/demand.h"

#include "threat/fitted_forecast.h"
#include "threat/fitted_mean.h"

#include <algorithm>
#include <numeric>

namespace handover::threat {
namespace {

constexpr std::size_t kDays = 30;
constexpr std::size_t kDrawsForShares = 32;  // shares over zones vary little between draws

}  // namespace

std::vector<double> expected_incidents(const FittedThreat& fitted, std::size_t days) {
  const std::size_t cells = fitted.streams * fitted.zones;
  const std::vector<double> exposure(cells, 1.0);
  std::vector<double> sum(cells, 0.0);
  const std::size_t draws = std::min(kDrawsForShares, fitted.draws.size());
  for (std::size_t i = 0; i < draws; ++i) {
    const auto counts = expected_counts(fitted, fitted.draws[i], days, exposure);
    for (std::size_t day = 0; day < days; ++day) {
      for (std::size_t cell = 0; cell < cells; ++cell)
        sum[cell] += counts[day * cells + cell] / static_cast<double>(draws);
    }
  }
  return sum;
}

std::vector<double> next_month_incidents(const FittedThreat& fitted, std::size_t replications, Seed seed,
                                         int threads) {
  // The first month ends with the as-of date's own; the second is the first whole one.
  const FittedForecast forecast = simulate_fitted(
      fitted, 2, {.replications = replications, .seed = seed, .threads = threads, .exposure = {}});
  std::vector<double> incidents;
  for (std::size_t replication = 0; replication < forecast.replications; ++replication) {
    for (std::size_t stream = 0; stream < fitted.streams; ++stream)
      incidents.push_back(static_cast<double>(forecast.incidents[forecast.at(replication, 1, stream)]));
  }
  return incidents;
}

std::vector<double> zone_shares(const FittedThreat& fitted) {
  std::vector<double> share = expected_incidents(fitted, kDays);
  for (std::size_t stream = 0; stream < fitted.streams; ++stream) {
    double* row = share.data() + stream * fitted.zones;
    const double total = std::accumulate(row, row + fitted.zones, 0.0);
    for (std::size_t zone = 0; zone < fitted.zones; ++zone) row[zone] = total > 0.0 ? row[zone] / total : 0.0;
  }
  return share;
}

}  // namespace handover::threat
