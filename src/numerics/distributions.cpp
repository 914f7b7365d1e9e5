#include "numerics/distributions.h"

#include "numerics/fixed_number.h"

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

}  // namespace handover
