#include "timeline/bounds.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

TEST_CASE("binomial tails agree with direct sums") {
  const auto choose = [](int n, int k) {
    double value = 1.0;
    for (int i = 0; i < k; ++i) value = value * (n - i) / (i + 1);
    return value;
  };
  for (int k = 0; k <= 12; ++k) {
    double at_least = 0.0;
    for (int j = k; j <= 12; ++j) at_least += choose(12, j) * std::pow(0.3, j) * std::pow(0.7, 12 - j);
    CHECK(binomial_at_least(static_cast<std::size_t>(k), 12, 0.3) == doctest::Approx(at_least));
    if (k > 0) {
      CHECK(binomial_at_most(static_cast<std::size_t>(k - 1), 12, 0.3) == doctest::Approx(1.0 - at_least));
    }
  }
}

TEST_CASE("Clopper and Pearson's bounds are the published ones") {
  // 4 of 20 at two-sided 95 %: 0.0573 and 0.4366 (Clopper & Pearson 1934's charts; R binom.test).
  CHECK(share_at_least(4, 20, 0.975) == doctest::Approx(0.05733).epsilon(1e-3));
  CHECK(share_at_most(4, 20, 0.975) == doctest::Approx(0.43661).epsilon(1e-3));
  CHECK(share_at_least(0, 20, 0.975) == 0.0);
  CHECK(share_at_most(20, 20, 0.975) == 1.0);
}

TEST_CASE("the sign test is the exact binomial one") {
  CHECK(sign_test(5, 0) == doctest::Approx(1.0 / 32));
  CHECK(sign_test(0, 5) == 1.0);
  CHECK(sign_test(3, 1) == doctest::Approx(5.0 / 16));
}
