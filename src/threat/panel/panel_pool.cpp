#include "threat/panel/panel_pool.h"

#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace handover::threat {
namespace {

double mean_distance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (const double x : a) {
    for (const double y : b) sum += std::abs(x - y);
  }
  return sum / static_cast<double>(a.size() * b.size());
}

// Euclidean projection onto the simplex (Duchi et al. 2008, figure 1).
Weights onto_simplex(Weights w) {
  Weights sorted = w;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double sum = 0.0, shift = 0.0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sum += sorted[i];
    const double candidate = (sum - 1.0) / static_cast<double>(i + 1);
    if (sorted[i] - candidate > 0.0) shift = candidate;
  }
  for (double& x : w) x = std::max(0.0, x - shift);
  return w;
}

}  // namespace

Points points_of(const Components& components) {
  Points points;
  for (std::size_t c = 0; c < kComponents; ++c) points[c] = quantile_sample(components[c], kLearningPoints);
  return points;
}

Points logged(Points points) {
  for (auto& component : points)
    for (double& x : component) x = maths::log(1.0 + x);
  return points;
}

void add_moments(PoolMoments& sum, const Points& points, double outcome, double scale) {
  for (std::size_t a = 0; a < kComponents; ++a) {
    sum.distance[a] += scale * mean_distance(points[a], {outcome});
    for (std::size_t b = a; b < kComponents; ++b) {
      const double spread = scale * mean_distance(points[a], points[b]);
      sum.spread[a][b] += spread;
      if (a != b) sum.spread[b][a] += spread;
    }
  }
}

void merge(PoolMoments& sum, const PoolMoments& other) {
  for (std::size_t a = 0; a < kComponents; ++a) {
    sum.distance[a] += other.distance[a];
    for (std::size_t b = 0; b < kComponents; ++b) sum.spread[a][b] += other.spread[a][b];
  }
}

double crps_of_pool(const PoolMoments& moments, const Weights& weights) {
  double sum = 0.0;
  for (std::size_t a = 0; a < kComponents; ++a) {
    sum += moments.distance[a] * weights[a];
    for (std::size_t b = 0; b < kComponents; ++b) sum -= 0.5 * weights[a] * moments.spread[a][b] * weights[b];
  }
  return sum;
}

Weights best_weights(const PoolMoments& moments, const Weights& centre, double penalty) {
  Weights w = centre;
  double stiffness = 2.0 * penalty + 1e-9;
  for (const Weights& row : moments.spread) {
    for (const double value : row)
      stiffness = std::max(stiffness, 2.0 * penalty + kComponents * std::abs(value));
  }
  for (int step = 0; step < 3000; ++step) {
    Weights next = w;
    for (std::size_t a = 0; a < kComponents; ++a) {
      double slope = moments.distance[a] + 2.0 * penalty * (w[a] - centre[a]);
      for (std::size_t b = 0; b < kComponents; ++b) slope -= moments.spread[a][b] * w[b];
      next[a] -= slope / stiffness;
    }
    w = onto_simplex(next);
  }
  return w;
}

}  // namespace handover::threat
