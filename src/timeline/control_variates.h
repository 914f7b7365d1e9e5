// What a scenario was drawn with explains part of what happens in it. A regression on those inputs takes that
// part out of the spread between scenarios, since the inputs' means over everything that could have been
// drawn are known (control variates: Lavenberg & Welch 1981, Management Science 27(3)). Ridge regression,
// because there may be one input for every five scenarios (Hoerl & Kennard 1970, Technometrics 12(1)); each
// scenario is adjusted with coefficients fitted on the other scenarios, so that the adjusted mean is not
// biased by the fit (Avramidis & Wilson 1993, Operations Research 41(6), splitting).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace handover::timeline {

// What could have been drawn.
struct InputPopulation {
  std::vector<double> mean;  // [input]; empty: not known, and nothing is adjusted
  std::vector<bool> fitted;  // [input] one of `draws` fitted draws; else anything in a range
  std::size_t draws = 0;     // of the fitted models; what they explain is known to no better than so many
};

// One value for each scenario, adjusted; its mean estimates the mean over everything that could be drawn.
struct Adjusted {
  std::vector<double> value;     // [scenario]
  std::vector<double> by_draws;  // [scenario] part taken out that goes with the fitted draws
  double mean() const;
  // Of the mean: the spread left between the scenarios, and that of the fitted draws at hand.
  double error_variance(std::size_t draws) const;
};
Adjusted operator-(const Adjusted& a, const Adjusted& b);

class ControlVariates {
 public:
  // `inputs`: [scenario][input], row-major.
  ControlVariates(std::span<const double> inputs, const InputPopulation& population);
  // Picks the penalty with the least error on scenarios left out of the fit, over all of `values` ([series]
  // [scenario], each counted relative to its own variance). Until then, and when no fit helps, nothing is
  // adjusted.
  void choose_penalty(std::span<const std::vector<double>> values);
  // Linear in `values`: differences may be taken before or after.
  Adjusted adjust(std::span<const double> values) const;
  std::size_t draws() const { return population_.draws; }
  // Share of the spread of the last chosen series that the inputs explain; 0 when nothing is adjusted.
  double explained() const { return explained_; }

 private:
  struct Fold {
    std::vector<double> solve;  // [input][scenario] coefficients = solve x values
  };
  std::vector<Fold> folds_for(double penalty) const;
  Fold fold_for(std::size_t fold, double penalty) const;
  Adjusted adjust_by(const std::vector<Fold>& folds, std::span<const double> values) const;

  std::size_t scenarios_ = 0, count_ = 0;
  std::vector<double> x_;  // [scenario][input] about the population's mean, in standard deviations
  std::vector<bool> fitted_;
  InputPopulation population_;
  std::vector<Fold> folds_;  // of the chosen penalty; empty: no adjustment
  double explained_ = 0.0;
};

}  // namespace handover::timeline
