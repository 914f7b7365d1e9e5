// What it would be worth to know one input (an assumption or a fitted quantity) before choosing a plan.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace handover::timeline {

struct InformationValue {
  std::size_t input = 0;
  double value = 0.0;         // gain in mean worth (here: share of scenarios accepted), were this input known
  double noise = 0.0;         // what the largest of all reaches by chance alone, in 95 of 100 shuffles
  double error = 0.0;         // standard error over bootstrap resamples of the scenarios
  bool changes_plan = false;  // some value inside the range makes another plan best
  bool matters() const { return changes_plan && value > noise; }
};

// Expected value of partial perfect information per input, by regression of each plan's worth on the
// input (Strong, Oakley & Brennan 2014, Medical Decision Making 34). Fitted maxima are biased upwards,
// so the value that shuffled inputs reach stands beside each. `worth`: [plan][scenario] row-major;
// `inputs`: [scenario][input]. Sorted from the largest. Never negative.
std::vector<InformationValue> information_values(std::span<const double> worth, std::size_t plans,
                                                 std::span<const double> inputs, std::size_t count,
                                                 unsigned repetitions = 20);

}  // namespace handover::timeline
