#include "timeline/control_variates.h"

#include "base/random_stream.h"
#include "numerics/draws.h"
#include "numerics/statistics.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

constexpr std::size_t kInputs = 30;

struct Sample {
  std::vector<double> inputs, values;
};

// Values that a few of many uniform inputs explain: variance 2 x 4 / 12 from them and 1/3 from noise.
Sample sample(std::size_t scenarios, std::uint32_t seed, double slope = 2.0) {
  Sample s;
  for (std::uint32_t w = 0; w < scenarios; ++w) {
    const RandomStream stream(Seed{seed}, w, 0, Purpose::test);
    std::vector<double> x;
    for (std::uint32_t k = 0; k < kInputs; ++k) x.push_back(stream.uniform_at(0, k));
    s.inputs.insert(s.inputs.end(), x.begin(), x.end());
    s.values.push_back(slope * (x[3] - x[17]) + 2.0 * (stream.uniform_at(1, 0) - 0.5));
  }
  return s;
}

InputPopulation uniform_inputs() {
  return {.mean = std::vector<double>(kInputs, 0.5), .fitted = {}, .draws = 0};
}

}  // namespace

TEST_CASE(
    "what the inputs explain leaves the spread; the mean stays unbiased and its error is the one stated") {
  std::vector<double> plain, adjusted, stated;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Sample s = sample(150, 900 + seed);
    ControlVariates controls(s.inputs, uniform_inputs());
    controls.choose_penalty(std::span(&s.values, 1));
    const Adjusted a = controls.adjust(s.values);
    plain.push_back(mean_of(s.values));
    adjusted.push_back(a.mean());
    stated.push_back(a.error_variance(0));
  }
  // Truth 0. Two thirds of the variance is explained; a fit on 120 scenarios with 30 inputs wastes some of
  // it.
  CHECK(std::abs(mean_of(adjusted)) < 4.0 * std::sqrt(variance_of(adjusted) / 200.0));
  CHECK(variance_of(adjusted) < 0.55 * variance_of(plain));
  // The stated error, within what 200 repetitions can tell (standard error of a variance: 10 %).
  CHECK(mean_of(stated) / variance_of(adjusted) == doctest::Approx(1.0).epsilon(0.3));
}

TEST_CASE("inputs that explain nothing change nothing") {
  const Sample s = sample(150, 5, 0.0);
  ControlVariates controls(s.inputs, uniform_inputs());
  controls.choose_penalty(std::span(&s.values, 1));
  CHECK(controls.adjust(s.values).value == s.values);
  CHECK(controls.explained() == 0.0);
  // Nor does anything where the population's means are not known, or where there are few scenarios.
  const Sample other = sample(150, 6);
  ControlVariates unknown(other.inputs, {});
  unknown.choose_penalty(std::span(&other.values, 1));
  CHECK(unknown.adjust(other.values).value == other.values);
  const Sample few = sample(20, 7);
  ControlVariates small(few.inputs, uniform_inputs());
  small.choose_penalty(std::span(&few.values, 1));
  CHECK(small.adjust(few.values).value == few.values);
}

TEST_CASE("differences may be taken before or after") {
  const Sample a = sample(150, 8), b = sample(150, 9);
  ControlVariates controls(a.inputs, uniform_inputs());
  controls.choose_penalty(std::span(&a.values, 1));
  REQUIRE(controls.explained() > 0.3);
  std::vector<double> difference = a.values;
  for (std::size_t w = 0; w < difference.size(); ++w) difference[w] -= b.values[w];
  const Adjusted before = controls.adjust(difference),
                 after = controls.adjust(a.values) - controls.adjust(b.values);
  for (std::size_t w = 0; w < difference.size(); ++w)
    CHECK(before.value[w] == doctest::Approx(after.value[w]));
}

TEST_CASE("what goes with fitted draws is known to no better than their number") {
  const Sample s = sample(400, 10);
  InputPopulation population = uniform_inputs();
  population.fitted.assign(kInputs, false);
  population.fitted[3] = population.fitted[17] = true;
  population.draws = 100;
  ControlVariates controls(s.inputs, population);
  controls.choose_penalty(std::span(&s.values, 1));
  const Adjusted a = controls.adjust(s.values);
  // The explained variance, 2/3, over a hundred draws, beside 1/3 over four hundred scenarios.
  CHECK(a.error_variance(100) == doctest::Approx(2.0 / 3.0 / 100.0 + 1.0 / 3.0 / 400.0).epsilon(0.15));
}
