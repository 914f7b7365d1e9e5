// What an answer in words rests on, once for the terminal and for the page (wording/timeline.h says it).
#pragma once

#include "timeline/timeline.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace handover::timeline {

// The cell that the answer is about: the chosen one, else the one with the highest joint share. Nothing when
// the map is empty.
std::optional<CellIndex> main_cell(const TimelineReport& report);
const PlanFigures& main_figures(const TimelineReport& report);

// A cell with its nearest neighbours of the same band, one step earlier and later on either date, in order of
// dates: at most five.
std::vector<CellIndex> neighbours_of(const TimelineReport& report, CellIndex cell);
// From the earliest to the latest month among pairs that the evidence does not tell from the best one.
struct MonthBand {
  Month first{}, last{};
  bool open_end = false;  // reaches "stays past the horizon"
};

struct Headline {
  CellIndex best;
  std::vector<CellIndex> band;  // the answer's set: pairs not worse than the best, whoever stays
  CellIndex weakest;            // of the band, by joint share
  MonthBand mission_end;
  std::optional<MonthBand> presence_end;  // nothing: past the horizon in every pair
};
// Nothing when the map is empty.
std::optional<Headline> headline_of(const TimelineReport& report);

// Months before which half and nine in ten of the simulated replications have completed the step that ends
// the mission; nothing: not within the horizon.
struct EndReached {
  Month planned{};
  std::optional<Month> half, nine_in_ten;
};
// Nothing when the plan has no such step or its gate card is not there.
std::optional<EndReached> end_reached(const Mission& mission, const TimelineReport& report);

// The step ends the mission: the coalition's label goes with it.
bool ends_mission(const Posture& before, const Posture& after);

// An ordered difference, earlier minus later, as a range of positive numbers and its direction.
struct Difference {
  double low = 0.0, high = 0.0;
  bool more = false;  // the earlier pair costs more
};
Difference difference_of(const Ordering& ordering);

}  // namespace handover::timeline
