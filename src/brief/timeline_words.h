// What the timeline module found, in the words of the page. Private to this module.
#pragma once

#include "timeline/headline.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::brief {

using timeline::main_cell;
using timeline::main_figures;
// Something other than the calendar has to hold before the step goes through.
bool waits_for_conditions(const Gate& gate);
const Plan* main_plan(const timeline::TimelineReport& report);

std::string band_text(const Band& band);               // "300-700 stay", "number not stated"
std::string pair_text(const timeline::MapCell& cell);  // "Sep 2025, Sep 2026"

// Index of a harm in PlanFigures::harm.
std::size_t harm_index(timeline::HarmKind kind);
std::string harm_text(const timeline::PlanFigures& figures, timeline::HarmKind kind);  // range over scenarios

}  // namespace handover::brief
