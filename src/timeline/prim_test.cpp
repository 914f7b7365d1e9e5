#include "timeline/prim.h"

#include "base/random_stream.h"
#include "timeline/prim_steps.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

// Uniform cases in the unit cube, of interest by a rule with the chances inside and outside it.
template <class Rule>
Cases cases_with(std::size_t count, std::size_t inputs, std::uint32_t seed, double inside, double outside,
                 Rule rule) {
  Cases cases{.inputs = inputs, .value = {}, .of_interest = {}};
  for (std::size_t row = 0; row < count; ++row) {
    const RandomStream stream(Seed{seed}, static_cast<std::uint32_t>(row), 0, Purpose::test);
    std::vector<double> x;
    for (std::size_t i = 0; i < inputs; ++i) x.push_back(stream.uniform_at(0, static_cast<std::uint32_t>(i)));
    cases.value.insert(cases.value.end(), x.begin(), x.end());
    cases.of_interest.push_back(stream.uniform_at(1, 0) < (rule(x) ? inside : outside));
  }
  return cases;
}

const Restriction* restriction_on(const Discovery& discovery, std::size_t input) {
  for (const Restriction& restriction : discovery.restrictions) {
    if (restriction.input == input) return &restriction;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("a box in two of ten inputs is found, with its sides, and nothing else is restricted") {
  // Truth: failures where x3 > 0.6 and x7 < 0.4; 95 % inside, 3 % outside. 600 scenarios.
  const auto cases =
      cases_with(600, 10, 1, 0.95, 0.03, [](const auto& x) { return x[3] > 0.6 && x[7] < 0.4; });
  const auto found = discover(cases);
  REQUIRE(found.found);
  REQUIRE(found.restrictions.size() == 2);
  const auto* high = restriction_on(found, 3);
  const auto* low = restriction_on(found, 7);
  REQUIRE(high != nullptr);
  REQUIRE(low != nullptr);
  CHECK(high->has_low);
  CHECK(high->low == doctest::Approx(0.6).epsilon(0.08));
  CHECK(low->has_high);
  CHECK(low->high == doctest::Approx(0.4).epsilon(0.12));
  CHECK(found.box.density > 0.85);
  CHECK(found.box.coverage > 0.75);
  for (const Restriction& r : found.restrictions) {
    CHECK(r.quasi_p < 1e-6);
    CHECK(r.reproduced >= 0.95);
  }
}

TEST_CASE("no box is claimed where failures are pure chance") {
  // The whole of the method run on noise: a claim in more than a few of 20 data sets would be a false alarm.
  int claims = 0;
  for (std::uint32_t seed = 0; seed < 20; ++seed) {
    const auto cases = cases_with(300, 20, 100 + seed, 0.3, 0.3, [](const auto&) { return true; });
    PrimOptions options;
    options.resamples = 20;
    claims += discover(cases, options).found ? 1 : 0;
  }
  CHECK(claims <= 3);
}

TEST_CASE("coverage, density and support are what they say") {
  Cases cases{.inputs = 1, .value = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, .of_interest = {}};
  cases.of_interest = {false, false, false, false, false, true, false, true, true, true};
  PrimOptions options;
  options.peel = 0.1;
  options.smallest_support = 0.1;
  const auto trajectory = peel(cases, options);
  CHECK(trajectory.front().coverage == 1.0);
  CHECK(trajectory.front().density == doctest::Approx(0.4));
  // Peeling from below: after five peels the box is 6..10 with 4 of 5.
  REQUIRE(trajectory.size() > 5);
  CHECK(trajectory[5].low[0] == 6.0);
  CHECK(trajectory[5].density == doctest::Approx(0.8));
  CHECK(trajectory[5].support == doctest::Approx(0.5));
}

TEST_CASE("the quasi-p-value of a restriction is the binomial tail of Bryant and Lempert") {
  // One input that matters: without its restriction the box is the whole space.
  const auto cases = cases_with(200, 3, 5, 1.0, 0.1, [](const auto& x) { return x[0] > 0.7; });
  const auto found = discover(cases);
  REQUIRE(found.restrictions.size() == 1);
  CHECK(found.restrictions[0].input == 0);
  CHECK(found.restrictions[0].quasi_p < 1e-15);
}

TEST_CASE("levels of a coarse input are peeled whole") {
  Cases cases{.inputs = 2, .value = {}, .of_interest = {}};
  for (int row = 0; row < 200; ++row) {
    const RandomStream stream(Seed{3}, static_cast<std::uint32_t>(row), 0, Purpose::test);
    const double level = row % 2;
    cases.value.insert(cases.value.end(), {level, stream.uniform_at(0, 0)});
    cases.of_interest.push_back(level > 0.5 && stream.uniform_at(0, 1) < 0.9);
  }
  const auto found = discover(cases);
  REQUIRE(found.found);
  CHECK(found.restrictions[0].input == 0);
  CHECK(found.restrictions[0].low == 1.0);
}

TEST_CASE("one condition among many assumptions is found where most scenarios fail anyway") {
  // 256 scenarios, 48 inputs; failures: 95 % where x11 > 0.5, 40 % elsewhere.
  int named = 0, alone = 0;
  for (std::uint32_t seed = 0; seed < 10; ++seed) {
    const auto found =
        discover(cases_with(256, 48, 40 + seed, 0.95, 0.40, [](const auto& x) { return x[11] > 0.5; }));
    named += restriction_on(found, 11) != nullptr ? 1 : 0;
    alone += found.restrictions.size() == 1 ? 1 : 0;
  }
  CHECK(named == 10);
  CHECK(alone >= 7);
}
