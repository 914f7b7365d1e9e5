// What it would be worth to know one assumption before choosing a plan.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace handover::timeline {

struct InformationValue {
  std::size_t assumption = 0;
  double value = 0.0;  // gain in mean worth (here: share of worlds accepted), were this assumption known
  double noise = 0.0;  // what the largest of all reaches by chance alone, in 95 of 100 shuffles
  double error = 0.0;  // standard error over bootstrap resamples of the worlds
  bool changes_plan = false;  // some value inside the range makes another plan best
  std::string words;
  bool matters() const { return changes_plan && value > noise; }
};

// Expected value of partial perfect information per assumption, by regression of each plan's worth on the
// assumption (Strong, Oakley & Brennan 2014, Medical Decision Making 34). Fitted maxima are biased upwards,
// so the value that shuffled assumptions reach stands beside each. `worth`: [plan][world] row-major;
// `assumptions`: [world][assumption]. Sorted from the largest. Never negative.
std::vector<InformationValue> information_values(std::span<const double> worth, std::size_t plans,
                                                 std::span<const double> assumptions, std::size_t count,
                                                 unsigned repetitions = 20);

}  // namespace handover::timeline
