// Forecasts of many units at once by months, as draws. Several simple predictive distributions are pooled
// with weights that minimise the CRPS of past origins; units lend one another strength through analogues
// (what came after similar years anywhere) and through classes of similar level.
//
// Nothing after the origin is looked at: the panel is cut there before anything else happens.
#pragma once

#include "base/random_stream.h"
#include "threat/panel.h"

#include <array>
#include <span>

namespace handover::threat {

// What is pooled. The noise around past months is log-normal with the stated standard deviation.
// `share_and_level`: zero with the share of months without any, else log-normal, both from the last three
// years with weights that halve every half-year.
enum class Component {
  last12,
  last12_noisy,
  last6_noisy,
  last24_noisy,
  last3_noisy,
  analogues,
  same_class,
  share_and_level
};
inline constexpr std::size_t kComponents = 8;
std::string_view name_of(Component component);
using Weights = std::array<double, kComponents>;

// Units by mean of their last year: none; below 0.5, 3, 20, 100 a month; above.
inline constexpr std::size_t kClasses = 6;
std::size_t class_of_level(double mean_per_month);

struct PanelForecastOptions {
  std::size_t draws = 1000;
  std::size_t past_origins = 8;  // at most, half a year apart, of each panel
  double weight_penalty = 1.0;   // pull of the learned weights towards `default_weights`
  std::size_t points = 40;       // of each component in the pool; 0: all, with every far-fetched analogue
  Seed seed{1};
  int threads = 0;
};
// Equal weights, which are hard to beat (Clemen 1989): used as far as there are no past origins to learn
// from.
inline constexpr Weights default_weights = {0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125};

struct PanelForecast {
  std::vector<Forecast> forecasts;  // by unit, then month; units without a value in the last year left out
  std::vector<std::string> left_out;
  std::array<Weights, kClasses> weights{};
  std::array<std::size_t, kClasses> learned_from{};  // unit-months of past origins
};

// `related`: further panels (another count of the same units, or other units) that lend analogues and past
// origins; only their months up to the origin are used.
PanelForecast forecast_panel(const Panel& panel, std::span<const Panel> related, Month origin,
                             std::span<const int> leads, const PanelForecastOptions& options = {});

// Weights on the simplex that minimise w.A - w'Bw/2 + penalty |w - centre|^2: the CRPS of a linear pool is
// quadratic in its weights, with A[k] = E|X_k - y| and B[k][l] = E|X_k - X_l| (Gneiting & Raftery 2007).
struct PoolMoments {
  Weights distance{};                         // A
  std::array<Weights, kComponents> spread{};  // B
};
Weights best_weights(const PoolMoments& moments, const Weights& centre, double penalty);
// The sum of CRPS that these moments are of.
double crps_of_pool(const PoolMoments& moments, const Weights& weights);

// The best that any weights by class could have done: those that minimise the CRPS of log(1 + value) of this
// origin's own outcomes. Hindsight, for judging what is left to gain; no forecast may use it.
struct Hindsight {
  double pool = 0.0, last12 = 0.0;  // mean CRPS of log(1 + value) of that pool and of conflictology's part
  std::size_t unit_months = 0;
};
Hindsight hindsight_of(const Panel& panel, Month origin, std::span<const int> leads,
                       std::span<const std::string> leave_out, int threads = 0);

}  // namespace handover::threat
