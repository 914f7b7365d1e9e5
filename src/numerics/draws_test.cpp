#include "numerics/testing/draws_checks.h"

#include <doctest/doctest.h>

using namespace handover;

// p-values of a right sampler are uniform: with fixed seeds, the smallest of about twenty stays above 1e-4.
// The test with ten million draws each is draws_slow_test.cpp.
TEST_CASE("samplers follow their distributions (40,000 draws each)") {
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

namespace {

// Uniforms up to both ends of what a random stream gives.
const std::vector<double> kUniforms = {0x1.0p-53, 1e-9, 0.001, 0.05,    0.3,
                                       0.5,       0.8,  0.99,  0.99999, 1.0 - 1e-9};

// The draw is the smallest k whose cumulative chance reaches the uniform.
template <typename Distribution, typename Draw>
void check_inverts(const Distribution& distribution, const Draw& draw) {
  constexpr double kRounding = 1e-9;
  int last = 0;
  for (const double u : kUniforms) {
    CAPTURE(u);
    const int k = draw(u);
    CHECK(k >= last);
    last = k;
    CHECK(boost::math::cdf(distribution, k) >= u * (1.0 - kRounding));
    if (k > 0) CHECK(boost::math::cdf(distribution, k - 1) <= u * (1.0 + kRounding));
  }
}

}  // namespace

TEST_CASE("large counts are the inverse of their distribution, from the smallest uniform to the largest") {
  for (const double mean : {699.0, 701.0, 1500.0, 3000.0, 20000.0, 1e6}) {
    CAPTURE(mean);
    check_inverts(boost::math::poisson_distribution<>(mean), [&](double u) { return poisson_draw(u, mean); });
  }
  for (const auto& [m, r] : {std::pair{2000.0, 1000.0}, {20000.0, 1.0}, {500.0, 0.1}, {1e5, 60.0}}) {
    const double mean = m, size = r;
    CAPTURE(mean);
    check_inverts(boost::math::negative_binomial_distribution<>(size, size / (size + mean)),
                  [&](double u) { return negative_binomial_draw(u, mean, size); });
  }
  CHECK(poisson_draw(0.5, 1e12) == 1'000'000'000);
}
