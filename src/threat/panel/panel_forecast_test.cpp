#include "threat/panel/panel_forecast.h"

#include "numerics/draws.h"
#include "threat/panel/panel_hindsight.h"
#include "threat/scores/score_table.h"
#include "threat/scores/scores.h"

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
    const RandomStream randomness(Seed{8}, unit, 0, Purpose::test);
    std::vector<double> row;
    double level = unit < 15 ? 0.02 : (unit < 25 ? 3.0 : 150.0);
    for (std::uint32_t m = 0; m < 72; ++m) {
      level *= std::exp(0.25 * normal_draw(randomness.uniform_at(m, 0)));
      row.push_back(negative_binomial_draw(randomness.uniform_at(m, 1), std::min(level, 500.0), 1.5));
    }
    panel.value.push_back(row);
  }
  return panel;
}

std::vector<double> sorted_copy(std::vector<double> draws) {
  std::ranges::sort(draws);
  return draws;
}

// Nobody has a value from month index `from` up to before `to`.
Panel with_gap(Panel panel, std::size_t from, std::size_t to) {
  for (auto& row : panel.value) {
    for (std::size_t month = from; month < to; ++month) row[month] = kMissing;
  }
  return panel;
}

// A first and a last unit of which nothing is known before month 60.
Panel with_later_units(Panel panel) {
  std::vector<double> late(panel.months, kMissing);
  for (std::size_t month = 60; month < panel.months; ++month) late[month] = 9.0;
  panel.units.insert(panel.units.begin(), "a-late");
  panel.value.insert(panel.value.begin(), late);
  panel.units.emplace_back("z-late");
  panel.value.push_back(late);
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

TEST_CASE("units that appear only after the origin, the order of rows and a gap at the origin move nothing") {
  const Panel panel = with_gap(made_up_panel(), 49, 52);
  const Month origin = plus_months(kFirst, 50);
  const auto all_of = [&](const Panel& own, const Panel& related) {
    const PanelForecastOptions options{.draws = 50, .past_origins = 2};
    const std::vector<Panel> others = {related};
    const auto result = forecast_panel(own, others, origin, leads_to(3, 5), options);
    std::string all = write_draws(result.forecasts);
    for (const std::string& unit : result.left_out) all += unit + "\n";
    for (const Weights& weights : result.weights)
      for (const double weight : weights) all += std::to_string(weight) + "\n";
    return all;
  };
  const std::string first = all_of(panel, panel);
  CHECK(first == all_of(with_later_units(panel), panel));
  CHECK(first == all_of(panel, with_later_units(panel)));
  Panel shuffled = panel;
  std::reverse(shuffled.units.begin(), shuffled.units.end());
  std::reverse(shuffled.value.begin(), shuffled.value.end());
  CHECK(first == all_of(shuffled, panel));
  CHECK(first == all_of(panel, shuffled));
  // A file that ends at the gap is the same record as one that goes on after it.
  Panel truncated = panel;
  truncated.months = 49;
  for (auto& row : truncated.value) row.resize(49);
  CHECK(first == all_of(truncated, truncated));
}

TEST_CASE(
    "a panel that ends before the origin, or a related one that ended long ago, still teaches weights") {
  const Panel panel = made_up_panel();
  const auto leads = leads_to(3, 8);
  const Month origin = plus_months(kFirst, 71);
  const auto at_end = forecast_panel(panel, {}, origin, leads, {.draws = 50, .past_origins = 2});
  const auto behind =
      forecast_panel(panel, {}, plus_months(origin, 10), leads, {.draws = 50, .past_origins = 2});
  for (const PanelForecast* forecast : {&at_end, &behind})
    CHECK(std::accumulate(forecast->learned_from.begin(), forecast->learned_from.end(), std::size_t{0}) >
          100);
  Panel young = panel;
  young.first = plus_months(kFirst, 72);
  young.months = 24;
  for (auto& row : young.value) row.resize(24);
  const std::vector<Panel> related = {panel};
  const auto lent =
      forecast_panel(young, related, young.month_at(23), leads_to(3, 14), {.draws = 50, .past_origins = 2});
  CHECK(std::accumulate(lent.learned_from.begin(), lent.learned_from.end(), std::size_t{0}) > 0);
}

TEST_CASE("who has no value in the year before the origin is left out, wherever the panel ends") {
  Panel panel = known_at(made_up_panel(), plus_months(kFirst, 61));
  for (std::size_t m = 54; m < 62; ++m) panel.value[*panel.find_unit("u4")][m] = kMissing;
  const auto at_end = forecast_panel(panel, {}, plus_months(kFirst, 61), leads_to(1, 2), {.draws = 50});
  CHECK(at_end.left_out.empty());
  const auto later = forecast_panel(panel, {}, plus_months(kFirst, 65), leads_to(1, 2), {.draws = 50});
  CHECK(later.left_out == std::vector<std::string>{"u4"});
  CHECK_THROWS_AS(forecast_panel(panel, {}, plus_months(kFirst, 73), leads_to(1, 2), {}), InputError);
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

TEST_CASE("what units with equal years share is what each would get alone") {
  Panel panel = made_up_panel();
  panel.value[1] = panel.value[0] = std::vector<double>(panel.months, 0.0);
  panel.value[27] = panel.value[26];
  const std::array<const Panel*, 1> panels = {&panel};
  const std::size_t last = 59;
  const auto analogues = analogues_at(panels, panel.month_at(last));
  const OriginView view(panel, last, {analogues, nullptr, nullptr, nullptr}, {{3, 9}, 0, 2});
  for (const std::size_t unit : {0, 1, 20, 26, 27}) {
    CAPTURE(unit);
    const std::vector<Components> components = view.components(unit);
    REQUIRE(components.size() == 2);
    const std::vector<Neighbour> neighbours = analogues->like(view.features(unit));
    for (const std::size_t i : {0, 1}) {
      const int lead = i == 0 ? 3 : 9;
      CHECK(components[i][5].value == analogues->after(neighbours, lead).value);
      CHECK(components[i][5].weight == analogues->after(neighbours, lead).weight);
      CHECK(components[i][6].value == analogues->after_class(view.level_class(unit), lead).value);
    }
  }
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
  // Little was seen, and nothing ruled out: the record of other places speaks for what has not been seen.
  CHECK(middle_mean(sorted_copy(result.forecasts[0].draws)) == 0.0);
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
  const Weights free = best_weights(moments, default_weights[3], 0.0);
  CHECK(free[0] == doctest::Approx(1.0).epsilon(1e-6));
  const Weights held = best_weights(moments, default_weights[3], 1e4);
  for (std::size_t a = 0; a < kComponents; ++a)
    CHECK(held[a] == doctest::Approx(default_weights[3][a]).epsilon(0.01));
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

TEST_CASE("from 1,000 draws on zero is never all that is said, and calm months still are mostly zero") {
  Panel panel = made_up_panel();
  for (std::size_t unit = 0; unit < 15; ++unit) panel.value[unit].assign(panel.months, 0.0);
  const auto result = forecast_panel(panel, {}, plus_months(kFirst, 60), leads_to(3, 4), {.past_origins = 2});
  for (const Forecast& forecast : result.forecasts) {
    const auto above = std::ranges::count_if(forecast.draws, [](double x) { return x > 0.0; });
    CAPTURE(forecast.unit);
    CHECK(above >= 1);
    if (std::stoi(forecast.unit.substr(1)) < 15) CHECK(above < 100);
  }
}

TEST_CASE("a component that is left out has no weight, and the others add up to one") {
  const Panel panel = made_up_panel();
  const auto result =
      forecast_panel(panel, {}, plus_months(kFirst, 60), leads_to(3, 4),
                     {.draws = 50, .past_origins = 2, .without = {Component::forest, Component::onset}});
  for (const Weights& weights : result.weights) {
    CHECK(weights[static_cast<std::size_t>(Component::forest)] == 0.0);
    CHECK(weights[static_cast<std::size_t>(Component::onset)] == 0.0);
    CHECK(std::accumulate(weights.begin(), weights.end(), 0.0) == doctest::Approx(1.0));
  }
}

TEST_CASE("stacking by ignorance finds the component that saw what came") {
  // Component 2 gave nine tenths to what came, all others a tenth; CRPS says nothing.
  std::vector<Weights> chances(40);
  for (Weights& chance : chances) {
    chance.fill(0.1);
    chance[2] = 0.9;
  }
  const Weights best = best_weights(PoolMoments{}, chances, 0.5, default_weights[3], 0.0);
  CHECK(best[2] > 0.99);
  const Weights held = best_weights(PoolMoments{}, chances, 0.5, default_weights[3], 1e4);
  for (std::size_t a = 0; a < kComponents; ++a)
    CHECK(held[a] == doctest::Approx(default_weights[3][a]).epsilon(0.01));
}
