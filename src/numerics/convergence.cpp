#include "numerics/convergence.h"

#include "numerics/draws.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace handover {
namespace {

// Blom's scores of the ranks over all chains; ties share their mean rank.
std::vector<double> rank_normalised(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> scores(values.size());
  const double n = static_cast<double>(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t last = first;
    while (last + 1 < order.size() && values[order[last + 1]] == values[order[first]]) ++last;
    const double rank = 0.5 * static_cast<double>(first + last) + 1.0;
    for (std::size_t i = first; i <= last; ++i)
      scores[order[i]] = normal_quantile((rank - 0.375) / (n + 0.25));
    first = last + 1;
  }
  return scores;
}

double autocovariance(std::span<const double> chain, double mean, std::size_t lag) {
  double total = 0.0;
  for (std::size_t i = 0; i + lag < chain.size(); ++i) total += (chain[i] - mean) * (chain[i + lag] - mean);
  return total / static_cast<double>(chain.size());
}

}  // namespace

Convergence convergence_of(std::span<const double> values, int chains) {
  const std::size_t halves = 2 * static_cast<std::size_t>(chains), length = values.size() / halves;
  if (length < 4 ||
      *std::max_element(values.begin(), values.end()) == *std::min_element(values.begin(), values.end())) {
    return {1.0, static_cast<double>(values.size())};
  }
  const auto scores = rank_normalised(values);
  const double n = static_cast<double>(length), m = static_cast<double>(halves);
  std::vector<double> mean(halves);
  double within = 0.0, grand = 0.0;
  const auto part = [&](std::size_t h) {
    return std::span<const double>(scores).subspan(h * length, length);
  };
  for (std::size_t h = 0; h < halves; ++h) {
    mean[h] = std::accumulate(part(h).begin(), part(h).end(), 0.0) / n;
    grand += mean[h] / m;
    within += autocovariance(part(h), mean[h], 0) * n / (n - 1.0) / m;
  }
  double between = 0.0;
  for (const double value : mean) between += (value - grand) * (value - grand) / (m - 1.0);
  const double total = (n - 1.0) / n * within + between;
  if (within <= 0.0) return {1e3, 1.0};
  // Geyer's (1992) initial monotone sequence of paired autocorrelations.
  double sum = 0.0, last_pair = 1e300;
  for (std::size_t lag = 0; lag + 1 < length; lag += 2) {
    double pair = 0.0;
    for (const std::size_t t : {lag, lag + 1}) {
      double covariance = 0.0;
      for (std::size_t h = 0; h < halves; ++h) covariance += autocovariance(part(h), mean[h], t) / m;
      pair += t == 0 ? 1.0 : 1.0 - (within - covariance * n / (n - 1.0)) / total;
    }
    if (pair < 0.0) break;
    last_pair = std::min(last_pair, pair);
    sum += last_pair;
  }
  const double time = std::max(-1.0 + 2.0 * sum, 1.0 / maths::log10(n * m));
  return {std::sqrt(total / within), n * m / time};
}

}  // namespace handover
