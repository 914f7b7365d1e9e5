// Distribution functions and their inverses, with the same bits on every processor (see maths.h).
#pragma once

namespace handover {

// The beta distribution with a, b > 0: the chance below x, the chance above it, and where the chance below
// is `probability` (0 .. 1).
double beta_cdf(double a, double b, double x);
double beta_survival(double a, double b, double x);
double beta_quantile(double a, double b, double probability);

// The gamma distribution with shape, rate > 0 (mean shape / rate).
double gamma_cdf(double shape, double rate, double x);
double gamma_quantile(double shape, double rate, double probability);

}  // namespace handover
