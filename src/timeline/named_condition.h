// A condition of a gate with the name of what it looks at, so that whoever reads it needs no mission.
#pragma once

#include "mission/mission.h"

#include <optional>
#include <string>

namespace handover::timeline {

struct NamedCondition {
  Condition condition;
  std::string subject;  // name of the stream, the function or the patron; empty where the condition has none
};
NamedCondition named(const Mission& mission, const Condition& condition);

// Days between the as-of date and the youngest datum of the series that a condition looks at.
std::optional<int> evidence_age(const Mission& mission, const Condition& condition);

}  // namespace handover::timeline
