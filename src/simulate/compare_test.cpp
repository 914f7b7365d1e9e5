#include "simulate/compare.h"

#include "simulate/test_scenarios.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::simulate;

TEST_CASE("a plan compared with itself does not differ") {
  const Stage stage = benchmark_stage();
  const ComparedSide side{stage.mission, stage.assessment, stage.plan};
  CompareOptions options;
  options.scenarios = 2;
  options.replications = 10;
  const Comparison comparison = compare(side, side, options);
  for (const MetricDifference& d : comparison.metric) {
    CHECK(d.difference.value == 0.0);
    CHECK_FALSE(d.variance_reduction.has_value());
  }
  CHECK(comparison.carriers.empty());
  CHECK(comparison.alike == 1.0);
}

TEST_CASE("the mechanism that carries a difference is named") {
  // Two plans that differ in one thing: the second closes the only site. Closures raise insurgent attacks,
  // and nothing else reads a closure.
  Stage stage = bare_stage(1, 1, 12);
  Site site;
  site.id = site.name = "site";
  site.persons = {100, 100, 100};
  stage.mission.sites = {site};
  assume(stage.mission, Effect::insurgent_response_to_closure, 0.8, 0.8, 0.8);
  assume(stage.mission, Effect::exposure_elasticity, 1.0, 1.0, 1.0);
  const Posture today = posture_today(stage.mission);
  Phase close;
  close.name = "close";
  close.after = today;
  close.after.site_open[0] = false;
  close.earliest = month_of(stage.mission.as_of);
  close.execution = Days{0};
  close.gate.all_of = {bench::condition(Observable::always, 0, Compare::at_least, 1.0, 0)};
  Plan keep, leave;
  keep.id = "keep";
  leave.id = "leave";
  leave.phases = {close};
  keep.signature.unilateral = leave.signature.unilateral = PartyId{1};
  needs::SolvedPosture row = stage.assessment.needs.table[0];
  row.posture = today;
  stage.assessment.needs.table = {row};
  row.posture = close.after;
  stage.assessment.needs.table.push_back(row);
  const ComparedSide first{stage.mission, stage.assessment, keep},
      second{stage.mission, stage.assessment, leave};
  CompareOptions options;
  options.scenarios = 20;
  options.replications = 50;
  const Comparison comparison = compare(first, second, options);
  const auto attacks = static_cast<std::size_t>(Metric::insurgent_attacks);
  CHECK(comparison.alike < 0.5);
  const auto& difference = comparison.metric[attacks].difference;
  // 365 days x 0.1 x (e^0.8 - 1) = 44.7.
  CHECK(difference.interval.low < 44.73);
  CHECK(difference.interval.high > 44.73);
  REQUIRE(comparison.carriers.size() == 1);
  CHECK(comparison.carriers[0].mechanism == Mechanism::closure);
  CHECK(comparison.carriers[0].carries[attacks].value == doctest::Approx(difference.value));
  // Added attacks are independent of the ones both share, so pairing removes exactly those.
  REQUIRE(comparison.metric[attacks].variance_reduction.has_value());
  CHECK(*comparison.metric[attacks].variance_reduction > 2.0);
}
