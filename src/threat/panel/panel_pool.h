// A linear pool of predictive distributions: the moments its CRPS is made of, and the weights that minimise
// it.
#pragma once

#include "threat/panel/panel_components.h"

#include <array>

namespace handover::threat {

using Weights = std::array<double, kComponents>;
// Equal weights, which are hard to beat (Clemen 1989): used as far as there are no past origins to learn
// from.
inline constexpr Weights default_weights = {0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125};

// Weights on the simplex that minimise w.A - w'Bw/2 + penalty |w - centre|^2: the CRPS of a linear pool is
// quadratic in its weights, with A[k] = E|X_k - y| and B[k][l] = E|X_k - X_l| (Gneiting & Raftery 2007).
struct PoolMoments {
  Weights distance{};                         // A
  std::array<Weights, kComponents> spread{};  // B
};
Weights best_weights(const PoolMoments& moments, const Weights& centre, double penalty);
// The sum of CRPS that these moments are of.
double crps_of_pool(const PoolMoments& moments, const Weights& weights);

// Points of each component.
using Points = std::array<std::vector<double>, kComponents>;
inline constexpr std::size_t kLearningPoints = 40;  // of each component, when weights are learned
Points points_of(const Components& components);
// Their logarithms of 1 + value.
Points logged(Points points);

// Adds one unit-month's moments of the pool's CRPS, divided by the size that such scores have.
void add_moments(PoolMoments& sum, const Points& points, double outcome, double scale);
void merge(PoolMoments& sum, const PoolMoments& other);

}  // namespace handover::threat
