#include "timeline/race.h"

#include "timeline/synthetic.h"

#include <algorithm>
#include <numeric>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

// Two parties that decide, one line each. Plan p has a quality; a scenario keeps party 0's line when
// assumption 0 lies below it and party 1's when assumption 1 does. The share of scenarios is the quality
// itself.
SyntheticModel small_mission(std::vector<double> first, std::vector<double> second) {
  SyntheticModel model;
  model.parties = {{"host", "Host", true}, {"coalition", "Coalition", true}};
  model.lines = {{0, 0.2, "host's line"}, {1, 0.2, "coalition's line"}};
  model.plans = first.size();
  model.assumptions = 2;
  model.break_chance = [first = std::move(first), second = std::move(second)](
                           std::size_t plan, std::size_t line, const std::vector<double>& a) {
    const double limit = line == 0 ? first[plan] : second[plan];
    return a[line] < limit ? 0.02 : 0.6;
  };
  return model;
}

// 40 plans: qualities spread between 0.2 and 0.9, the best ones close to one another.
std::pair<std::vector<double>, std::vector<double>> qualities(std::uint32_t seed) {
  std::vector<double> first, second;
  for (std::uint32_t p = 0; p < 40; ++p) {
    const RandomStream stream(Seed{seed}, p, 0, Purpose::test);
    first.push_back(0.2 + 0.7 * stream.uniform_at(0, 0));
    second.push_back(0.2 + 0.7 * stream.uniform_at(0, 1));
  }
  return {first, second};
}

double truth(const std::pair<std::vector<double>, std::vector<double>>& q, std::size_t plan) {
  return q.first[plan] * q.second[plan];  // the assumptions are independent
}

}  // namespace

TEST_CASE("the race finds a plan within a point or so of the best with a fifth of the replications") {
  // Full enumeration: 40 plans x 800 scenarios x 8 replications. The truth is known for every plan.
  int within = 0;
  double worst = 0.0;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    const auto q = qualities(seed);
    const SyntheticEvaluator evaluator(small_mission(q.first, q.second), Seed{1000 + seed});
    std::vector<std::size_t> plans(40);
    std::iota(plans.begin(), plans.end(), std::size_t{0});
    const std::uint64_t whole = 40u * 800u * 8u;
    const auto result =
        race(evaluator, plans, {.most_scenarios = 800, .replications = 8, .budget = whole / 5});
    CHECK(result.replications_used <= whole / 5);
    CHECK(evaluator.used() == result.replications_used);
    double best = 0.0;
    for (std::size_t p = 0; p < 40; ++p) best = std::max(best, truth(q, p));
    const double lost = best - truth(q, result.winner);
    worst = std::max(worst, lost);
    within += lost <= 0.01 ? 1 : 0;
  }
  MESSAGE("within one point in " << within << " of 40; largest loss " << worst);
  CHECK(within >= 38);
  CHECK(worst <= 0.03);
}

TEST_CASE("a plan is dropped as beaten only when it is worse") {
  // The best plan of each small mission must never be among the beaten: with error 0.05 for the whole race,
  // at most a handful of 100 races may lose it. The budget is unlimited, so nothing is set aside.
  int lost = 0;
  std::size_t beaten = 0;
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const auto q = qualities(500 + seed);
    const SyntheticEvaluator evaluator(small_mission(q.first, q.second), Seed{2000 + seed});
    std::vector<std::size_t> plans(12);
    std::iota(plans.begin(), plans.end(), std::size_t{0});
    const auto result = race(evaluator, plans, {.most_scenarios = 128, .replications = 8});
    beaten += result.beaten;
    CHECK(result.set_aside == 0);
    double best = 0.0;
    for (std::size_t p = 0; p < 12; ++p) best = std::max(best, truth(q, p));
    // A race that dropped the best plan ends with one that is clearly worse.
    lost += best - truth(q, result.winner) > 0.10 ? 1 : 0;
  }
  CHECK(lost <= 5);
  CHECK(beaten > 300);
}

TEST_CASE("equal plans are all left standing and the first wins") {
  const SyntheticEvaluator evaluator(small_mission({0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}), Seed{3});
  const std::vector<std::size_t> plans{2, 1, 0};
  const auto result = race(evaluator, plans, {});
  CHECK(result.beaten == 0);
  CHECK(result.winner == 0);
}

TEST_CASE("tallies extended in parts on any number of threads are those of one plan after another") {
  SyntheticModel model;
  model.parties = {{"host", "Host", true}};
  model.lines = {{0, 0.25, "a line"}};
  model.plans = 15;  // more than go through the same replications together
  model.break_chance = [](std::size_t plan, std::size_t, const std::vector<double>& a) {
    return a[0] * static_cast<double>(plan + 1) / 15.0;
  };
  model.mean_harm = [](std::size_t plan, std::size_t, const std::vector<double>& a) {
    return a[0] + static_cast<double>(plan);
  };
  const SyntheticEvaluator evaluator(model, Seed{4});
  std::vector<std::size_t> plans(15);
  std::iota(plans.begin(), plans.end(), std::size_t{0});
  for (const int threads : {1, 2, 5}) {
    std::vector<PlanTally> tallies(15);
    std::vector<PlanTally*> pointers;
    for (PlanTally& tally : tallies) pointers.push_back(&tally);
    std::uint64_t used = 0;
    for (const std::uint32_t scenarios : {5u, 5u, 27u})
      used += extend_tallies_in_parts(evaluator, plans, kFinalDraws, scenarios, 6, pointers, threads);
    CHECK(used == 27 * 6 * 15);
    for (const std::size_t plan : plans) {
      PlanTally alone;
      extend_tally(evaluator, plan, kFinalDraws, 27, 6, alone);
      REQUIRE(tallies[plan].scenarios.size() == 27);
      for (std::size_t w = 0; w < 27; ++w) {
        CHECK(tallies[plan].scenarios[w].replications == alone.scenarios[w].replications);
        CHECK(tallies[plan].scenarios[w].breaks == alone.scenarios[w].breaks);
        CHECK(tallies[plan].scenarios[w].harm == alone.scenarios[w].harm);
      }
    }
  }
}

TEST_CASE(
    "with a margin, plans about as good stay in the race, and of too many those that are rather written") {
  // The second is better by three points, the third worse by thirty; the first and the fourth are equal.
  const std::vector<double> first{0.80, 0.83, 0.50, 0.80, 0.80, 0.80}, second(6, 0.99);
  const SyntheticEvaluator evaluator(small_mission(first, second), Seed{5});
  std::vector<std::size_t> plans{0, 1, 2, 3, 4, 5};
  RaceOptions options{.most_scenarios = 4000, .replications = 8};
  const auto plain = race(evaluator, plans, options);
  CHECK(plain.winner == 1);
  CHECK(plain.finalists == std::vector<std::size_t>{1});
  options.margin = 0.05;
  auto finalists = race(evaluator, plans, options).finalists;
  CHECK(finalists.front() == 1);
  std::sort(finalists.begin(), finalists.end());
  CHECK(finalists == std::vector<std::size_t>{0, 1, 3, 4, 5});
  // A budget for two at the end: the leader, and whom a staff would rather write.
  options.preference = {3, 2, 0, 2, 1, 3};
  options.budget = 6u * 16u * 8u + 2u * 4000u * 8u * 2u;
  const auto few = race(evaluator, plans, options);
  REQUIRE(few.finalists.size() >= 2);
  CHECK(std::find(few.finalists.begin(), few.finalists.end(), std::size_t{4}) != few.finalists.end());
  CHECK(few.set_aside > 0);
}
