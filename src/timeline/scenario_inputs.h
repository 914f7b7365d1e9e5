// What can tell one scenario from another: every assumption, and of the fitted models what a staff
// could report on, today or later.
#pragma once

#include "simulate/simulate.h"
#include "timeline/control_variates.h"

#include <string>
#include <vector>

namespace handover::timeline {

enum class InputKind {
  assumption,
  stream_level,      // attacks a month today
  stream_drift,      // times the level today
  stream_lethality,  // share of attacks that kill coalition troops
  patron_turns_on,   // switches of its groups, a year off
  patron_turns_off,  // a year on
  talks_agree,       // a year in session, as the next three
  talks_suspended,
  talks_collapse,
  expulsion,
  late_step,        // chance of over a month, of a step a year ahead
  functions_alone,  // of the host, today
  other
};

struct ScenarioInput {
  std::string key = {};  // of the assumption table; empty: fitted
  InputKind kind = InputKind::other;
  std::string subject = {};  // the stream's or the patron's name as the mission has it, or a name given
  std::string unit = {};     // as the assumption has it; the kind says it for what is fitted
  bool of_attacks = false;   // a level of attacks: what breaks a plan there is not for publication
  bool lies_ahead = false;   // no report before the decision can tell
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
