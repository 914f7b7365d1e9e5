// Many plans at once: which may be the best, and which of many differences can be called differences.
#pragma once

#include "timeline/resampling.h"

#include <cstddef>
#include <span>
#include <vector>

namespace handover::timeline {

// One plan against the best of all the others.
struct AgainstBest {
  double difference = 0.0;  // its mean less the largest mean of the others
  Interval interval;        // simultaneous over all plans
  bool may_be_best = true;  // not worse than the best as far as the scenarios tell
  bool near_best = true;    // not worse than it by more than the margin, as far as they tell
  std::size_t rival = 0;    // the plan that it is most surely worse than, or nearest to being so
};

// Multiple comparisons with the best (Hsu 1984, Annals of Statistics 12(3); 1996, Multiple Comparisons, ch.
// 4): in `confidence` of all studies the best plan is among those that may be best, and every interval holds.
// The differences share their scenarios; their joint distribution is that of the resamples, one critical
// value for each plan as control. `plans`: the same scenarios in each, larger is better.
//
// `margin`: the largest difference that decides nothing (an indifference zone: Bechhofer 1954, Annals of
// Mathematical Statistics 25(1)). As the intervals hold together, in `confidence` of all studies all plans
// whose true difference to the best is within the margin are near the best.
std::vector<AgainstBest> compare_with_best(std::span<const Adjusted> plans, std::size_t draws,
                                           const Resamples& resamples, double confidence,
                                           double margin = 0.0);

// Which hypotheses to reject so that at most the share `rate` of all rejections is false, on average,
// whatever the dependence (Benjamini & Yekutieli 2001, Annals of Statistics 29(4)). The comparisons of a
// search share plans and scenarios with either sign, so the positive dependence that Benjamini & Hochberg
// (1995) need does not hold. A rejection's sign is wrong at most half as often (Benjamini & Yekutieli 2005,
// JASA 100).
std::vector<bool> rejected_at_rate(std::span<const double> p_values, double rate);

}  // namespace handover::timeline
