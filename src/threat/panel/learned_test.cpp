#include "numerics/distributions.h"
#include "numerics/draws.h"
#include "threat/panel/forest.h"
#include "threat/panel/neighbours.h"
#include "threat/panel/onset_hazard.h"
#include "threat/panel/parametric.h"
#include "threat/scores/onset.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::threat;

namespace {

const Month kStart{std::chrono::year{2000}, std::chrono::month{1}};

// Sixty units over ten years: the first thirty Poisson with mean 4, the others with any in one month of
// twenty.
Panel two_kinds() {
  Panel panel;
  panel.first = kStart;
  panel.months = 120;
  for (std::uint32_t unit = 0; unit < 60; ++unit) {
    panel.units.push_back("u" + std::to_string(unit + 100));
    const RandomStream random(Seed{4}, unit, 0, Purpose::test);
    std::vector<double> row;
    for (std::uint32_t month = 0; month < 120; ++month) {
      const bool any = unit < 30 || random.uniform_at(month, 1) < 0.05;
      row.push_back(any ? poisson_draw(random.uniform_at(month, 0), 4.0) : 0.0);
    }
    panel.value.push_back(row);
  }
  return panel;
}

double total(const std::vector<double>& weights) {
  return std::accumulate(weights.begin(), weights.end(), 0.0);
}
double chance_of_none(const WeightedSample& sample) {
  double none = 0.0;
  for (std::size_t i = 0; i < sample.value.size(); ++i)
    none += sample.value[i] == 0.0 ? sample.weight[i] : 0.0;
  return none / total(sample.weight);
}
double mean_of_sample(const WeightedSample& sample) {
  double sum = 0.0;
  for (std::size_t i = 0; i < sample.value.size(); ++i) sum += sample.value[i] * sample.weight[i];
  return sum / total(sample.weight);
}

Forest::Answer asked(const Forest& forest, const UnitFeatures& features, const Panel& panel,
                     std::size_t unit) {
  std::vector<double> raw(features.size());
  features.write(unit, panel.months - 1, raw);
  return forest.after(raw, features_of(panel.value[unit], panel.months - 1).level, 6);
}

}  // namespace

TEST_CASE("a forest recovers the distributions of two kinds of unit") {
  const Panel panel = two_kinds();
  const UnitFeatures features(panel, {}, {});
  const std::vector<int> leads = {3, 6, 9, 12};
  const Forest forest(panel, features, panel.months - 1, leads, {.trees = 30, .threads = 2});
  REQUIRE(forest.trained());
  const Forest::Answer busy = asked(forest, features, panel, 3), rare = asked(forest, features, panel, 40);
  for (const WeightedSample* sample : {&busy.as_was, &busy.scaled}) {
    CHECK(mean_of_sample(*sample) == doctest::Approx(4.0).epsilon(0.2));
    CHECK(chance_of_none(*sample) == doctest::Approx(std::exp(-4.0)).epsilon(0.8));
  }
  CHECK(chance_of_none(rare.as_was) == doctest::Approx(0.95).epsilon(0.03));
  CHECK(chance_of_none(rare.as_was) < 1.0);
}

TEST_CASE("a forest is the same for any number of threads, and as text") {
  const Panel panel = two_kinds();
  const UnitFeatures features(panel, {}, {});
  const std::vector<int> leads = {3, 6};
  ForestOptions options{.trees = 9, .threads = 1};
  const Forest one(panel, features, panel.months - 1, leads, options);
  options.threads = 3;
  const Forest three(panel, features, panel.months - 1, leads, options);
  CHECK(one.write() == three.write());
  const Forest again(one.write());
  CHECK(again.write() == one.write());
  CHECK(again.months() == one.months());
  CHECK(mean_of_sample(asked(again, features, panel, 3).as_was) ==
        doctest::Approx(mean_of_sample(asked(one, features, panel, 3).as_was)).epsilon(0.01));
}

TEST_CASE("a forest learns nothing from what came later") {
  Panel panel = two_kinds();
  const std::vector<int> leads = {3, 6};
  const ForestOptions options{.trees = 5, .threads = 2};
  const UnitFeatures before(panel, {}, {});
  const std::string first = Forest(panel, before, 79, leads, options).write();
  for (auto& row : panel.value)
    for (std::size_t month = 80; month < row.size(); ++month) row[month] = 5000.0;
  const UnitFeatures after(panel, {}, {});
  CHECK(Forest(panel, after, 79, leads, options).write() == first);
}

TEST_CASE("the forest of the record is there, and says less of quiet years than of wars") {
  const Forest& record = forest_of_the_record();
  REQUIRE(record.trained());
  Panel panel = two_kinds();
  panel.value[40].assign(panel.months, 0.0);
  for (double& value : panel.value[3]) value = 400.0;
  const UnitFeatures features(panel, {}, {});
  REQUIRE(record.features() == features.own_size());
  CHECK(chance_of_none(asked(record, features, panel, 40).as_was) > 0.95);
  CHECK(mean_of_sample(asked(record, features, panel, 3).scaled) > 100.0);
}

TEST_CASE("the onset hazard recovers a rate, and one that falls with the length of quiet") {
  const Panel panel = two_kinds();
  const UnitFeatures features(panel, {}, {});
  const std::vector<int> leads = {3, 6};
  const OnsetHazard hazard(panel, features, panel.months - 1, leads, Seed{1});
  Panel quiet = panel;
  for (std::size_t month = 105; month < 120; ++month) quiet.value[45][month] = 0.0;
  const UnitFeatures of_quiet(quiet, {}, {});
  std::vector<double> raw(of_quiet.size());
  of_quiet.write(45, 119, raw);
  CHECK(hazard.chance(raw, 6) == doctest::Approx(0.05).epsilon(0.4));
  Panel never = panel;
  for (auto& row : never.value) row.assign(never.months, 0.0);
  const UnitFeatures of_never(never, {}, {});
  const OnsetHazard none(never, of_never, never.months - 1, leads, Seed{1});
  CHECK(none.chance(raw, 6) > 0.0);
  CHECK(none.chance(raw, 6) < 0.01);
}

