#include "needs/presence_plan.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include <doctest/doctest.h>

using namespace handover::needs;

namespace {

PresenceProblem small_problem(std::uint64_t seed) {
  return generate_presence(
      {.regions = 2, .tasks = 2, .types = 1, .months = 2, .seed = seed, .lift_share = 0.5});
}

// Every choice of 0..most units per month, type and region.
double best_by_enumeration(const PresenceProblem& problem, int most) {
  const std::size_t places = problem.months * problem.types * problem.regions;
  std::vector<int> units(places, 0);
  double best = kNoLimit;
  for (;;) {
    const auto check = check_presence_plan(problem, units);
    if (check.violation <= 1e-6) best = std::min(best, check.objective);
    std::size_t i = 0;
    while (i < places && units[i] == most) units[i++] = 0;
    if (i == places) return best;
    ++units[i];
  }
}

}  // namespace

TEST_CASE("a presence over months is as cheap as enumeration finds it, and its bound is below") {
  const auto engine = cbc_engine();
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    auto problem = small_problem(seed);
    // Few enough units that four to a place are all that can matter.
    for (double& capacity : problem.capacity) {
      capacity = std::min(capacity, 4.5 * problem.persons[0] * (1.0 + problem.protection_per_person));
    }
    const double best = best_by_enumeration(problem, 4);
    const auto plan = solve_presence(problem, *engine, {.seconds = 5.0, .gap = 1e-6});
    CAPTURE(seed);
    CHECK(plan.bound <= best + 1e-6 * best);
    CHECK(plan.objective >= best - 1e-6 * best);
    // The bound relaxes what links the months, so it may stay below; the plan must be within its own gap.
    CHECK(plan.objective <= best * 1.02);
    CHECK(plan.gap == doctest::Approx(relative_gap(plan.objective, plan.bound)));
  }
}

TEST_CASE("a plan keeps its limits and costs what it says, checked without the solver's own figures") {
  const auto engine = cbc_engine();
  const auto problem = generate_presence({.regions = 6, .tasks = 4, .types = 2, .months = 6, .seed = 3});
  const auto plan = solve_presence(problem, *engine, {.seconds = 4.0, .gap = 0.01});
  const auto check = check_presence_plan(problem, plan.units);
  CHECK(check.violation <= 1e-6);
  CHECK(check.objective == doctest::Approx(plan.objective).epsilon(1e-6));
  CHECK(plan.bound <= plan.objective);
  CHECK(plan.first_objective >= plan.objective);
  for (std::size_t m = 0; m < problem.months; ++m) CHECK(plan.moved[m] <= problem.lift[m] + 1e-6);
}

TEST_CASE("an instance is the same for the same seed, and another for another") {
  CHECK(generate_presence({.seed = 1}).demand == generate_presence({.seed = 1}).demand);
  CHECK(generate_presence({.seed = 1}).demand != generate_presence({.seed = 2}).demand);
  CHECK(check_presence_problem(generate_presence({})).empty());
}

TEST_CASE("problems that make no sense are refused in words") {
  const auto engine = cbc_engine();
  auto problem = small_problem(1);
  std::fill(problem.lift.begin(), problem.lift.end(), 0.0);
  REQUIRE(check_presence_problem(problem).size() == 1);
  CHECK(check_presence_problem(problem)[0].find("lift is zero") != std::string::npos);
  CHECK_THROWS_AS(solve_presence(problem, *engine), std::logic_error);
  problem = small_problem(1);
  std::fill(problem.capability.begin(), problem.capability.end(), 0.0);
  CHECK(check_presence_problem(problem)[0].find("no unit type") != std::string::npos);
  problem = small_problem(1);
  problem.demand.pop_back();
  CHECK(check_presence_problem(problem).size() == 1);
  problem = small_problem(1);
  problem.demand[0] = std::nan("");
  CHECK(check_presence_problem(problem).size() == 1);
}
