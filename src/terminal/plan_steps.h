// A plan for a terminal: one line a warning, one block a step. Own side only: sites and months stand
// together.
#pragma once

#include "timeline/timeline.h"

#include <string>
#include <vector>

namespace handover::terminal {

std::string plan_warnings_text(const Mission& mission, const Plan& plan,
                               const std::vector<timeline::PlanWarning>& warnings);
std::string plan_steps_text(const Mission& mission, const timeline::TimelineReport& report, const Plan& plan);

}  // namespace handover::terminal
