// What can be measured at a gate, taken from the plans in the mission's folder or from its own tables.
#pragma once

#include "mission/mission.h"

#include <optional>
#include <vector>

namespace handover::timeline {

struct GateTemplate {
  std::vector<Condition> all_of;  // without calendar conditions
  std::vector<Condition> reverses;
  PartyId owner;
  Days review_every{90};
  std::optional<Band> reserve;
};

// From the mission's own plans when any has conditions; else: each insurgent stream no worse than a quarter
// above its last known monthly rate, and put back at twice that rate.
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
