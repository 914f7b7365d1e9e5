#include "simulate/test_scenarios.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::simulate;

TEST_CASE("the result does not depend on threads") {
  const Stage stage = benchmark_stage();
  const Simulator simulator(stage.mission, stage.assessment, stage.plan);
  const auto scenarios = draw_scenarios(stage.mission, stage.assessment, Seed{1}, 3);
  BatchOptions options;
  options.replications = 150;
  options.threads = 1;
  const Batch one = run_batch(simulator, scenarios, {}, options);
  for (const int threads : {2, 7}) {
    options.threads = threads;
    const Batch many = run_batch(simulator, scenarios, {}, options);
    CHECK(many.digest == one.digest);
    for (std::size_t m = 0; m < kMetrics; ++m) {
      CHECK(many.metric[m].mean == one.metric[m].mean);
      CHECK(many.metric[m].q95 == one.metric[m].q95);
    }
    for (std::size_t w = 0; w < 3; ++w) CHECK(many.scenarios[w].variance == one.scenarios[w].variance);
  }
}

TEST_CASE("changing any single assumption changes the digest") {
  // A plan that waits for its signature waits while talks are suspended whatever is assumed of that.
  Stage stage = benchmark_stage();
  stage.plan.signature.unilateral = PartyId{0};
  const auto scenarios = draw_scenarios(stage.mission, stage.assessment, Seed{1}, 6);
  BatchOptions options;
  options.replications = 60;
  const Simulator simulator(stage.mission, stage.assessment, stage.plan);
  const Batch base = run_batch(simulator, scenarios, {}, options);
  for (std::size_t i = 0; i < stage.mission.assumptions.size(); ++i) {
    CAPTURE(stage.mission.assumptions[i].key);
    auto changed = scenarios;
    const ThreePoint& range = stage.mission.assumptions[i].range;
    for (Scenario& scenario : changed) {
      double& value = scenario.assumption[i];
      value = value < range.mode ? range.high : range.low;
    }
    CHECK(run_batch(simulator, changed, {}, options).digest != base.digest);
  }
}

TEST_CASE("red lines are judged at their day and shares are counted per scenario") {
  Stage stage = bare_stage(1, 1, 12);
  RedLine early{.metric = Metric::insurgent_attacks, .compare = Compare::at_most, .threshold = 5.0};
  early.by = Month{std::chrono::year{2024}, std::chrono::October};
  early.tolerated = Probability{0.5};
  RedLine late = early;
  late.by.reset();
  stage.mission.rules = {{PartyId{1}, {early, late}}};
  const Lines lines(stage.mission, stage.mission.rules);
  CHECK(lines.milestones.days == std::vector<std::int32_t>{92});
  const Simulator simulator(stage.mission, stage.assessment, stage.plan, lines.milestones);
  const auto scenarios = draw_scenarios(stage.mission, stage.assessment, Seed{1}, 2);
  BatchOptions options;
  options.replications = 4000;
  const Batch batch = run_batch(simulator, scenarios, lines, options);
  // Poisson(9.2) above 5: 0.8959 (1 - ppois(5, 9.2) in R); Poisson(36.5) above 5: all but 1e-10.
  CHECK(batch.scenarios[0].break_frequency[0] == doctest::Approx(0.8959).epsilon(0.02));
  CHECK(batch.scenarios[0].break_frequency[1] == 1.0);
  CHECK(accepted_by(stage.mission, lines, batch.scenarios[0]) == std::vector<bool>{true, false});
}

