#include "numerics/maths.h"

#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

using namespace handover;

namespace {
// Distance in representable doubles; both values are positive.
std::int64_t ulps(double a, double b) {
  const auto difference = std::bit_cast<std::int64_t>(a) - std::bit_cast<std::int64_t>(b);
  return difference < 0 ? -difference : difference;
}
}  // namespace

TEST_CASE("exp_same stays within one unit in the last place of long double exp") {
  for (double x = -700.0; x < 700.0; x += 0.01373) {
    CAPTURE(x);
    CHECK(ulps(exp_same(x), static_cast<double>(std::exp(static_cast<long double>(x)))) <= 1);
  }
  CHECK(exp_same(0.0) == 1.0);
  CHECK(exp_same(-800.0) == 0.0);
  CHECK(exp_same(800.0) == std::numeric_limits<double>::infinity());
}

TEST_CASE("log_same stays within one unit in the last place of long double log") {
  for (double x = 1e-12; x < 1e12; x *= 1.00371) {
    CAPTURE(x);
    const double truth = static_cast<double>(std::log(static_cast<long double>(x)));
    CHECK(ulps(std::abs(log_same(x)), std::abs(truth)) <= 1);
  }
  CHECK(log_same(1.0) == 0.0);
  CHECK(log_same(0.0) == -std::numeric_limits<double>::infinity());
  CHECK(std::isnan(log_same(-1.0)));
}

TEST_CASE("log_gamma gives factorials and the reflection at one half") {
  double log_factorial = 0.0;
  for (int n = 1; n < 200; ++n) {
    CHECK(log_gamma(n) == doctest::Approx(log_factorial).epsilon(1e-14));
    log_factorial += std::log(n);
  }
  CHECK(log_gamma(0.5) == doctest::Approx(0.5 * std::log(std::numbers::pi)).epsilon(1e-14));
}
