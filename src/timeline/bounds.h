// Exact bounds and tests for counts: shares of scenarios, one plan against another.
#pragma once

#include "numerics/statistics.h"

#include <cstddef>

namespace handover::timeline {

double binomial_at_least(std::size_t successes, std::size_t trials, double p);
double binomial_at_most(std::size_t successes, std::size_t trials, double p);

// One-sided bounds on a share at the given confidence (Clopper & Pearson 1934, Biometrika 26).
double share_at_least(std::size_t successes, std::size_t trials, double confidence);
double share_at_most(std::size_t successes, std::size_t trials, double confidence);

// A share of scenarios with its interval.
struct Share {
  double value = 0.0;
  Interval interval;
};

// Chance, under "no better", of at least this many of the discordant pairs in favour (the exact sign test;
// McNemar 1947).
double sign_test(std::size_t in_favour, std::size_t against);

}  // namespace handover::timeline
