// Samplers that turn uniforms into draws of named distributions. std:: distributions are not used: their
// output is not specified, so the same seed would give different results with another standard library.
#pragma once

#include "base/random_stream.h"

#include <span>
#include <vector>

namespace handover {

// Standard normal quantile, relative error below 1e-15 (Wichura 1988, algorithm AS 241, PPND16).
double normal_quantile(double probability);
double normal_cdf(double x);

inline double normal_draw(double uniform) {
  return normal_quantile(uniform);
}
double exponential_draw(double uniform, double rate);

// Inverse transform; `mean` >= 0, and counts as a thousand million above that. Exact up to rounding and the
// 53 bits of the uniform; bounded at mean + 60 standard deviations. Above a mean of 700 a draw goes through
// about forty standard deviations of terms.
int poisson_draw(double uniform, double mean);

// Negative binomial with mean m and variance m + m^2 / size (hhh4's psi is 1 / size). Inverse transform,
// bounded where a uniform reaches by rounding alone; size = infinity gives the Poisson.
int negative_binomial_draw(double uniform, double mean, double size);

// Marsaglia & Tsang (2000), with the boost for shape < 1. `rate` is per unit of the result.
double gamma_draw(DrawCursor& cursor, double shape, double rate);
double beta_draw(DrawCursor& cursor, double a, double b);

// A three-point judgement: lowest, most likely and highest value that its author would defend.
struct ThreePoint {
  double low = 0.0;
  double mode = 0.0;
  double high = 0.0;
  bool operator==(const ThreePoint&) const = default;
};
double triangular_quantile(double probability, const ThreePoint& range);
// PERT: a beta on [low, high] with mean (low + 4 mode + high) / 6 (Malcolm et al. 1959; Vose 2008).
double pert_quantile(double probability, const ThreePoint& range);

// One of `count` places, all equally likely; 0 where there is none.
std::uint32_t even_index(double uniform, std::size_t count);
// Index drawn in proportion to `weights` (not all zero).
std::size_t weighted_index(double uniform, std::span<const double> weights);

}  // namespace handover
