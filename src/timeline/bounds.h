// Confidence bounds that hold: for shares of scenarios, for red lines judged by random draws, for one plan
// against another.
//
// A scenario keeps a red line when its chance of being broken, p, is at most what the party tolerates, t. The
// random draws show X breaks in n replications, X ~ Binomial(n, p). Call the scenario `surely kept` when X <=
// a and `surely broken` when X >= b, with a and b fixed beforehand so that
//   P(X <= a | p > t) <= kept_error,   P(X >= b | p <= t) <= broken_error.
// Scenarios are independent draws, so with S the true share of scenarios that keep every line
//   E[surely kept]       <= S + (1 - S) kept_error      =>  S >= (E[surely kept] - e) / (1 - e)
//   E[surely broken]     <= (1 - S) + S broken_error    =>  S <= (1 - E[surely broken]) / (1 - e)
// and Clopper & Pearson (1934) bounds on the two expectations give an interval for S that allows both for the
// number of scenarios and for the number of random draws in each. No distribution over scenarios is assumed.
//
// Few random draws cannot place a scenario whose p lies close to t, and a party's tolerance is not known to
// the point either. A margin m says so: the lower bound then speaks of scenarios with p <= t + m, the upper
// of p <= t - m.
#pragma once

#include "numerics/statistics.h"

#include <cstddef>
#include <vector>

namespace handover::timeline {

double binomial_at_least(std::size_t successes, std::size_t trials, double p);
double binomial_at_most(std::size_t successes, std::size_t trials, double p);

// One-sided bounds on a share at the given confidence (Clopper & Pearson 1934, Biometrika 26).
double share_at_least(std::size_t successes, std::size_t trials, double confidence);
double share_at_most(std::size_t successes, std::size_t trials, double confidence);

// The cuts a and b for one red line at n replications a scenario.
struct Cuts {
  int kept_at_most = -1;    // X <= this: surely kept; -1: the random draws can never say so
  int broken_at_least = 0;  // X >= this: surely broken
  int plug_in = 0;          // X <= this: kept as far as the random draws show
  double kept_error = 1.0, broken_error = 0.0;
};

// A tolerance below this cannot be told from zero with any affordable number of random draws; lines that
// tolerate less are judged at it, and the report says so.
inline constexpr double kFinestTolerance = 0.01;

// `lines`: how many lines are judged together (their broken_error adds up). `margin`: m above. `aim`: the
// error that cuts are set for; small ones decide few scenarios, large ones wrongly, so several are used side
// by side (tallies.h).
Cuts cuts_for(double tolerated, std::size_t replications, std::size_t lines, double margin = 0.0,
              double aim = 0.10);

// Counts of scenarios under those cuts, and the errors that belong to them (the largest kept_error, the sum
// of the broken_errors).
struct ScenarioCounts {
  std::size_t scenarios = 0, kept = 0, surely_kept = 0, surely_broken = 0;
  double kept_error = 0.0, broken_error = 0.0;
};
struct Share {
  double value = 0.0;  // scenarios kept as far as the random draws show
  Interval interval;
};
Share share_of_scenarios(const ScenarioCounts& counts, double confidence);

// Chance, under "no better", of at least this many of the discordant pairs in favour (the exact sign test;
// McNemar 1947).
double sign_test(std::size_t in_favour, std::size_t against);

// Empirical Bernstein: half-width about the mean for n independent values in a range of `width` (Maurer &
// Pontil 2009, theorem 4), at one-sided error `error`.
double bernstein_half_width(double variance, std::size_t n, double width, double error);

}  // namespace handover::timeline
