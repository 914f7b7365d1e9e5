#include "threat/panel_forecast.h"

#include "base/draws.h"
#include "threat/score_table.h"
#include "threat/scores.h"

#include <algorithm>
#include <numeric>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::threat;

namespace {

const Month kFirst{std::chrono::year{2015}, std::chrono::month{1}};

// Thirty units over six years: calm ones with rare onsets, middling and violent ones that drift.
Panel made_up_panel() {
  Panel panel;
  panel.first = kFirst;
  panel.months = 72;
  for (std::uint32_t unit = 0; unit < 30; ++unit) {
    panel.units.push_back("u" + std::to_string(unit));
    const RandomStream dice(Seed{8}, unit, 0, Purpose::test);
    std::vector<double> row;
    double level = unit < 15 ? 0.02 : (unit < 25 ? 3.0 : 150.0);
    for (std::uint32_t m = 0; m < 72; ++m) {
      level *= std::exp(0.25 * normal_draw(dice.uniform_at(m, 0)));
      row.push_back(negative_binomial_draw(dice.uniform_at(m, 1), std::min(level, 500.0), 1.5));
    }
    panel.value.push_back(row);
  }
  return panel;
}

std::vector<int> leads_to(int first, int last) {
  std::vector<int> leads(static_cast<std::size_t>(last - first + 1));
  std::iota(leads.begin(), leads.end(), first);
  return leads;
}

}  // namespace

TEST_CASE("nothing after the origin moves a byte of the forecast") {
  const Panel panel = made_up_panel();
  const Month origin = plus_months(kFirst, 50);
  Panel changed = panel;
  for (auto& row : changed.value) {
    for (std::size_t m = 51; m < row.size(); ++m) row[m] = 7777.0 + static_cast<double>(m);
  }
  Panel cut = known_at(panel, origin);
  const auto leads = leads_to(3, 14);
  const PanelForecastOptions options{.draws = 200, .past_origins = 3};
  const std::vector<Panel> related = {panel}, related_changed = {changed};
  const std::string first = write_draws(forecast_panel(panel, related, origin, leads, options).forecasts);
  CHECK(first == write_draws(forecast_panel(changed, related_changed, origin, leads, options).forecasts));
  CHECK(first == write_draws(forecast_panel(cut, related, origin, leads, options).forecasts));
  // The past does move it, so that the comparison above means something.
  Panel other_past = panel;
  other_past.value[20][45] += 50.0;
  CHECK(first != write_draws(forecast_panel(other_past, related, origin, leads, options).forecasts));
}

TEST_CASE("numbers are ordered as numbers, words after them") {
  Panel panel;
  panel.units = {"b", "10", "a", "9"};
  panel.first = kFirst;
  panel.months = 1;
  panel.value = {{1.0}, {2.0}, {3.0}, {4.0}};
  const Panel known = known_at(panel, kFirst);
  CHECK(known.units == std::vector<std::string>{"9", "10", "a", "b"});
  CHECK(known.value == std::vector<std::vector<double>>{{4.0}, {2.0}, {3.0}, {1.0}});
}

TEST_CASE("threads do not matter, every unit has its draws, counts are whole and not negative") {
  const Panel panel = made_up_panel();
  const Month origin = plus_months(kFirst, 50);
  const auto leads = leads_to(1, 6);
  const auto one = forecast_panel(panel, {}, origin, leads, {.draws = 100, .past_origins = 2, .threads = 1});
  const auto three =
      forecast_panel(panel, {}, origin, leads, {.draws = 100, .past_origins = 2, .threads = 3});
  CHECK(write_draws(one.forecasts) == write_draws(three.forecasts));
  CHECK(one.forecasts.size() == 30 * 6);
  for (const Forecast& forecast : one.forecasts) {
    CHECK(forecast.draws.size() == 100);
    CHECK(std::all_of(forecast.draws.begin(), forecast.draws.end(),
                      [](double x) { return x >= 0.0 && x == std::floor(x); }));
  }
  for (const Weights& weights : one.weights) {
    CHECK(std::accumulate(weights.begin(), weights.end(), 0.0) == doctest::Approx(1.0));
  }
}

TEST_CASE("short and empty histories get a sound answer") {
  Panel panel;
  panel.units = {"calm", "once", "ended", "unknown"};
  panel.first = kFirst;
  panel.months = 13;
  panel.value = {std::vector<double>(13, 0.0), std::vector<double>(13, kMissing),
                 std::vector<double>(13, kMissing), std::vector<double>(13, kMissing)};
  panel.value[1][12] = 5.0;
  panel.value[2][0] = 7.0;
  const Month origin = plus_months(kFirst, 12);
  const auto result = forecast_panel(panel, {}, origin, leads_to(3, 4), {.draws = 100});
  CHECK(result.left_out == std::vector<std::string>{"ended"});
  REQUIRE(result.forecasts.size() == 4);
  CHECK(*std::max_element(result.forecasts[0].draws.begin(), result.forecasts[0].draws.end()) == 0.0);
  CHECK(*std::max_element(result.forecasts[2].draws.begin(), result.forecasts[2].draws.end()) > 5.0);
  CHECK_THROWS_AS(forecast_panel(panel, {}, plus_months(origin, 60), leads_to(3, 4), {}), InputError);
  CHECK_THROWS_AS(forecast_panel(panel, {}, plus_months(kFirst, -1), leads_to(3, 4), {}), InputError);
}

TEST_CASE("pool weights find the better forecaster, and the penalty holds them back") {
  // Component 0 is the truth (a point at 0, outcome 0), all others are a point at 1.
  PoolMoments moments;
  for (std::size_t a = 1; a < kComponents; ++a) {
    moments.distance[a] = 1.0;
    moments.spread[0][a] = moments.spread[a][0] = 1.0;
  }
  const Weights free = best_weights(moments, default_weights, 0.0);
  CHECK(free[0] == doctest::Approx(1.0).epsilon(1e-6));
  const Weights held = best_weights(moments, default_weights, 1e4);
  for (std::size_t a = 0; a < kComponents; ++a)
    CHECK(held[a] == doctest::Approx(default_weights[a]).epsilon(0.01));
}

TEST_CASE(
    "hindsight is a bound that learned weights do not reach, and sees the outcomes of its window alone") {
  const Panel panel = made_up_panel();
  const Month origin = plus_months(kFirst, 50);
  const auto leads = leads_to(3, 14);
  const std::vector<std::string> leave_out = {"u3"};
  const Hindsight best = hindsight_of(panel, origin, leads, leave_out);
  CHECK(best.unit_months == 29 * 12);
  CHECK(best.pool < best.last12);
  ScoreOptions options;
  options.leave_out = leave_out;
  const ScoreTable scored =
      score_forecasts(forecast_panel(panel, {}, origin, leads, {.draws = 400}).forecasts, panel, options);
  CHECK(best.pool < scored.all.crps_log + 0.001);
  // Months after the window do not count.
  Panel later = panel;
  for (auto& row : later.value)
    for (std::size_t m = 66; m < row.size(); ++m) row[m] = 7777.0;
  CHECK(hindsight_of(later, origin, leads, leave_out).pool == best.pool);
  // Once outcomes and the year before them are one number, nothing is left to gain.
  Panel same = panel;
  for (auto& row : same.value) row.assign(row.size(), 4.0);
  CHECK(hindsight_of(same, origin, leads, leave_out).last12 == doctest::Approx(0.0));
}
