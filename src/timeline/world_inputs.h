// What can tell one world from another: every assumption, and of the fitted laws what a staff could report
// on, today or later.
#pragma once

#include "futures/futures.h"

#include <string>
#include <vector>

namespace handover::timeline {

struct WorldInput {
  std::string key;          // of the assumption table; empty: fitted
  std::string name;         // in words
  std::string unit;         // may be empty
  bool of_attacks = false;  // a level of attacks: what breaks a plan there is not for publication
  bool lies_ahead = false;  // no report before the decision can tell
};

// The assumptions in the mission's order, then the fitted quantities.
class WorldInputs {
 public:
  WorldInputs(const Mission& mission, const futures::Assessment& assessment);
  const std::vector<WorldInput>& list() const { return list_; }
  // One value for each of the list.
  std::vector<double> of(const futures::World& world) const;

 private:
  std::vector<WorldInput> list_;
  std::vector<std::vector<double>> threat_, talks_, partner_;  // [draw][quantity]
};

}  // namespace handover::timeline
