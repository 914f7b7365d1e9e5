#include "timeline/judge.h"

#include "timeline/bounds.h"
#include "timeline/synthetic.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

// The exact mean score of a scenario whose line breaks with chance p.
double mean_score(double p, std::uint32_t replications, double tolerated) {
  double sum = 0.0;
  for (std::uint32_t x = 0; x <= replications; ++x) {
    const double chance = binomial_at_least(x, replications, p) - binomial_at_least(x + 1, replications, p);
    sum += chance * kept_score(x, replications, tolerated);
  }
  return sum;
}

}  // namespace

TEST_CASE("a scenario's score falls from one to nought at the tolerance") {
  CHECK(kept_score(4, 20, 0.25) == 1.0);
  CHECK(kept_score(5, 20, 0.25) == doctest::Approx(0.25));
  CHECK(kept_score(6, 20, 0.25) == 0.0);
  // Where hardly a break is allowed counts are whole.
  CHECK(kept_score(0, 20, 0.0) == 1.0);
  CHECK(kept_score(1, 20, 0.0) == 0.0);
  CHECK(kept_score(1, 10, 0.1) == 1.0);
  CHECK(kept_score(2, 10, 0.1) == 0.0);
  CHECK(kept_score(20, 20, 1.0) == 1.0);
}

TEST_CASE("the mean score is the true share where chances are evenly spread, at any number of replications") {
  // Chances of a break uniform on 0..1: the share of scenarios that keep the line is the tolerance itself.
  // Whole counts would be 2.6 to 3.8 points too high at 20 replications.
  for (const std::uint32_t replications : {17U, 20U, 33U}) {
    for (const double tolerated : {0.2, 0.25, 0.35}) {
      double sum = 0.0;
      constexpr int kSteps = 2000;
      for (int i = 0; i < kSteps; ++i)
        sum += mean_score((i + 0.5) / kSteps, replications, tolerated) / kSteps;
      CHECK(sum == doctest::Approx(tolerated).epsilon(1e-4));
    }
  }
}

TEST_CASE("replications are chosen so that every tolerance is a whole number of breaks") {
  const auto lines = [](std::initializer_list<double> tolerances) {
    std::vector<JudgedLine> list;
    for (const double tolerated : tolerances) list.push_back({0, tolerated, ""});
    return list;
  };
  CHECK(whole_replications(lines({0.25, 0.2, 0.35}), 20, 8, 40) == 20);
  CHECK(whole_replications(lines({0.25, 0.0}), 18, 8, 36) == 16);
  CHECK(whole_replications(lines({1.0 / 3.0}), 20, 8, 40) == 21);
  CHECK(whole_replications(lines({}), 20, 8, 40) == 20);
  CHECK_FALSE(whole_replications(lines({0.013}), 20, 8, 40));
}

TEST_CASE("a line left out, or judged by half or double its figures, moves the shares as it should") {
  SyntheticModel model;
  model.parties = {{"host", "Host", true}, {"other", "Other", false}};
  model.lines = {{0, 0.25, "first"}, {0, 0.25, "second"}, {1, 0.25, "not counted"}};
  model.plans = 1;
  model.break_chance = [](std::size_t, std::size_t line, const std::vector<double>& a) {
    return line == 0 ? 0.8 * a[0] : line == 1 ? 0.1 : 0.9;
  };
  const SyntheticEvaluator evaluator(model, Seed{8});
  PlanTally tally;
  extend_tally(evaluator, 0, kFinalDraws, 2000, 20, tally);
  const auto share = [&](Rule rule) { return Judge(evaluator, rule).joint_scores(tally).mean(); };
  // Kept where 0.8 a <= 0.25, that is in 0.3125 of the scenarios; the second line costs few, 0.1 in 20 being
  // above 0.25 once in 23 (binomial: 5 breaks or more 0.043, of which 5 itself counts for three quarters of a
  // scenario).
  CHECK(share({}) == doctest::Approx(0.3125 * (1.0 - 0.0113 - 0.75 * 0.0319)).epsilon(0.08));
  CHECK(share({.without = 0}) == doctest::Approx(1.0 - 0.0113 - 0.75 * 0.0319).epsilon(0.01));
  CHECK(share({.tolerance = Scale::twice}) == doctest::Approx(0.625).epsilon(0.06));
  CHECK(share({.threshold = Scale::twice}) > 1.8 * share({}));
  CHECK(share({.threshold = Scale::half}) < share({}));
  const Judge judge(evaluator);
  CHECK(judge.deciding() == std::vector<std::size_t>{0});
  CHECK(judge.party_scores(tally, 1).mean() < 0.01);
}

TEST_CASE("what half the replications show takes out most of the bias of few") {
  // Each scenario breaks its two lines with chances that crowd towards nought, as those of rare harms do,
  // apart from one another: the fourth power of an even number. Both tolerate a quarter, which half of the
  // scenarios keep (0.7071 of them each).
  SyntheticModel model;
  model.parties = {{"one", "One", true}};
  model.lines = {{0, 0.25, "first"}, {0, 0.25, "second"}};
  model.plans = 1;
  model.assumptions = 2;
  model.break_chance = [](std::size_t, std::size_t line, const std::vector<double>& a) {
    return a[line] * a[line] * a[line] * a[line];
  };
  const SyntheticEvaluator evaluator(std::move(model), Seed{9});
  PlanTally tally;
  const std::uint32_t scenarios = 40'000;
  extend_tally(evaluator, 0, kFinalDraws, scenarios, 20, tally);
  const double truth = 0.5;
  const double plain = Judge(evaluator).joint_scores(tally).mean();
  const double unbiased = Judge(evaluator, {.unbiased = true}).joint_scores(tally).mean();
  MESSAGE("truth " << truth << ", plain " << plain << ", without bias " << unbiased);
  // Four standard errors of a mean of such scores.
  CHECK(std::abs(plain - truth) > 0.005);
  CHECK(std::abs(unbiased - truth) < 0.5 * std::abs(plain - truth));
  // The two halves are the whole.
  const ReplicationSums& sums = tally.scenarios.front();
  const ReplicationSums first = half_of(sums, true), second = half_of(sums, false);
  CHECK(first.replications + second.replications == sums.replications);
  CHECK(first.breaks[0] + second.breaks[0] == sums.breaks[0]);
  CHECK(first.breaks_double[1] + second.breaks_double[1] == sums.breaks_double[1]);
}
