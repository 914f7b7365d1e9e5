// What the timeline room found, in the words of the page. Private to this room.
#pragma once

#include "timeline/timeline.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::brief {

// The cell whose figures the page is about: the chosen one, else the one with the highest joint share.
// Nothing when the map is empty.
std::optional<std::size_t> main_cell(const timeline::TimelineReport& report);
// Of the main cell: on fresh dice when it was chosen.
const timeline::PlanFigures& main_figures(const timeline::TimelineReport& report);
const Plan* main_plan(const timeline::TimelineReport& report);

std::string band_text(const Band& band);               // "300-700 stay", "number not stated"
std::string pair_text(const timeline::MapCell& cell);  // "Sep 2025, Sep 2026"
// From the earliest to the latest month among pairs that the evidence does not tell from the best one.
struct MonthBand {
  Month first{}, last{};
  bool open_end = false;  // reaches "stays past the horizon"
};
MonthBand mission_end_band(const timeline::TimelineReport& report);
std::optional<MonthBand> presence_end_band(const timeline::TimelineReport& report);
std::string band_of_months(const MonthBand& band);

// Index of a harm in PlanFigures::harm.
std::size_t harm_index(timeline::HarmKind kind);
std::string harm_text(const timeline::PlanFigures& figures, timeline::HarmKind kind);  // range over worlds

}  // namespace handover::brief
