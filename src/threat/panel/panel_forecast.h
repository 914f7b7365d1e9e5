// Forecasts of many units at once by months, as draws. Several simple predictive distributions are pooled
// with weights that minimise the CRPS of past origins; units lend one another strength through analogues
// (what came after similar years anywhere) and through classes of similar level.
//
// Nothing after the origin is looked at: the panel is cut there before anything else happens.
#pragma once

#include "base/random_stream.h"
#include "threat/panel/neighbours.h"
#include "threat/panel/panel.h"
#include "threat/panel/panel_pool.h"

#include <array>
#include <span>

namespace handover::threat {

struct PanelForecastOptions {
  std::size_t draws = 1000;
  std::size_t past_origins = 6;  // at most, of each panel, evenly spaced over the last ten years
  double weight_penalty = 0.03;  // pull of the learned weights towards `default_weights`
  std::size_t points =
      40;  // of each component above zero in the pool; 0: all, with every far-fetched analogue
  double spread_of_great_wars = 0.8;  // of the highest class, on the scale of logarithms; 1: the pool's own
  ForestOptions forest{};             // its seed is `seed`
  NamedNeighbours neighbours{};
  std::vector<Component> without{};  // components that get no weight
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
// origins, and of the same units what the forest looks at; only their months up to the origin are used.
// `others`: further counts of the same units (other kinds of violence), which only the forest looks at.
// From 1,000 draws on at least one is above zero: a count of quiet months shows that nothing happened, not
// that nothing can.
PanelForecast forecast_panel(const Panel& panel, std::span<const Panel> related, Month origin,
                             std::span<const int> leads, const PanelForecastOptions& options = {},
                             std::span<const Panel> others = {});

}  // namespace handover::threat
