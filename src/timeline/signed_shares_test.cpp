// Shares of plans that wait for a signature, where the truth is known (docs/decisions/0015-if-signed.md).
#include "timeline/figures.h"
#include "timeline/staff_choice.h"
#include "timeline/synthetic.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

// Signed in time with chance a, uniform on 0..1; the line holds for sure where a is above one half, and is
// broken for sure below. Plan 0 waits, with deaths of 10 a; plan 1 is as plan 0 but never signed below 0.1.
SyntheticModel calmer_is_signed() {
  SyntheticModel model;
  model.parties = {{"host", "Host", true}};
  model.lines = {{0, 0.25, "line"}};
  model.plans = 2;
  model.break_chance = [](std::size_t, std::size_t, const std::vector<double>& a) {
    return a[0] > 0.5 ? 0.0 : 1.0;
  };
  model.mean_harm = [](std::size_t, std::size_t, const std::vector<double>& a) { return 10.0 * a[0]; };
  model.signed_chance = [](std::size_t plan, const std::vector<double>& a) {
    return plan == 1 && a[0] < 0.1 ? 0.0 : a[0];
  };
  return model;
}

Study study_on(const Evaluator& evaluator, const Judge& judge, const PlanTally& tally) {
  const PlanTally* one = &tally;
  return study_of(evaluator, kFinalDraws, judge, std::span(&one, 1), 0.90, Seed{3});
}

}  // namespace

TEST_CASE("a share is of the futures in which the plan is signed in time") {
  const SyntheticEvaluator evaluator(calmer_is_signed(), Seed{2});
  const Judge judge(evaluator);
  PlanTally tally;
  extend_tally(evaluator, 0, kFinalDraws, 3000, 20, tally);
  const Study study = study_on(evaluator, judge, tally);
  const PlanFigures figures = figures_of(tally, judge, evaluator, study);
  // Integral of a from 1/2 to 1, over that from 0 to 1.
  CHECK(figures.joint.value == doctest::Approx(0.75).epsilon(0.02));
  CHECK(figures.chance_all_hold.value == doctest::Approx(0.75).epsilon(0.02));
  CHECK(figures.harm[0].mean == doctest::Approx(10.0 * (1.0 / 3.0) / 0.5).epsilon(0.02));
  REQUIRE(figures.if_signed);
  CHECK(figures.if_signed->in_time.value == doctest::Approx(0.5).epsilon(0.02));
  CHECK(figures.if_signed->joint_signed_or_not.value == doctest::Approx(0.5).epsilon(0.03));
  CHECK(figures.if_signed->all_hold_signed_or_not.value == doctest::Approx(0.5).epsilon(0.03));
  // Where it is not signed: integral of 1 - a from 1/2 to 1, over that from 0 to 1.
  CHECK(figures.if_signed->all_hold_otherwise.value_or(0.0) == doctest::Approx(0.25).epsilon(0.05));
}

TEST_CASE("intervals of a share if signed hold it as often as they say") {
  SyntheticModel model = calmer_is_signed();
  model.plans = 1;
  int held = 0, differences_held = 0;
  constexpr int kStudies = 200;
  for (std::uint64_t seed = 0; seed < kStudies; ++seed) {
    const SyntheticEvaluator evaluator(model, Seed{seed + 11});
    const Judge judge(evaluator);
    PlanTally tally;
    extend_tally(evaluator, 0, kFinalDraws, 200, 8, tally);
    const Scores scores = judge.joint_scores(tally);
    const Adjusted values{.value = scores.values(), .by_draws = std::vector<double>(200, 0.0)};
    const MeanEstimate share = share_mean(values, 0, 0.90);
    held += share.interval.low <= 0.75 && 0.75 <= share.interval.high ? 1 : 0;
    // Against a unilateral plan that keeps the line in half of the scenarios, whatever a is: weighed alike,
    // it keeps half.
    Scores alone{.score = std::vector<double>(200), .weight = std::vector<double>(200, 1.0)};
    const RandomStream toss(Seed{seed + 11}, 0, 0, Purpose::test);
    for (std::uint32_t w = 0; w < 200; ++w) alone.score[w] = toss.uniform_at(9, w) < 0.5 ? 1.0 : 0.0;
    const Adjusted difference{.value = values_of_difference(scores, alone),
                              .by_draws = std::vector<double>(200, 0.0)};
    const MeanEstimate less = share_difference(difference, plain_difference(scores, alone), 0, 0.90);
    differences_held += less.interval.low <= 0.25 && 0.25 <= less.interval.high ? 1 : 0;
  }
  // Nominal 90 %: 180 of 200, with a standard deviation of 4.
  CHECK(held >= 168);
  CHECK(held <= 194);
  CHECK(differences_held >= 168);
  CHECK(differences_held <= 194);
}

