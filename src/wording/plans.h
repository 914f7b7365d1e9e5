// What a plan does and what a reader must know about it first, in sentences.
#pragma once

#include "timeline/warnings.h"
#include "wording/catalogue.h"

#include <string>

namespace handover::wording {

// Who takes a task over: by name where the phase names it.
std::string receiver_words(const Mission& mission, const Phase& phase, std::size_t task,
                           const Catalogue& catalogue = Catalogue::english());
// "hands over 'evacuation' to Iraq, which stands alone in 6 of 100 (floor 50)": after the step's name.
std::string plan_warning_words(const Mission& mission, const timeline::PlanWarning& warning,
                               const Catalogue& catalogue = Catalogue::english());

}  // namespace handover::wording
