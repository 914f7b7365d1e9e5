// Gate cards and branches: the chosen plan's replications, step by step, and the same replications with a
// step held or moved.
#pragma once

#include "timeline/timeline.h"

#include <cstdint>

namespace handover::timeline {

// Fills gate_cards and branches. Returns the number of replications simulated.
std::uint64_t add_what_if(const Mission& mission, const SearchOptions& options, const MakeEvaluator& make,
                          const Plan& plan, TimelineReport& report);

// The plan with this phase and all later ones moved; never before the month after the as-of date, nor before
// the phase that comes first.
Plan moved(const Mission& mission, const Plan& plan, std::size_t from_phase, int months);

}  // namespace handover::timeline
