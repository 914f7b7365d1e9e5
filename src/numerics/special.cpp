// The error function and the logarithm of the gamma function.
#include "numerics/exponential.h"
#include "numerics/maths.h"
#include "numerics/maths_coefficients.h"
#include "numerics/polynomial.h"

#include <cmath>
#include <limits>

namespace handover::maths {
namespace {

// A polynomial of maths_coefficients.h, made for x = low .. high.
template <std::size_t N>
double piece(const double (&coefficients)[N], double low, double high, double x) {
  return polynomial(coefficients, (2.0 * x - (low + high)) / (high - low));
}

double erf_of_small(double x) {
  return x + x * piece(kErfExcess, 0.0, 1.0, x * x);
}

// exp(x^2) erfc(x) for x >= 0.5.
double scaled_erfc(double x) {
  if (x >= 8.0) {
    return piece(kScaledErfcTail, 0.0, 1.0 / 64.0, 1.0 / (x * x)) / x;
  }
  if (x < 1.0) return piece(kScaledErfc0, 0.5, 1.0, x);
  if (x < 1.5) return piece(kScaledErfc1, 1.0, 1.5, x);
  if (x < 2.0) return piece(kScaledErfc2, 1.5, 2.0, x);
  if (x < 3.0) return piece(kScaledErfc3, 2.0, 3.0, x);
  if (x < 4.0) return piece(kScaledErfc4, 3.0, 4.0, x);
  return x < 6.0 ? piece(kScaledErfc5, 4.0, 6.0, x) : piece(kScaledErfc6, 6.0, 8.0, x);
}

// erfc for x >= 0.5. The square's own rounding would cost x^2 units in the last place.
double erfc_of_large(double x) {
  if (x > 28.0) return 0.0;
  const Wide square = product_of(x, x);
  return exp_of(-square.high, -square.low) * scaled_erfc(x);
}

// log Gamma(2 + z) for z = -0.5 .. 0.5.
double log_gamma_about_two(double z) {
  return z * piece(kLogGamma, -0.5, 0.5, z);
}

// Stirling's series, x >= 8 (Abramowitz & Stegun 6.1.41).
double log_gamma_of_large(double x) {
  constexpr double kSeries[] = {1.0 / 12,        -1.0 / 360, 1.0 / 1260,       -1.0 / 1680,     1.0 / 1188,
                                -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400, 43867.0 / 244188};
  constexpr double kHalfLogTwoPiLessHalf = 0.91893853320467274178 - 0.5;
  const double inverse = 1.0 / x;
  const double series = inverse * polynomial(kSeries, inverse * inverse);
  return (x - 0.5) * (log(x) - 1.0) + (kHalfLogTwoPiLessHalf + series);
}

}  // namespace

double erf(double x) {
  const double size = std::abs(x);
  if (!(size >= 1.0)) return erf_of_small(x);
  return std::copysign(1.0 - erfc_of_large(size), x);
}

double erfc(double x) {
  if (x >= 0.5) return erfc_of_large(x);
  return 1.0 - erf(x);
}

double log_gamma(double x) {
  if (!(x > 0.0)) return x == 0.0 ? kInfinity : std::numeric_limits<double>::quiet_NaN();
  if (x < 0.5) return log_gamma_about_two(x) - log1p(x) - log(x);
  if (x < 1.5) return log_gamma_about_two(x - 1.0) - log1p(x - 1.0);
  if (x <= 2.5) return log_gamma_about_two(x - 2.0);
  if (x < 8.0) {
    double product = 1.0;
    for (; x > 2.5; x -= 1.0) product *= x - 1.0;
    return log(product) + log_gamma_about_two(x - 2.0);
  }
  return x > 1e305 ? x * (log(x) - 1.0) : log_gamma_of_large(x);
}

}  // namespace handover::maths
