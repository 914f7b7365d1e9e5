// Who moves in which month with what lift, and whether a plan's steps can be carried out in the time they
// state.
#pragma once

#include "mission/mission.h"

#include <string>
#include <vector>

namespace handover::needs {

struct MonthMove {
  Month month{};
  std::size_t phase = 0;
  RegionId region;
  double persons = 0.0;                             // arriving; below zero: leaving
  std::vector<std::pair<MovementMode, double>> by;  // persons by mode, largest first
  bool late = false;                                // after the time that the step states
};

// A step that the lift does not carry out in its time.
struct LateStep {
  std::size_t phase = 0;
  double persons = 0.0;        // who are still to be moved when its time is over
  std::optional<Month> moved;  // month in which the last of them has moved; nothing: not before the horizon
  std::string name;            // of the step
  int days = 0;                // that its execution may take
};

struct MovementSchedule {
  bool stated = false;  // the mission states lift; if not, nothing is known and every plan passes
  std::vector<MonthMove> months;
  std::vector<LateStep> late;
  bool executable() const { return late.empty(); }
};

// Steps at their planned months, each to be done within its execution. In every month the lift of all modes
// goes to the step that must end first (earliest deadline first, which finds a schedule when there is one;
// Liu & Layland 1973); a month counts for a step by the days that lie in its time. Persons who change region
// are counted where they leave and where they arrive.
MovementSchedule schedule_movement(const Mission& mission, const Plan& plan);

// Persons a month by mode, by the rows that hold in the month.
std::vector<std::pair<MovementMode, double>> lift_in(const Mission& mission, Month month);

}  // namespace handover::needs
