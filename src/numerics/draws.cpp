#include "numerics/draws.h"

#include "numerics/distributions.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace handover {
namespace {

template <std::size_t N>
double polynomial(const double (&coefficients)[N], double x) {
  double value = 0.0;
  for (std::size_t i = N; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

// AS 241: the centre, the shoulders and the far tails each have their own rational form.
constexpr double kCentreTop[] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                 1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                 3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr double kCentreBottom[] = {1.0,
                                    4.2313330701600911252e+1,
                                    6.8718700749205790830e+2,
                                    5.3941960214247511077e+3,
                                    2.1213794301586595867e+4,
                                    3.9307895800092710610e+4,
                                    2.8729085735721942674e+4,
                                    5.2264952788528545610e+3};
constexpr double kShoulderTop[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                   5.76949722146069140550e0,  3.64784832476320460504e0,
                                   1.27045825245236838258e0,  2.41780725177450611770e-1,
                                   2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double kShoulderBottom[] = {1.0,
                                      2.05319162663775882187e0,
                                      1.67638483018380384940e0,
                                      6.89767334985100004550e-1,
                                      1.48103976427480074590e-1,
                                      1.51986665636164571966e-2,
                                      5.47593808499534494600e-4,
                                      1.05075007164441684324e-9};
constexpr double kTailTop[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                               1.78482653991729133580e0,  2.96560571828504891230e-1,
                               2.65321895265761230930e-2, 1.24266094738807843860e-3,
                               2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double kTailBottom[] = {1.0,
                                  5.99832206555887937690e-1,
                                  1.36929880922735805310e-1,
                                  1.48753612908506148525e-2,
                                  7.86869131145613259100e-4,
                                  1.84631831751005468180e-5,
                                  1.42151175831644588870e-7,
                                  2.04426310338993978564e-15};

// exp(-700) is the last chance of none that leaves room for the terms after it: beyond it, distributions of
// counts are inverted from their mode.
constexpr double kMostFromZero = 700.0;
// Counts are ints.
constexpr double kLargestMean = 1e9;

// The smallest k whose cumulative chance reaches `uniform`, for a distribution that falls off on both sides
// of its mode; `ratio(k)` is the chance of k + 1 over that of k. Chances are relative to the mode's: that one
// itself would need a gamma function, whose bits differ between machines.
template <typename Ratio>
int inverted_from_mode(double uniform, int mode, const Ratio& ratio) {
  constexpr double kNegligible = 1e-20;  // far below the smallest uniform, 2^-53
  double term = 1.0, total = 1.0;
  int first = mode;
  while (first > 0 && term > kNegligible) {
    --first;
    term /= ratio(first);
    total += term;
  }
  const double first_term = term;
  int last = mode;
  for (term = 1.0; term > kNegligible && last < std::numeric_limits<int>::max(); ++last) {
    term *= ratio(last);
    total += term;
  }
  int k = first;
  double cumulative = term = first_term;
  while (uniform * total > cumulative && k < last) {
    term *= ratio(k);
    cumulative += term;
    ++k;
  }
  return k;
}

// A count with a chance below the smallest uniform's beyond it: the tail falls like that of a gamma
// distribution, by e over every 1 + mean / size.
int most_of_negative_binomial(double mean, double size) {
  const double deviation = std::sqrt(mean + mean * mean / size);
  const double most = mean + 10'000.0 + 10.0 * deviation + 40.0 * mean / size;
  return static_cast<int>(std::min(most, 2.0 * kLargestMean));
}

}  // namespace

double normal_quantile(double probability) {
  const double q = probability - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kCentreTop, r) / polynomial(kCentreBottom, r);
  }
  double r = std::sqrt(-maths::log(q < 0.0 ? probability : 1.0 - probability));
  double value = 0.0;
  if (r <= 5.0) {
    r -= 1.6;
    value = polynomial(kShoulderTop, r) / polynomial(kShoulderBottom, r);
  } else {
    r -= 5.0;
    value = polynomial(kTailTop, r) / polynomial(kTailBottom, r);
  }
  return q < 0.0 ? -value : value;
}

double normal_cdf(double x) {
  return 0.5 * maths::erfc(-x * 0.70710678118654752440);
}

double exponential_draw(double uniform, double rate) {
  return -maths::log(uniform) / rate;
}

int poisson_draw(double uniform, double mean) {
  if (mean <= 0.0) return 0;
  mean = std::min(mean, kLargestMean);
  if (mean > kMostFromZero) {
    return inverted_from_mode(uniform, static_cast<int>(mean), [mean](double k) { return mean / (k + 1.0); });
  }
  const int bound = static_cast<int>(mean + 60.0 * std::sqrt(mean) + 60.0);
  double term = maths::exp(-mean);
  double cumulative = term;
  int k = 0;
  while (uniform > cumulative && k < bound) {
    ++k;
    term *= mean / k;
    cumulative += term;
  }
  return k;
}

int negative_binomial_draw(double uniform, double mean, double size) {
  if (mean <= 0.0) return 0;
  mean = std::min(mean, kLargestMean);
  // So large a size adds less to the variance than the logarithm below loses by rounding.
  if (!(size < 1e8 * mean)) return poisson_draw(uniform, mean);
  const double failure = mean / (mean + size);
  const double log_of_none = size * maths::log(size / (size + mean));
  const auto ratio = [size, failure](double k) { return (k + size) / (k + 1.0) * failure; };
  if (log_of_none < -kMostFromZero)
    return inverted_from_mode(uniform, static_cast<int>(mean * (1.0 - 1.0 / size)), ratio);
  double term = maths::exp(log_of_none);
  double cumulative = term;
  int k = 0;
  const int bound = most_of_negative_binomial(mean, size);
  while (uniform > cumulative && k < bound) {
    term *= ratio(k);
    cumulative += term;
    ++k;
  }
  return k;
}

double gamma_draw(DrawCursor& cursor, double shape, double rate) {
  if (shape < 1.0) {
    const double boost = maths::exp(maths::log(cursor.next()) / shape);
    return gamma_draw(cursor, shape + 1.0, rate) * boost;
  }
  const double d = shape - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  for (;;) {
    const double x = normal_quantile(cursor.next());
    const double cube_root = 1.0 + c * x;
    const double uniform = cursor.next();
    if (cube_root <= 0.0) continue;
    const double v = cube_root * cube_root * cube_root;
    if (maths::log(uniform) < 0.5 * x * x + d - d * v + d * maths::log(v)) return d * v / rate;
  }
}

double beta_draw(DrawCursor& cursor, double a, double b) {
  const double x = gamma_draw(cursor, a, 1.0);
  const double y = gamma_draw(cursor, b, 1.0);
  return x / (x + y);
}

double triangular_quantile(double probability, const ThreePoint& range) {
  const double width = range.high - range.low;
  if (width <= 0.0) return range.mode;
  const double split = (range.mode - range.low) / width;
  if (probability < split) return range.low + std::sqrt(probability * width * (range.mode - range.low));
  return range.high - std::sqrt((1.0 - probability) * width * (range.high - range.mode));
}

double pert_quantile(double probability, const ThreePoint& range) {
  const double width = range.high - range.low;
  if (width <= 0.0) return range.mode;
  const double a = 1.0 + 4.0 * (range.mode - range.low) / width;
  const double b = 1.0 + 4.0 * (range.high - range.mode) / width;
  return range.low + width * beta_quantile(a, b, probability);
}

std::uint32_t even_index(double uniform, std::size_t count) {
  if (count == 0) return 0;
  return static_cast<std::uint32_t>(
      std::min(count - 1, static_cast<std::size_t>(uniform * static_cast<double>(count))));
}

std::size_t weighted_index(double uniform, std::span<const double> weights) {
  double total = 0.0;
  for (const double weight : weights) total += weight;
  if (!(total > 0.0)) throw std::logic_error("weights must not all be zero");
  double left = uniform * total;
  for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
    left -= weights[i];
    if (left < 0.0) return i;
  }
  return weights.size() - 1;
}

}  // namespace handover
