// Components with few parameters: a negative binomial, and regimes of violence that months move between.
#pragma once

#include "threat/panel/analogues.h"
#include "threat/panel/panel.h"

#include <array>
#include <vector>

namespace handover::threat {

// Negative binomial with the mean and variance of a unit's months (newest first, weights that halve every
// half-year), of which one month's worth is that of units of the same level, given as a sample of what came
// after.
WeightedSample negative_binomial_sample(const std::vector<double>& newest_first, const WeightedSample& alike);

// A Markov chain over seven levels of a month (none, up to 5, 25, 100, 300, 1,000, more), its transitions
// counted over all units (Norris 1997): wars end, go on and escalate, and the further off a month is the less
// today's level says.
class Regimes {
 public:
  // From months up to index `last` (inclusive).
  Regimes(const Panel& panel, std::size_t last);
  // `lead` months after `last` for a unit whose values are `values`; in the level it is at now half of the
  // values are its own of the last half-year.
  WeightedSample after(const std::vector<double>& values, std::size_t last, int lead) const;

  static constexpr std::size_t kLevels = 7;

 private:
  using Shares = std::array<double, kLevels>;
  std::array<Shares, kLevels> next_{};              // shares of where a month of each level is followed to
  std::array<std::vector<double>, kLevels> usual_;  // values of each level, evenly spaced quantiles
};

}  // namespace handover::threat
