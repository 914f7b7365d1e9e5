#include "threat/scores/scores.h"

#include "numerics/maths.h"
#include "numerics/statistics.h"

#include <algorithm>
#include <cmath>

namespace handover::threat {
namespace {

struct Ends {
  double low, high;
};
Ends central_interval(std::span<const double> sorted, double level) {
  return {quantile_of_sorted(sorted, (1.0 - level) / 2.0), quantile_of_sorted(sorted, (1.0 + level) / 2.0)};
}

}  // namespace

double crps(std::span<const double> sorted, double outcome) {
  const double m = static_cast<double>(sorted.size());
  double distance = 0.0, spread = 0.0;
  for (std::size_t k = 0; k < sorted.size(); ++k) {
    distance += std::abs(sorted[k] - outcome);
    spread += (2.0 * static_cast<double>(k) + 1.0 - m) * sorted[k];  // (2k - m - 1) for k from 1
  }
  return distance / m - spread / (m * m);
}

double crps_of_log(std::span<const double> sorted, double outcome) {
  std::vector<double> logged(sorted.begin(), sorted.end());
  for (double& value : logged) value = maths::log1p(value);
  return crps(logged, maths::log1p(outcome));
}

std::size_t ignorance_bin(double value) {
  const auto above = std::upper_bound(kIgnoranceEdges.begin(), kIgnoranceEdges.end(), value);
  return above == kIgnoranceEdges.begin() ? 0 : static_cast<std::size_t>(above - kIgnoranceEdges.begin()) - 1;
}

double ignorance(std::span<const double> draws, double outcome) {
  const std::size_t bin = ignorance_bin(outcome);
  const auto inside =
      std::count_if(draws.begin(), draws.end(), [bin](double x) { return ignorance_bin(x) == bin; });
  return -maths::log2((static_cast<double>(inside) + 1.0) / (static_cast<double>(draws.size()) + 11.0));
}

double interval_score(std::span<const double> sorted, double outcome, double level) {
  const Ends ends = central_interval(sorted, level);
  const double outside = std::max(0.0, ends.low - outcome) + std::max(0.0, outcome - ends.high);
  return ends.high - ends.low + 2.0 / (1.0 - level) * outside;
}

double dawid_sebastiani(std::span<const double> draws, double outcome) {
  const double mean = mean_of(draws);
  double square = 0.0;
  for (const double x : draws) square += (x - mean) * (x - mean);
  const double variance = std::max(square / static_cast<double>(draws.size()), 1.0 / 12.0);
  return (outcome - mean) * (outcome - mean) / variance + maths::log(variance);
}

double chance_of_any(std::span<const double> draws) {
  const auto above = std::count_if(draws.begin(), draws.end(), [](double x) { return x > 0.0; });
  return static_cast<double>(above) / static_cast<double>(draws.size());
}

double brier_any(std::span<const double> draws, double outcome) {
  const double chance = chance_of_any(draws);
  const double happened = outcome > 0.0 ? 1.0 : 0.0;
  return (chance - happened) * (chance - happened);
}

double randomised_pit(std::span<const double> sorted, double outcome, double uniform) {
  const auto below = std::lower_bound(sorted.begin(), sorted.end(), outcome) - sorted.begin();
  const auto up_to = std::upper_bound(sorted.begin(), sorted.end(), outcome) - sorted.begin();
  const double m = static_cast<double>(sorted.size());
  return (static_cast<double>(below) + uniform * static_cast<double>(up_to - below)) / m;
}

bool covered(std::span<const double> sorted, double outcome, double level) {
  const Ends ends = central_interval(sorted, level);
  return ends.low <= outcome && outcome <= ends.high;
}

std::vector<double> repeat_draws(std::span<const double> draws, std::size_t count) {
  std::vector<double> repeated(count);
  for (std::size_t i = 0; i < count; ++i) repeated[i] = draws[i % draws.size()];
  return repeated;
}

}  // namespace handover::threat
