// Plans that share their common days end as they do alone, to the last bit.
#include "simulate/shared_runs.h"

#include "simulate/tally.h"
#include "simulate/test_scenarios.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::simulate;

namespace {

// The benchmark's plan, and plans that part from it early, late, on a gate, at a date, by a step left out.
std::vector<Plan> variants(const Stage& stage) {
  std::vector<Plan> plans{stage.plan};
  for (std::size_t phase = 0; phase < stage.plan.phases.size(); ++phase) {
    Plan later = stage.plan;
    later.phases[phase].earliest = plus_months(later.phases[phase].earliest, 2);
    plans.push_back(later);
    Plan stricter = stage.plan;
    stricter.phases[phase].gate.all_of.push_back(
        {Observable::coalition_deaths_90_days, 0, Compare::at_most, 0.0, Days{20}, "commission"});
    plans.push_back(stricter);
    Plan quick = stage.plan;
    quick.phases[phase].execution = Days{0};
    quick.phases[phase].gate.latest.reset();
    plans.push_back(quick);
    Plan shorter = stage.plan;
    shorter.phases.resize(phase);
    plans.push_back(shorter);
    Plan dearer = stage.plan;
    dearer.phases[phase].cost += 1.0;
    dearer.phases[phase].gate.reverses.clear();
    plans.push_back(dearer);
  }
  Plan other_end = stage.plan;
  other_end.mission_end = plus_months(*other_end.mission_end, 3);
  plans.push_back(other_end);
  plans.push_back(stage.plan);  // an equal plan shares every day
  Plan alone = stage.plan;
  alone.signature.unilateral = PartyId{0};
  plans.push_back(alone);
  return plans;
}

// Runs the variants of the stage's plan together and alone; `most` is the share of days that may need a
// simulation of their own.
void check_shared_days(const Stage& stage, double most) {
  const auto plans = variants(stage);
  const Milestones milestones{{0, 150, 365, 500, 730, 1000, 1095}};
  for (const bool with_slip : {true, false}) {
    Switches off;
    if (!with_slip) off.set(static_cast<std::size_t>(Mechanism::slip));
    std::vector<Simulator> simulators;
    for (const Plan& plan : plans)
      simulators.emplace_back(stage.mission, stage.assessment, plan, milestones, off);
    std::vector<const Simulator*> pointers;
    for (const Simulator& simulator : simulators) pointers.push_back(&simulator);
    SharedRuns runs(pointers);
    std::size_t differ = 0;
    for (std::uint32_t w = 0; w < 4; ++w) {
      const Scenario scenario = only_scenario(stage, w);
      runs.enter(scenario, Seed{9});
      for (std::uint32_t f = 0; f < 12; ++f) {
        runs.run(f);
        for (std::size_t i = 0; i < plans.size(); ++i) {
          Session alone(simulators[i]);
          alone.enter(scenario, Seed{9});
          alone.run(f);
          Digest one, other;
          one.add(w, f, alone.outcome(), alone.at_milestones());
          other.add(w, f, runs.of(i).outcome(), runs.of(i).at_milestones());
          differ += one.text() == other.text() && alone.steps().size() == runs.of(i).steps().size() ? 0 : 1;
        }
      }
    }
    CHECK(differ == 0);
    CHECK(runs.days_lived() == 48u * plans.size() * 1095u);
    CHECK(static_cast<double>(runs.days_simulated()) < most * static_cast<double>(runs.days_lived()));
    MESSAGE("days simulated " << runs.days_simulated() << " of " << runs.days_lived());
  }
}

}  // namespace

TEST_CASE("plans that share days end as they do alone") {
  check_shared_days(benchmark_stage(), 0.5);
}

TEST_CASE("the same when their gates read the record before the start") {
  Stage stage = benchmark_stage();
  stage.assessment.threat.recent_days.assign(stage.mission.streams.size(), std::vector<int>(150, 1));
  Phase& first = stage.plan.phases.front();
  first.earliest = plus_months(month_of(stage.mission.as_of), 1);
  first.gate.all_of = {bench::condition(Observable::attacks_per_month, 0, Compare::at_most, 45.0, 60)};
  check_shared_days(stage, 0.6);  // a first step in the first month parts them sooner
}

TEST_CASE("a replication is left on the day by which it was to be signed, and what is left is as alone") {
  const Stage stage = benchmark_stage();
  const auto plans = variants(stage);
  std::vector<Simulator> simulators;
  for (const Plan& plan : plans) simulators.emplace_back(stage.mission, stage.assessment, plan);
  std::vector<const Simulator*> pointers;
  for (const Simulator& simulator : simulators) pointers.push_back(&simulator);
  SharedRuns runs(pointers);
  std::vector<Wanted> wanted(plans.size());
  for (std::size_t i = 0; i < plans.size(); ++i)
    wanted[i] = {
        .at_all = i % 5 != 3,
        .signed_by = i % 3 == 0 ? Wanted::kSignedOrNot : static_cast<std::int32_t>(90 * (1 + i % 7))};
  std::size_t differ = 0, left = 0, lived = 0;
  for (std::uint32_t w = 0; w < 4; ++w) {
    const Scenario scenario = only_scenario(stage, w);
    runs.enter(scenario, Seed{9});
    for (std::uint32_t f = 0; f < 12; ++f) {
      runs.run(f, wanted);
      for (std::size_t i = 0; i < plans.size(); ++i) {
        Session alone(simulators[i]);
        alone.enter(scenario, Seed{9});
        const Outcome& outcome = alone.run(f);
        const bool in_time = outcome.agreed_on && *outcome.agreed_on <= wanted[i].signed_by;
        const bool whole = wanted[i].at_all && (wanted[i].signed_by == Wanted::kSignedOrNot || in_time);
        differ += runs.finished(i) == whole ? 0 : 1;
        left += wanted[i].at_all && !whole ? 1 : 0;
        lived += whole && wanted[i].signed_by != Wanted::kSignedOrNot ? 1 : 0;
        if (!whole || !runs.finished(i)) continue;
        Digest one, other;
        one.add(w, f, alone.outcome(), alone.at_milestones());
        other.add(w, f, runs.of(i).outcome(), runs.of(i).at_milestones());
        differ += one.text() == other.text() ? 0 : 1;
      }
    }
  }
  CHECK(differ == 0);
  CHECK(left > 20);
  CHECK(lived > 20);
}
