// Distribution functions and their inverses, with the same bits on every processor (see maths.h).
#pragma once

#include <cstddef>
#include <vector>

namespace handover {

// The beta distribution with a, b > 0: the chance below x, the chance above it, and where the chance below
// is `probability` (0 .. 1).
double beta_cdf(double a, double b, double x);
double beta_survival(double a, double b, double x);
double beta_quantile(double a, double b, double probability);

// The gamma distribution with shape, rate > 0 (mean shape / rate).
double gamma_cdf(double shape, double rate, double x);
double gamma_quantile(double shape, double rate, double probability);

// Quantiles at the middles of `count` equal shares, ascending, of the negative binomial with this mean >= 0
// and variance mean + mean^2 / size; an infinite size is the Poisson. Above a mean of 2,000, where a count's
// steps no longer show, of the gamma with the same two moments, rounded.
std::vector<double> negative_binomial_quantiles(double mean, double size, std::size_t count);

}  // namespace handover
