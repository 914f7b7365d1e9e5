// Whether violence comes where a year saw none: a logistic hazard over all units' quiet months.
#pragma once

#include "threat/panel/forest.h"
#include "threat/panel/unit_features.h"

#include <span>
#include <vector>

namespace handover::threat {

// Chance of any in a month some way ahead, by length of the quiet spell, how often the unit ever saw any, how
// much there is everywhere, neighbours and other counts where there are any: logistic regression (Beck, Katz
// & Tucker 1998, grouped duration data) with normal priors around no effect on standardised inputs, the years
// behind counting half as much every ten.
class OnsetHazard {
 public:
  // From units' quiet years up to `last`. Without any the chance is that of nothing seen among what was
  // looked at.
  OnsetHazard(const Panel& panel, const UnitFeatures& features, std::size_t last, std::span<const int> leads,
              Seed seed);
  double chance(std::span<const double> features, int lead) const;

 private:
  std::vector<double> inputs_of(std::span<const double> features, int lead) const;
  std::vector<double> centre_, scale_, coefficients_;  // the last coefficient is the level
  std::size_t own_ = 0;                                // features before the neighbours' and other counts'
};

// How much more often quiet has ended in `panel` up to `last` than a forest learned elsewhere says, one where
// nothing is known: ratio of what was seen and what was expected, with a few cases of each added.
double onsets_seen_to_expected(const Panel& panel, const UnitFeatures& features, std::size_t last,
                               std::span<const int> leads, const Forest& elsewhere, Seed seed);

}  // namespace handover::threat
