#include "threat/demand.h"

#include "numerics/statistics.h"
#include "threat/fitted_forecast.h"
#include "threat/fitted_mean.h"

#include <algorithm>

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

std::vector<double> monthly_incidents_at(const FittedThreat& fitted, double quantile, Seed seed,
                                         int threads) {
  std::vector<double> result = expected_incidents(fitted, kDays);
  // Two calendar months hold the next 30 days and more; the second is the first whole one.
  const FittedForecast forecast =
      simulate_fitted(fitted, 2, {.replications = 400, .seed = seed, .threads = threads, .exposure = {}});
  for (std::size_t stream = 0; stream < fitted.streams; ++stream) {
    std::vector<double> totals;
    for (std::size_t replication = 0; replication < forecast.replications; ++replication) {
      totals.push_back(static_cast<double>(forecast.incidents[forecast.at(replication, 1, stream)]));
    }
    double expected = 0.0;
    for (std::size_t zone = 0; zone < fitted.zones; ++zone) expected += result[stream * fitted.zones + zone];
    const double scale = expected > 0.0 ? quantile_of(totals, quantile) / expected : 0.0;
    for (std::size_t zone = 0; zone < fitted.zones; ++zone) result[stream * fitted.zones + zone] *= scale;
  }
  return result;
}

}  // namespace handover::threat
