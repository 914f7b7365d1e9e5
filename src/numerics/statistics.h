// Summaries of samples, and intervals for shares.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace handover {

struct Interval {
  double low = 0.0;
  double high = 0.0;
};

double mean_of(std::span<const double> values);
// Unbiased (n - 1); 0 for fewer than two values.
double variance_of(std::span<const double> values);

// Hyndman & Fan (1996) type 7, the default of R and NumPy. `sorted` ascending and not empty.
double quantile_of_sorted(std::span<const double> sorted, double probability);
double quantile_of(std::vector<double> values, double probability);

// Wilson (1927) score interval for a share of `kept` in `total`; the whole of 0..1 when total is 0.
Interval wilson_interval(std::size_t kept, std::size_t total, double confidence = 0.90);

}  // namespace handover
