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