TEST_CASE("quantiles of the negative binomial have its moments, far up too") {
  for (const auto& moments :
       {std::pair{0.3, 0.5}, std::pair{6.0, 1.5}, std::pair{900.0, 2.0}, std::pair{5000.0, 3.0},
        std::pair{1500.0, std::numeric_limits<double>::infinity()}}) {
    const double mean = moments.first, size = moments.second;
    const auto draws = negative_binomial_quantiles(mean, size, 20'000);
    double sum = 0.0, square = 0.0;
    for (const double x : draws) {
      sum += x;
      square += x * x;
    }
    const double m = sum / 20'000.0, variance = square / 20'000.0 - m * m;
    CAPTURE(mean);
    CHECK(m == doctest::Approx(mean).epsilon(0.01));
    CHECK(variance == doctest::Approx(mean + mean * mean / size).epsilon(0.03));
    CHECK(std::ranges::is_sorted(draws));
  }
  // By hand: mean 1 and size 1 is geometric with chance one half.
  CHECK(negative_binomial_quantiles(1.0, 1.0, 4) == std::vector<double>{0.0, 0.0, 1.0, 2.0});
}

TEST_CASE("regimes: shares add up, and the further off the less today's level says") {
  Panel panel = two_kinds();
  for (std::size_t month = 60; month < 120; ++month) panel.value[0][month] = 400.0;
  const Regimes regimes(panel, 119);
  const WeightedSample soon = regimes.after(panel.value[0], 119, 1),
                       late = regimes.after(panel.value[0], 119, 12);
  CHECK(total(soon.weight) == doctest::Approx(1.0));
  CHECK(total(late.weight) == doctest::Approx(1.0));
  CHECK(mean_of_sample(soon) > mean_of_sample(late));
  CHECK(chance_of_none(soon) < chance_of_none(late));
}

TEST_CASE("neighbours: cells of PRIO-GRID by number, others as given or by distance") {
  Panel cells;
  cells.units = {"100000", "100001", "100720", "150000"};
  const Neighbours grid = neighbours_of(cells, {});
  REQUIRE(grid.size() == 4);
  CHECK(grid[0] == std::vector<std::uint32_t>{1, 2});
  CHECK(grid[1] == std::vector<std::uint32_t>{0, 2});
  CHECK(grid[3].empty());
  Panel countries;
  countries.units = {"1", "2", "3"};
  CHECK(neighbours_of(countries, {}).empty());
  const auto given = read_neighbours("unit,neighbour\n1,2\n2,3\n", "given");
  CHECK(neighbours_of(countries, given) == Neighbours{{1}, {0, 2}, {1}});
  const auto places = read_neighbours("unit,latitude,longitude\n1,0,0\n2,0,1\n3,0,40\n", "places");
  CHECK(neighbours_of(countries, places) == Neighbours{{1}, {0}, {}});
  CHECK_THROWS_AS(read_neighbours("unit,latitude,longitude\n1,95,0\n", "bad"), InputError);
  CHECK_THROWS_AS(read_neighbours("unit,neighbour\n1,1\n", "bad"), InputError);
}

TEST_CASE("onset beside never and the spell's own rate, by hand") {
  Panel history;
  history.first = kStart;
  history.months = 24;
  history.units = {"a", "b"};
  history.value = {std::vector<double>(24, 0.0), std::vector<double>(24, 3.0)};
  const Month origin = plus_months(kStart, 23);
  CHECK(calm_units(history, origin) == std::vector<std::string>{"a"});
  Panel outcomes = history;
  outcomes.months = 26;
  outcomes.value = {std::vector<double>(26, 0.0), std::vector<double>(26, 3.0)};
  outcomes.value[0][25] = 2.0;
  ScoreOptions options;
  options.calm = calm_units(history, origin);
  const std::vector<Forecast> forecasts = {{"a", plus_months(origin, 1), {0, 0, 0, 1}},
                                           {"a", plus_months(origin, 2), {0, 0, 0, 1}},
                                           {"b", plus_months(origin, 1), {3, 3, 3, 3}}};
  const ScoreTable table = score_forecasts(forecasts, outcomes, options);
  const OnsetScores onset = onset_scores(table, history, origin);
  CHECK(onset.n == 2);
  CHECK(onset.forecast == doctest::Approx(0.25));
  CHECK(onset.came == doctest::Approx(0.5));
  CHECK(onset.mine.brier == doctest::Approx((0.0625 + 0.5625) / 2.0));
  CHECK(onset.never.brier == doctest::Approx(0.5));
  CHECK(onset.mine.ignorance == doctest::Approx(-(std::log2(0.75) + std::log2(0.25)) / 2.0));
  // Nobody has been quiet for two years before: half a case in 25.
  CHECK(onset.spell_rate.brier == doctest::Approx((0.02 * 0.02 + 0.98 * 0.98) / 2.0));
  const auto bins = reliability_of(table, true);
  const auto quarter = std::ranges::find_if(bins, [](const ReliabilityBin& bin) { return bin.n > 0; });
  REQUIRE(quarter != bins.end());
  CHECK(quarter->n == 2);
  CHECK(quarter->forecast == doctest::Approx(0.25));
  CHECK(quarter->came == doctest::Approx(0.5));
}
