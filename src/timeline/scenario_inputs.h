// What can tell one scenario from another: every assumption, and of the fitted models what a staff
// could report on, today or later.
#pragma once

#include "simulate/simulate.h"
#include "timeline/control_variates.h"

#include <string>
#include <vector>

namespace handover::timeline {

struct ScenarioInput {
  std::string key;          // of the assumption table; empty: fitted
  std::string name;         // in words
  std::string unit;         // may be empty
  bool of_attacks = false;  // a level of attacks: what breaks a plan there is not for publication
  bool lies_ahead = false;  // no report before the decision can tell
};

// The assumptions in the mission's order, then the fitted quantities.
class ScenarioInputs {
 public:
  ScenarioInputs(const Mission& mission, const simulate::Assessment& assessment);
  const std::vector<ScenarioInput>& list() const { return list_; }
  // One value for each of the list.
  std::vector<double> of(const simulate::Scenario& scenario) const;
  // Means over the assumptions' ranges and over all fitted draws.
  InputPopulation population() const;

 private:
  std::vector<ScenarioInput> list_;
  std::vector<double> assumed_;                                // [assumption] mean of its range
  std::vector<std::vector<double>> threat_, talks_, partner_;  // [draw][quantity]
};

}  // namespace handover::timeline
