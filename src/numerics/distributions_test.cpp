#include "numerics/distributions.h"

#include <cmath>
#include <stdexcept>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("beta and gamma agree with Boost.Math in long double") {
  for (const double a : {0.5, 1.0, 1.7, 4.9, 50.0, 2000.0}) {
    for (const double b : {0.4, 1.0, 4.3, 300.0}) {
      const boost::math::beta_distribution<long double> beta(a, b);
      const boost::math::gamma_distribution<long double> gamma(a, 1.0L / static_cast<long double>(b));
      for (double p = 0.0005; p < 1.0; p += 0.0377) {
        CAPTURE(a);
        CAPTURE(b);
        CAPTURE(p);
        const auto x = static_cast<double>(quantile(beta, static_cast<long double>(p)));
        CHECK(beta_quantile(a, b, p) == doctest::Approx(x).epsilon(1e-13));
        CHECK(beta_cdf(a, b, x) == doctest::Approx(static_cast<double>(cdf(beta, x))).epsilon(1e-12));
        CHECK(beta_survival(a, b, x) ==
              doctest::Approx(static_cast<double>(cdf(complement(beta, x)))).epsilon(1e-12));
        const auto y = static_cast<double>(quantile(gamma, static_cast<long double>(p)));
        CHECK(gamma_quantile(a, b, p) == doctest::Approx(y).epsilon(1e-13));
        CHECK(gamma_cdf(a, b, y) == doctest::Approx(static_cast<double>(cdf(gamma, y))).epsilon(1e-12));
      }
    }
  }
}

TEST_CASE("closed forms: the uniform, the power and the exponential distribution") {
  for (double p = 0.01; p < 1.0; p += 0.01) {
    CHECK(beta_quantile(1.0, 1.0, p) == doctest::Approx(p).epsilon(1e-14));
    CHECK(beta_cdf(3.0, 1.0, p) == doctest::Approx(p * p * p).epsilon(1e-14));
    CHECK(gamma_quantile(1.0, 2.5, p) == doctest::Approx(-std::log1p(-p) / 2.5).epsilon(1e-14));
  }
  CHECK_THROWS_AS(beta_quantile(-1.0, 1.0, 0.5), std::domain_error);
  CHECK_THROWS_AS(gamma_quantile(1.0, 1.0, 1.5), std::domain_error);
}
