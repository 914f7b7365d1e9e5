#include "numerics/distributions.h"

#include "numerics/fixed_number.h"
#include "numerics/maths.h"

#include <cmath>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>

namespace handover {
namespace {

// Domain errors are the caller's: they come out as exceptions, with Boost's words.
using Beta = boost::math::beta_distribution<FixedNumber>;
using Gamma = boost::math::gamma_distribution<FixedNumber>;

}  // namespace

double beta_cdf(double a, double b, double x) {
  return boost::math::cdf(Beta(a, b), FixedNumber(x)).value();
}

double beta_survival(double a, double b, double x) {
  return boost::math::cdf(boost::math::complement(Beta(a, b), FixedNumber(x))).value();
}

double beta_quantile(double a, double b, double probability) {
  return boost::math::quantile(Beta(a, b), FixedNumber(probability)).value();
}

double gamma_cdf(double shape, double rate, double x) {
  return boost::math::cdf(Gamma(shape, 1.0), FixedNumber(x * rate)).value();
}

double gamma_quantile(double shape, double rate, double probability) {
  return boost::math::quantile(Gamma(shape, 1.0), FixedNumber(probability)).value() / rate;
}

std::vector<double> negative_binomial_quantiles(double mean, double size, std::size_t count) {
  std::vector<double> result(count, 0.0);
  if (!(mean > 0.0)) return result;
  const auto share = [&](std::size_t i) {
    return (static_cast<double>(i) + 0.5) / static_cast<double>(count);
  };
  if (mean > 2000.0) {
    const double variance = mean + (std::isinf(size) ? 0.0 : mean * mean / size);
    for (std::size_t i = 0; i < count; ++i)
      result[i] = std::round(gamma_quantile(mean * mean / variance, mean / variance, share(i)));
    return result;
  }
  // Terms follow one another; the first is far above the smallest double at these means.
  const bool poisson = std::isinf(size);
  const double odds = poisson ? 0.0 : mean / (size + mean);
  double term = poisson ? maths::exp(-mean) : maths::exp(size * maths::log(size / (size + mean)));
  if (term == 0.0) {
    for (std::size_t i = 0; i < count; ++i) result[i] = std::round(gamma_quantile(mean, 1.0, share(i)));
    return result;
  }
  double below = term, k = 0.0;
  const double most = mean + 60.0 * std::sqrt(mean + (poisson ? 0.0 : mean * mean / size)) + 60.0;
  for (std::size_t i = 0; i < count; ++i) {
    while (below < share(i) && k < most) {
      term *= poisson ? mean / (k + 1.0) : odds * (size + k) / (k + 1.0);
      k += 1.0;
      below += term;
    }
    result[i] = k;
  }
  return result;
}

}  // namespace handover
