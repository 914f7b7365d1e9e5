// What an earlier pair of dates adds in risk over a later one, and whether the evidence orders them at all.
#pragma once

#include "base/dates.h"
#include "numerics/statistics.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace handover::timeline {

// Where along one input the sign of a difference flips.
struct TippingValue {
  std::size_t input = 0;
  double value = 0.0;
  Interval interval;        // values at which the fitted difference cannot be told from zero
  bool harm_above = false;  // the earlier date costs more above the value (else below)
};

struct Ordering {
  double mean = 0.0;    // earlier minus later, mean over scenarios
  Interval interval;    // of the mean
  Interval reweighted;  // range of the mean when any scenario may count up to twice or down to half as much
  std::vector<TippingValue> tipping;
  bool ordered = false;  // the interval excludes zero and no input flips the sign inside its range
};

// `difference`: [scenario] earlier minus later; `inputs`: [scenario][input] row-major with `count`
// columns. Each input alone: cubic regression with heteroscedasticity-consistent errors (White 1980); a
// flip is reported when the fitted difference is beyond its band, Bonferroni-corrected over inputs,
// below zero at one value and above it at another.
Ordering order(std::span<const double> difference, std::span<const double> inputs, std::size_t count,
               double confidence);

// Smallest and largest weighted mean when each weight may move between 1/factor and factor times its equal
// share and weights sum to one. Exact: the extreme puts the large weights on one tail.
Interval reweighted_mean(std::span<const double> values, double factor);

struct PricedHarm {
  std::string metric;  // words_of(HarmKind)
  Ordering ordering;
  std::vector<double> mean_by_region;  // civilians only
};

struct PriceEntry {
  std::size_t cell = 0;     // index into the agreement map
  std::size_t against = 0;  // the best later pair of dates
  std::vector<PricedHarm> harms;
  std::string words;  // "costs 2 to 9 more ...", or "the evidence does not order these dates"
};

}  // namespace handover::timeline
