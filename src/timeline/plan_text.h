// A plan as the TOML file that a person could have written, to keep, to edit, to stress and to watch.
#pragma once

#include "mission/mission.h"

#include <string>

namespace handover::timeline {

// load_plan reads it back to the same plan. Every posture is written as changes from the step before it.
std::string plan_as_toml(const Mission& mission, const Plan& plan);

}  // namespace handover::timeline
