#include "timeline/price.h"

#include "base/random_stream.h"
#include "timeline/information.h"
#include "timeline/regression.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

struct Sample {
  std::vector<double> inputs;  // [scenario][count]
  std::vector<double> difference;
};

// Scenarios with `count` inputs uniform in 0..1 and a difference that a rule gives, plus noise.
template <class Rule>
Sample sample(std::size_t scenarios, std::size_t count, std::uint32_t seed, double noise, Rule rule) {
  Sample s;
  for (std::size_t w = 0; w < scenarios; ++w) {
    const RandomStream stream(Seed{seed}, static_cast<std::uint32_t>(w), 0, Purpose::test);
    std::vector<double> a;
    for (std::size_t k = 0; k < count; ++k) a.push_back(stream.uniform_at(0, static_cast<std::uint32_t>(k)));
    s.inputs.insert(s.inputs.end(), a.begin(), a.end());
    s.difference.push_back(rule(a) + noise * (stream.uniform_at(1, 0) - 0.5));
  }
  return s;
}

// Alone in its report: ordered when the difference stands and nothing flips it.
Ordering order_alone(const Sample& s, std::size_t count) {
  const Resamples resamples(s.difference.size(), 400, Seed{77});
  const Adjusted values{.value = s.difference, .by_draws = std::vector<double>(s.difference.size(), 0.0)};
  Ordering result = order(studentised_mean(values, 0, resamples, 0.90), s.difference, s.inputs, count, 0.90);
  Ordering* one = &result;
  order_all(std::span(&one, 1), 0.10);
  return result;
}

}  // namespace

TEST_CASE("an effect symmetric about zero is not ordered") {
  const auto s = sample(256, 6, 1, 1.0, [](const auto& a) { return 4.0 * (a[2] - 0.5); });
  const Ordering result = order_alone(s, 6);
  CHECK_FALSE(result.ordered);
  REQUIRE(result.tipping.size() == 1);
  CHECK(result.tipping[0].input == 2);
  CHECK(result.tipping[0].value == doctest::Approx(0.5).epsilon(0.1));
}

TEST_CASE("a known tipping value is found and lies in its interval") {
  // Truth: the difference is zero at a[1] = 0.3, whatever the others do.
  int held = 0;
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    const auto s =
        sample(256, 5, 50 + seed, 2.0, [](const auto& a) { return 5.0 * (a[1] - 0.3) + a[0] - 0.5; });
    const Ordering result = order_alone(s, 5);
    CHECK_FALSE(result.ordered);
    REQUIRE_FALSE(result.tipping.empty());
    const TippingValue* tip = nullptr;
    for (const auto& t : result.tipping) {
      if (t.input == 1) tip = &t;
    }
    REQUIRE(tip != nullptr);
    CHECK(tip->harm_above);
    CHECK(std::abs(tip->value - 0.3) < 0.12);
    held += tip->interval.low <= 0.3 && 0.3 <= tip->interval.high ? 1 : 0;
  }
  CHECK(held >= 36);
}

TEST_CASE("a clear price is ordered, with the right size") {
  const auto s = sample(256, 5, 9, 1.0, [](const auto& a) { return 3.0 + a[0]; });
  const Ordering result = order_alone(s, 5);
  CHECK(result.ordered);
  CHECK(result.tipping.empty());
  CHECK(result.mean == doctest::Approx(3.5).epsilon(0.03));
  CHECK(result.reweighted.low > 3.0);
}

TEST_CASE("pure noise is not ordered and tips nowhere, in nearly all repetitions") {
  int ordered = 0, tips = 0;
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    const auto s = sample(128, 10, 300 + seed, 1.0, [](const auto&) { return 0.0; });
    const Ordering result = order_alone(s, 10);
    ordered += result.ordered ? 1 : 0;
    tips += result.tipping.empty() ? 0 : 1;
  }
  CHECK(ordered <= 18);  // 10 expected
  CHECK(tips <= 18);
}

TEST_CASE("the range over reweightings is exact on a case done by hand") {
  // Factor 2: two thirds of the scenarios at half weight, one third at double weight.
  const std::vector<double> values{0.0, 3.0, 6.0};
  const Interval range = reweighted_mean(values, 2.0);
  CHECK(range.high == doctest::Approx((0.5 * 0.0 + 0.5 * 3.0 + 2.0 * 6.0) / 3.0));
  CHECK(range.low == doctest::Approx((2.0 * 0.0 + 0.5 * 3.0 + 0.5 * 6.0) / 3.0));
  const Interval same = reweighted_mean(values, 1.0);
  CHECK(same.low == doctest::Approx(3.0));
  CHECK(same.high == doctest::Approx(3.0));
}

TEST_CASE("a cubic is fitted exactly and the error is the textbook one for a line") {
  std::vector<double> x, y;
  for (int i = 0; i <= 40; ++i) {
    x.push_back(i / 40.0);
    y.push_back(1.0 - 2.0 * x.back() + 3.0 * x.back() * x.back() * x.back());
  }
  const Curve curve(x, y);
  CHECK(curve.at(0.33) == doctest::Approx(1.0 - 0.66 + 3.0 * 0.035937));
  CHECK(curve.error_at(0.5) == doctest::Approx(0.0).epsilon(1e-6));
}

TEST_CASE("the value of information matches its closed form") {
  // Two plans, worth a - 1/2 and 0, a uniform: EVPPI = E max(a - 1/2, 0) = 1/8. A second input moves
  // neither: nothing.
  std::vector<double> worth(2 * 2000), inputs;
  for (std::size_t w = 0; w < 2000; ++w) {
    const RandomStream stream(Seed{4}, static_cast<std::uint32_t>(w), 0, Purpose::test);
    inputs.push_back(stream.uniform_at(0, 0));
    inputs.push_back(stream.uniform_at(0, 1));
    worth[w] = inputs[2 * w] - 0.5 + 0.4 * (stream.uniform_at(1, 0) - 0.5);
  }
  const auto values = information_values(worth, 2, inputs, 2);
  REQUIRE(values.size() == 2);
  CHECK(values[0].input == 0);
  CHECK(values[0].value == doctest::Approx(0.125).epsilon(0.06));
  CHECK(values[0].matters());
  CHECK(values[1].value < 0.01);
  CHECK_FALSE(values[1].value > values[1].noise * 1.5);
}
