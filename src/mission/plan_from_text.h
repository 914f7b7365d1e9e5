// A plan that is not a file yet: what somebody has typed, dragged or sent.
#pragma once

#include "mission/mission.h"

#include <string>

namespace handover {

// Reads the text of a plan file against a loaded mission and checks it as `load_plan` does; `name` stands for
// the file in messages. Throws InputError with every problem found.
Plan plan_from_text(const std::string& text, const std::string& name, const Mission& mission);

}  // namespace handover
