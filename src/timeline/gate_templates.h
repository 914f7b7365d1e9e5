// What can be measured at a gate, taken from the plans in the mission's folder or from its own tables.
#pragma once

#include "mission/mission.h"

#include <optional>
#include <vector>

namespace handover::timeline {

// The gates of a plan's steps, by what the step does.
struct GateTemplate {
  struct Step {
    std::vector<Condition> all_of;  // without calendar conditions; empty: a calendar step
    std::vector<Condition> reverses;
    PartyId owner;
    Days review_every{90};
  };
  Step first, mission_end, last;
  std::optional<Band> reserve;
  double cost_per_site_closed = 0.0;  // in the mission's unit, from the phases that close sites
  double cost_of_step = 0.0;          // mean of the phases that close none
};

// From the plan of the mission's folder with most conditions: its first phase, the one that changes labels
// and its last. Without such a plan: each insurgent stream no worse than a quarter above its last known
// monthly rate, and put back at twice that rate.
GateTemplate gate_template(const Mission& mission);

// A stream's incidents per month as last known: the last 90 days of daily counts, else the youngest total
// over a period. Nothing when the mission has neither.
struct KnownRate {
  double per_month = 0.0;
  Date known_to{};
  SourceId source;
};
std::optional<KnownRate> last_known_rate(const Mission& mission, StreamId stream);

}  // namespace handover::timeline