TEST_CASE("a scenario in which nothing is signed is neither kept nor broken, and costs no search") {
  const SyntheticEvaluator evaluator(calmer_is_signed(), Seed{2});
  const Judge judge(evaluator);
  PlanTally tally;
  extend_tally(evaluator, 1, kFinalDraws, 500, 20, tally);
  for (std::size_t w = 0; w < tally.scenarios.size(); ++w) {
    const ScenarioTally& one = tally.scenarios[w];
    const double a = evaluator.inputs_of(kFinalDraws.first_scenario + static_cast<std::uint32_t>(w))[0];
    CHECK(one.signed_or_not.replications == 20);
    if (a >= 0.1) continue;
    CHECK(one.weight == 0.0);
    CHECK(one.tried == 20);
    CHECK(one.replications == 0);
  }
  // Without those below a tenth: (3/8) / (1/2 - 1/200).
  CHECK(judge.joint_scores(tally).mean() == doctest::Approx(0.375 / 0.495).epsilon(0.04));
}

TEST_CASE("what happens where nobody signs may be lived in few of the scenarios") {
  const SyntheticEvaluator evaluator(calmer_is_signed(), Seed{4});
  const Judge judge(evaluator);
  PlanTally all;
  extend_tally(evaluator, 0, kFinalDraws, 3000, 20, all);
  PlanTally some = all;
  for (std::size_t w = 0; w < some.scenarios.size(); ++w)
    if (w % kSignedOrNotEvery != 0) some.scenarios[w].signed_or_not = {};
  const Scores few = judge.joint_scores_signed_or_not(some);
  CHECK(few.mean() == doctest::Approx(judge.joint_scores_signed_or_not(all).mean()).epsilon(0.1));
  CHECK(std::count(few.weight.begin(), few.weight.end(), 1.0) == 1000);
  CHECK(judge.joint_scores(some).mean() == judge.joint_scores(all).mean());
}

TEST_CASE("the chance of a signature is not biased by stopping when enough were found") {
  SyntheticModel model = calmer_is_signed();
  model.signed_chance = [](std::size_t, const std::vector<double>&) { return 0.6; };
  const SyntheticEvaluator evaluator(model, Seed{5});
  PlanTally tally;
  extend_tally(evaluator, 0, kFinalDraws, 4000, 8, tally);
  double sum = 0.0;
  for (const ScenarioTally& one : tally.scenarios) {
    CHECK(one.replications == one.in_time);
    sum += one.weight;
  }
  CHECK(sum / 4000.0 == doctest::Approx(0.6).epsilon(0.01));
}

TEST_CASE("of plans that do equally well a staff writes the one with fewest warnings, then fewest dead") {
  SyntheticModel model;
  model.parties = {{"host", "Host", true}};
  model.lines = {{0, 0.25, "line"}};
  model.plans = 4;
  // Plan 3 keeps the line far less often; plan 2 kills more civilians.
  model.break_chance = [](std::size_t plan, std::size_t, const std::vector<double>& a) {
    return plan == 3 ? 0.9 : (a[0] > 0.4 ? 0.05 : 0.9);
  };
  model.mean_harm = [](std::size_t plan, std::size_t, const std::vector<double>&) {
    return plan == 2 ? 60.0 : 50.0;
  };
  const SyntheticEvaluator evaluator(model, Seed{4});
  const Judge judge(evaluator);
  std::vector<PlanTally> tallies(4);
  for (std::size_t plan = 0; plan < 4; ++plan)
    extend_tally(evaluator, plan, kFinalDraws, 100, 20, tallies[plan]);
  const auto choice = [&](const std::vector<Flaws>& flaws, const std::vector<std::size_t>& steps) {
    std::vector<StaffPlan> plans;
    for (std::size_t i = 0; i < flaws.size(); ++i) plans.push_back({flaws[i], steps[i], &tallies[i]});
    return staff_choice(judge, plans);
  };
  CHECK(choice({{1, 2}, {0, 3}, {0, 3}, {0, 0}}, {3, 3, 3, 3}) == 1);  // grave warnings, then the dead
  CHECK(choice({{0, 2}, {0, 1}, {0, 0}, {0, 0}}, {3, 3, 3, 3}) == 2);  // fewer warnings before fewer dead
  CHECK(choice({{0, 0}, {0, 0}, {0, 0}, {0, 0}}, {1, 3, 3, 3}) == 1);  // two to six steps
  CHECK(choice({{0, 0}, {0, 0}, {0, 0}, {0, 0}}, {4, 2, 2, 2}) == 1);  // fewest of them
}
