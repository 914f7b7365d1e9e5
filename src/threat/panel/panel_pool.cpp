#include "threat/panel/panel_pool.h"

#include "numerics/maths.h"
#include "threat/scores/scores.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace handover::threat {
namespace {

// E|X - Y|: the integral of F (1 - G) + G (1 - F), both by value ascending with weights that add up to 1.
double mean_distance(const WeightedSample& a, const WeightedSample& b) {
  std::size_t i = 0, j = 0;
  double below_a = 0.0, below_b = 0.0, at = 0.0, sum = 0.0;
  bool started = false;
  while (i < a.value.size() || j < b.value.size()) {
    const bool from_a = j == b.value.size() || (i < a.value.size() && a.value[i] <= b.value[j]);
    const double next = from_a ? a.value[i] : b.value[j];
    if (started) sum += (next - at) * (below_a + below_b - 2.0 * below_a * below_b);
    at = next;
    started = true;
    if (from_a)
      below_a += a.weight[i++];
    else
      below_b += b.weight[j++];
  }
  return sum;
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
  for (std::size_t c = 0; c < kComponents; ++c) {
    points[c] = thinned_above_zero(components[c], kLearningPoints);
    const double all = std::accumulate(points[c].weight.begin(), points[c].weight.end(), 0.0);
    for (double& weight : points[c].weight) weight /= all;
  }
  return points;
}

Points logged(Points points) {
  for (auto& component : points)
    for (double& x : component.value) x = maths::log1p(x);
  return points;
}

Weights chances_of_bin(const Points& points, double outcome) {
  const std::size_t bin = ignorance_bin(outcome);
  Weights chances{};
  for (std::size_t c = 0; c < kComponents; ++c) {
    for (std::size_t i = 0; i < points[c].value.size(); ++i) {
      if (ignorance_bin(std::round(points[c].value[i])) == bin) chances[c] += points[c].weight[i];
    }
  }
  return chances;
}

void add_moments(PoolMoments& sum, const Points& points, double outcome, double scale) {
  for (std::size_t a = 0; a < kComponents; ++a) {
    sum.distance[a] += scale * mean_distance(points[a], {{outcome}, {1.0}});
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

Weights best_weights(const PoolMoments& moments, const std::vector<Weights>& chances, double share,
                     const Weights& centre, double penalty) {
  // What a thousand draws can say, as the score itself counts them.
  const auto said = [&](const Weights& w, const Weights& chance) {
    double p = 0.0;
    for (std::size_t c = 0; c < kComponents; ++c) p += w[c] * chance[c];
    return (1000.0 * p + 1.0) / 1011.0;
  };
  const auto mean_ignorance = [&](const Weights& w) {
    double sum = 0.0;
    for (const Weights& chance : chances) sum -= maths::log(said(w, chance));
    return sum / static_cast<double>(chances.size());
  };
  const double unit = mean_ignorance(centre);
  const auto objective = [&](const Weights& w) {
    double sum = (1.0 - share) * crps_of_pool(moments, w) + share * mean_ignorance(w) / unit;
    for (std::size_t c = 0; c < kComponents; ++c) sum += penalty * (w[c] - centre[c]) * (w[c] - centre[c]);
    return sum;
  };
  Weights w = centre;
  double step = 0.1, best = objective(w);
  for (int round = 0; round < 200 && step > 1e-5; ++round) {
    Weights slope{};
    for (const Weights& chance : chances) {
      const double per = 1000.0 / 1011.0 / said(w, chance);
      for (std::size_t c = 0; c < kComponents; ++c) slope[c] -= per * chance[c];
    }
    for (std::size_t a = 0; a < kComponents; ++a) {
      double of_crps = moments.distance[a];
      for (std::size_t b = 0; b < kComponents; ++b) of_crps -= moments.spread[a][b] * w[b];
      slope[a] = (1.0 - share) * of_crps + share * slope[a] / (unit * static_cast<double>(chances.size())) +
                 2.0 * penalty * (w[a] - centre[a]);
    }
    Weights next = w;
    for (std::size_t c = 0; c < kComponents; ++c) next[c] -= step * slope[c];
    next = onto_simplex(next);
    const double value = objective(next);
    if (value < best) {
      best = value;
      w = next;
      step *= 1.3;
    } else {
      step *= 0.5;
    }
  }
  return w;
}

}  // namespace handover::threat
