// What one plan adds in risk over another, and whether the evidence orders them at all.
#pragma once

#include "base/dates.h"
#include "timeline/candidates.h"
#include "timeline/harm.h"
#include "timeline/resampling.h"

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
  double mean = 0.0;    // first minus second, mean over scenarios
  Interval interval;    // of the mean
  Interval reweighted;  // range of the mean when any scenario may count up to twice or down to half as much
  std::vector<TippingValue> tipping;
  // The difference stands after the correction over all differences of the report (multiple_comparisons.h),
  // and no input flips its sign inside its own range.
  bool ordered = false;
  double p_value = 1.0;  // of no difference, before any correction
};

// `difference`: [scenario] first minus second, whose mean is `mean`; `inputs`: [scenario][input] row-major
// with `count` columns. Each input alone: cubic regression with heteroscedasticity-consistent errors (White
// 1980); a flip is reported when the fitted difference is beyond its band, Bonferroni-corrected over inputs,
// below zero at one value and above it at another. `ordered` is left to `order_all`.
Ordering order(const MeanEstimate& mean, std::span<const double> difference, std::span<const double> inputs,
               std::size_t count, double confidence);
// Decides `ordered` of all of them together: of those ordered, at most the share `rate` is false on average.
void order_all(std::span<Ordering* const> orderings, double rate);

// Smallest and largest weighted mean when each weight may move between 1/factor and factor times its equal
// share and weights sum to one. Exact: the extreme puts the large weights on one tail.
inline constexpr double kReweightFactor = 2.0;  // of the ranges that are reported
Interval reweighted_mean(std::span<const double> values, double factor);

struct PricedHarm {
  HarmKind kind = HarmKind::coalition_deaths;
  Ordering ordering;
  std::vector<double> mean_by_region;  // civilians only
};

// One plan less another, in the same scenarios and replications.
struct PlanDifference {
  Ordering joint;                 // of the share of scenarios in which every deciding party's lines are kept
  std::vector<PricedHarm> harms;  // the four kinds
};

// The chosen plan at two pairs of dates, everything else the same: earlier less later.
struct PriceEntry {
  GridCell dates, against;  // the earlier and the later; one of the two is the chosen pair
  bool plan_fixed = true;
  Ordering joint;
  std::vector<PricedHarm> harms;
};

}  // namespace handover::timeline
