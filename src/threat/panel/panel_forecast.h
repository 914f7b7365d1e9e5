// Forecasts of many units at once by months, as draws. Several simple predictive distributions are pooled
// with weights that minimise the CRPS of past origins; units lend one another strength through analogues
// (what came after similar years anywhere) and through classes of similar level.
//
// Nothing after the origin is looked at: the panel is cut there before anything else happens.
#pragma once

#include "base/random_stream.h"
#include "threat/panel/panel.h"
#include "threat/panel/panel_pool.h"

#include <array>
#include <span>

namespace handover::threat {

struct PanelForecastOptions {
  std::size_t draws = 1000;
  std::size_t past_origins = 8;  // at most, half a year apart, of each panel
  double weight_penalty = 1.0;   // pull of the learned weights towards `default_weights`
  std::size_t points = 40;       // of each component in the pool; 0: all, with every far-fetched analogue
  Seed seed{1};
  int threads = 0;
};
struct PanelForecast {
  std::vector<Forecast> forecasts;    // by unit in the order of `known_at`, then month
  std::vector<std::string> left_out;  // known once, but without a value in the year up to the origin
  Month known_to{};                   // the last month up to the origin that any unit has a value in
  std::array<Weights, kClasses> weights{};
  std::array<std::size_t, kClasses> learned_from{};  // unit-months of past origins
};

// `leads` ascend. Draws are evenly spaced quantiles of each month's predictive distribution in an order that
// says nothing, month by month apart: draw k of two months is no path. Throws InputError when nobody has a
// value in the year up to the origin.
// `related`: further panels (another count of the same units, or other units) that lend analogues and past
// origins; only their months up to the origin are used.
PanelForecast forecast_panel(const Panel& panel, std::span<const Panel> related, Month origin,
                             std::span<const int> leads, const PanelForecastOptions& options = {});

}  // namespace handover::threat
