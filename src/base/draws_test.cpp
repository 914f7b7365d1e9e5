#include "base/draws_checks.h"

#include <doctest/doctest.h>

using namespace handover;

// p-values of a right sampler are uniform: with fixed seeds, the smallest of about sixteen stays above 1e-4.
// The test with ten million draws each is draws_slow_test.cpp.
TEST_CASE("samplers follow their laws (40,000 draws each)") {
  for (const SamplerCheck& check : check_samplers(40'000)) {
    CAPTURE(check.name);
    CHECK(check.p > 1e-4);
  }
}

TEST_CASE("the chi-square test can fail") {
  const auto biased = [](std::uint32_t i) { return uniform(77, i) < 0.52 ? 0 : 1; };
  CHECK(discrete_p(
            40'000, biased, [](int) { return 0.5; }, 1) < 1e-6);
}

TEST_CASE("extremes give sound answers") {
  CHECK(poisson_draw(0.5, 0.0) == 0);
  CHECK(negative_binomial_draw(0.5, 0.0, 2.0) == 0);
  CHECK(poisson_draw(1.0 - 0x1.0p-53, 2.0) < 60);
  CHECK(pert_quantile(0.3, {2.0, 2.0, 2.0}) == 2.0);
  CHECK(triangular_quantile(0.3, {2.0, 2.0, 2.0}) == 2.0);
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-14));
}
