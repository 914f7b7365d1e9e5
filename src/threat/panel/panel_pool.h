// A linear pool of predictive distributions: the moments its CRPS is made of, and the weights that minimise
// it.
#pragma once

#include "threat/panel/panel_components.h"

#include <array>

namespace handover::threat {

using Weights = std::array<double, kComponents>;
// By class of level: rounded from what past origins of the all-violence record of 133 countries, 1989 to
// 2017, taught (threat_panel_study, mean weights). Learned weights are pulled towards them.
inline constexpr std::array<Weights, kClasses> default_weights = {{
    {0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0, 0.0, 0.0, 0.1, 0.1, 0.7, 0.0},
    {0.02, 0.12, 0.04, 0.06, 0.08, 0.12, 0.04, 0.14, 0.08, 0.0, 0.1, 0.1, 0.1, 0.0},
    {0.02, 0.16, 0.04, 0.06, 0.06, 0.06, 0.02, 0.18, 0.06, 0.0, 0.12, 0.12, 0.1, 0.0},
    {0.02, 0.14, 0.04, 0.06, 0.06, 0.06, 0.0, 0.2, 0.12, 0.0, 0.1, 0.1, 0.1, 0.0},
    {0.08, 0.06, 0.06, 0.04, 0.06, 0.14, 0.0, 0.2, 0.04, 0.0, 0.1, 0.14, 0.08, 0.0},
    {0.06, 0.04, 0.04, 0.08, 0.08, 0.12, 0.02, 0.12, 0.08, 0.0, 0.12, 0.14, 0.1, 0.0},
    {0.12, 0.04, 0.06, 0.04, 0.1, 0.1, 0.0, 0.1, 0.1, 0.02, 0.1, 0.14, 0.08, 0.0},
}};

// Weights on the simplex that minimise w.A - w'Bw/2 + penalty |w - centre|^2: the CRPS of a linear pool is
// quadratic in its weights, with A[k] = E|X_k - y| and B[k][l] = E|X_k - X_l| (Gneiting & Raftery 2007).
struct PoolMoments {
  Weights distance{};                         // A
  std::array<Weights, kComponents> spread{};  // B
};
Weights best_weights(const PoolMoments& moments, const Weights& centre, double penalty);
// The same with the mean ignorance of the pool, in units of that at `centre`, counted `share` beside the
// CRPS: stacking by both scores (Yao, Vehtari, Simpson & Gelman 2018). `chances`: of each unit-month.
Weights best_weights(const PoolMoments& moments, const std::vector<Weights>& chances, double share,
                     const Weights& centre, double penalty);
// The sum of CRPS that these moments are of.
double crps_of_pool(const PoolMoments& moments, const Weights& weights);

// Each component by value ascending, weights adding up to 1.
using Points = std::array<WeightedSample, kComponents>;
inline constexpr std::size_t kLearningPoints = 40;  // of each component above zero, when weights are learned
Points points_of(const Components& components);
// Their logarithms of 1 + value.
Points logged(Points points);
// How likely each component holds the bin of the ignorance score that the outcome fell into.
Weights chances_of_bin(const Points& points, double outcome);

// Adds one unit-month's moments of the pool's CRPS, divided by the size that such scores have.
void add_moments(PoolMoments& sum, const Points& points, double outcome, double scale);
void merge(PoolMoments& sum, const PoolMoments& other);

}  // namespace handover::threat