namespace {

void check_same(const Batch& one, const Batch& two) {
  CHECK(one.digest == two.digest);
  CHECK(one.replications == two.replications);
  CHECK(one.incidents == two.incidents);
  for (std::size_t m = 0; m < kMetrics; ++m) {
    CHECK(one.metric[m].mean == two.metric[m].mean);
    CHECK(one.metric[m].lowest == two.metric[m].lowest);
    CHECK(one.metric[m].q50 == two.metric[m].q50);
    CHECK(one.metric[m].highest == two.metric[m].highest);
  }
  REQUIRE(one.scenarios.size() == two.scenarios.size());
  for (std::size_t w = 0; w < one.scenarios.size(); ++w) {
    CHECK(one.scenarios[w].scenario == two.scenarios[w].scenario);
    CHECK(one.scenarios[w].mean == two.scenarios[w].mean);
    CHECK(one.scenarios[w].variance == two.scenarios[w].variance);
    CHECK(one.scenarios[w].civilians_killed_by_region == two.scenarios[w].civilians_killed_by_region);
    CHECK(one.scenarios[w].civilians_displaced_by_region == two.scenarios[w].civilians_displaced_by_region);
  }
}

}  // namespace

TEST_CASE("parts add up to the whole in any order, also after they were rows") {
  const Stage stage = benchmark_stage();
  const Simulator simulator(stage.mission, stage.assessment, stage.plan);
  const auto scenarios = draw_scenarios(stage.mission, stage.assessment, Seed{1}, 4);
  BatchOptions options;
  options.replications = 150;
  const Batch whole = run_batch(simulator, scenarios, {}, options);
  const auto part = [&](std::size_t from, std::size_t count, std::uint32_t first,
                        std::uint32_t replications) {
    BatchOptions some = options;
    some.first_replication = first;
    some.replications = replications;
    return tally_of(rows_of(tally_batch(simulator, std::span(scenarios).subspan(from, count), {}, some)));
  };
  BatchTally sum = part(3, 1, 40, 110);
  for (const BatchTally& other :
       {part(1, 1, 100, 50), part(0, 1, 0, 150), part(2, 1, 0, 150), part(1, 1, 0, 100), part(3, 1, 0, 40)})
    sum.add(other);
  sum.sort_scenarios();
  check_same(sum.batch(), whole);
}

TEST_CASE("rows that no tally has are refused") {
  const auto refused = [](TallyRow row) { CHECK_THROWS_AS(tally_of(std::span(&row, 1)), std::out_of_range); };
  refused({.kind = TallyKind::metric_sum, .scenario = -1, .place = kMetrics, .value = 1});
  refused({.kind = TallyKind::metric_sum, .scenario = 0, .place = -1, .value = 1});
  refused({.kind = TallyKind::incidents, .scenario = 3, .place = 0, .value = 1});
  refused({.kind = TallyKind::replications, .scenario = -2, .place = 0, .value = 1});
  refused({.kind = TallyKind::replications, .scenario = -1, .place = 0, .value = -1});
  refused({.kind = TallyKind::bin, .scenario = -1, .place = 4'000'000'000, .value = 1});
  refused({.kind = TallyKind::line_broken, .scenario = 0, .place = 1'000'000, .value = 1});
}

TEST_CASE("every replication's outcome is kept where it is asked for") {
  const Stage stage = benchmark_stage();
  const Simulator simulator(stage.mission, stage.assessment, stage.plan);
  const auto scenarios = draw_scenarios(stage.mission, stage.assessment, Seed{1}, 3);
  BatchOptions options;
  options.replications = 140;
  std::vector<float> outcomes(3 * 140 * kMetrics);
  options.outcomes = outcomes;
  const Batch batch = run_batch(simulator, scenarios, {}, options);
  const Outcome one = simulator.run(scenarios[2], Seed{1}, 133);
  for (std::size_t m = 0; m < kMetrics; ++m) {
    CHECK(outcomes[(2 * 140 + 133) * kMetrics + m] == one.metric[m]);
    double sum = 0.0;
    for (std::size_t i = 0; i < 3 * 140; ++i) sum += outcomes[i * kMetrics + m];
    CHECK(sum / 420.0 == doctest::Approx(batch.metric[m].mean).epsilon(1e-4));
  }
}
