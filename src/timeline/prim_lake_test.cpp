#include "timeline/prim.h"
#include "timeline/prim_lake_problem.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

struct Input {
  enum : std::size_t { removal, recycling, mean, deviation, discount, levers, all = levers + 5 };
};

// Scenarios times policies, as in the tutorial; of interest: the lake stays below 0.8.
Cases lakes(std::uint32_t scenarios, std::uint32_t policies, std::uint32_t runs, std::uint32_t seed) {
  Cases cases{.inputs = Input::all, .value = {}, .of_interest = {}};
  for (std::uint32_t p = 0; p < policies; ++p) {
    const RandomStream of_policy(Seed{seed}, p, 1, Purpose::test);
    const auto lever = [&](std::uint32_t slot, double low, double high) {
      return low + (high - low) * of_policy.uniform_at(0, slot);
    };
    const lake::Policy policy{.centre = {lever(0, -2, 2), lever(1, -2, 2)},
                              .radius = {lever(2, 0, 2), lever(3, 0, 2)},
                              .weight = lever(4, 0, 1)};
    for (std::uint32_t w = 0; w < scenarios; ++w) {
      const RandomStream of_scenario(Seed{seed}, w, 0, Purpose::test);
      const auto draw = [&](std::uint32_t slot, double low, double high) {
        return low + (high - low) * of_scenario.uniform_at(0, slot);
      };
      const lake::Scenario scenario{.removal = draw(Input::removal, 0.1, 0.45),
                                    .recycling = draw(Input::recycling, 2.0, 4.5),
                                    .inflow_mean = draw(Input::mean, 0.01, 0.05),
                                    .inflow_deviation = draw(Input::deviation, 0.001, 0.005)};
      for (const double x : {scenario.removal, scenario.recycling, scenario.inflow_mean,
                             scenario.inflow_deviation, draw(Input::discount, 0.93, 0.99), policy.centre[0],
                             policy.centre[1], policy.radius[0], policy.radius[1], policy.weight})
        cases.value.push_back(x);
      cases.of_interest.push_back(lake::most_phosphorus(scenario, policy, p * scenarios + w, runs) < 0.8);
    }
  }
  return cases;
}

}  // namespace

TEST_CASE("the lake settles where loss balances recycling, release and inflow") {
  // A policy far from its centres releases 0.1 a year at any state; then b x = x^q / (1 + x^q) + 0.1 + mean.
  const lake::Policy most{.centre = {9.0, 9.0}, .radius = {1.0, 1.0}, .weight = 0.5};
  for (const double removal : {0.2, 0.42}) {
    const lake::Scenario scenario{.removal = removal, .inflow_mean = 0.02, .inflow_deviation = 1e-9};
    const double x = lake::run(scenario, most, RandomStream(Seed{1}, 0, 0, Purpose::test)).back();
    CHECK(removal * x == doctest::Approx(lake::recycled(x, 2.0) + 0.12).epsilon(1e-6));
  }
  // Without release the lake turns at 0.5445 where b = 0.42, q = 2 (b (1 + x^2) = x).
  const double turn = (1.0 - std::sqrt(1.0 - 4.0 * 0.42 * 0.42)) / (2.0 * 0.42);
  CHECK(turn == doctest::Approx(0.5445).epsilon(1e-3));
  CHECK(lake::recycled(turn, 2.0) == doctest::Approx(0.42 * turn).epsilon(1e-12));
}

TEST_CASE("the lake stays clear where removal is fast and recycling steep, as published") {
  // Published, 1,000 scenarios times 5 policies: 9.6 % of cases; b above 0.378 and q above 3.26 with coverage
  // 0.877 and density 0.824; the mean inflow matters a little, the spread, the discount and the levers do
  // not.
  PrimOptions options;
  options.resamples = 2;
  const auto cases = lakes(1000, 5, 5, 0);
  const auto found = discover(cases, options);
  CHECK(found.base_rate == doctest::Approx(0.096).epsilon(0.1));
  REQUIRE(found.restrictions.size() >= 2);
  const Restriction& removal = found.restrictions[0];
  const Restriction& recycling = found.restrictions[1];
  CHECK(removal.input == Input::removal);
  CHECK(recycling.input == Input::recycling);
  CHECK(removal.has_low);
  CHECK_FALSE(removal.has_high);
  CHECK(recycling.has_low);
  CHECK_FALSE(recycling.has_high);
  CHECK(std::abs(removal.low - 0.378) < 0.05 * (0.45 - 0.1));
  CHECK(std::abs(recycling.low - 3.26) < 0.10 * (4.5 - 2.0));
  CHECK(removal.quasi_p < 1e-100);
  CHECK(recycling.quasi_p < 1e-40);
  for (std::size_t i = 2; i < found.restrictions.size(); ++i)
    CHECK(found.restrictions[i].input == Input::mean);
  CHECK(std::abs(found.box.coverage - 0.877) < 0.10);
  CHECK(std::abs(found.box.density - 0.824) < 0.05);
}
