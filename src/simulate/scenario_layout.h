// How many scenarios are laid out together over everything uncertain, so that a few hundred cover it evenly.
//
// Assumptions: Latin hypercube sampling (McKay, Beckman & Conover 1979, Technometrics 21(2)): the range of
// each is cut into as many equally likely parts as there are scenarios, and each part holds one scenario.
// Fitted parameters: a systematic sample with one random start from a module's draws in a balanced order, so
// that no draw comes twice before all have come once (Cochran 1977, Sampling Techniques, chapter 8). Which
// value meets which is left to chance. A mean over the scenarios is unbiased, and its error is that of the
// scenarios less what the inputs explain one by one (Stein 1987, Technometrics 29(2)).
#pragma once

#include "simulate/simulate.h"

#include <cstdint>
#include <vector>

namespace handover::simulate {

class ScenarioLayout {
 public:
  // Scenarios `first_id`, `first_id + 1`, ...: `scenarios` of them (at least one). Layouts with other first
  // ids are independent of this one. The mission must outlive it.
  ScenarioLayout(const Mission& mission, const Assessment& assessment, Seed seed, std::uint32_t scenarios,
                 std::uint32_t first_id = 0);
  std::uint32_t size() const { return scenarios_; }
  Scenario scenario(std::uint32_t place) const;  // place < size()

 private:
  std::uint32_t part(std::uint32_t slot, std::uint32_t place) const {
    return part_[slot * scenarios_ + place];
  }

  const Mission& mission_;
  Seed seed_;
  std::uint32_t scenarios_, first_id_;
  std::vector<std::uint32_t> part_;  // [slot][place] which part of the slot's range the scenario is in
  std::vector<std::uint32_t> threat_, partner_, talks_;  // [part] draw of the module's fitted model
};

// Indices of things with two qualities in an order whose even sample is even in both: sorted by the first,
// cut into about as many groups as each holds members, and inside the groups by the second, up and down in
// turn.
std::vector<std::uint32_t> balanced_order(const std::vector<double>& first,
                                          const std::vector<double>& second);

// `sample` indices out of `count` in this order, equally spaced from `start` in (0, 1) of the first step on.
std::vector<std::uint32_t> systematic_sample(const std::vector<std::uint32_t>& order, std::uint32_t sample,
                                             double start);

}  // namespace handover::simulate
