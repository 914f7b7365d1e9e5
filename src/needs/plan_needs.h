// What a plan asks for, phase by phase: who is needed where, and which tasks drop, move or are handed on.
#pragma once

#include "needs/movement_schedule.h"
#include "needs/needs.h"

#include <string_view>

namespace handover::needs {

enum class ChangeKind { dropped, taken_up, handed_on, taken_back, moved };
// Between one posture and the next.
struct TaskChange {
  TaskId task;
  RegionId region;  // of the demand; for `moved`, of the sites that the persons leave
  ChangeKind kind = ChangeKind::dropped;
  double share = 0.0;  // of the region's demand; for `moved`, persons
};
std::string_view name_of(ChangeKind kind);  // "handed_on"

// A task that nobody does for a while.
struct Exposure {
  TaskId task;
  RegionId region;
  Month from{};
  int months = 0;  // to the next posture that covers it, or to the horizon
  double share = 0.0;
  double population = 0.0;           // of the zones left without it
  double incidents_per_month = 0.0;  // there, at the threat's quantile
  int zones = 0;
};

// Whether the people of a step can be moved in its time with the lift that the mission states.
struct MoveCheck {
  double persons = 0.0;                  // who arrive and who leave, over all regions
  double months = 0.0;                   // the step's execution
  std::optional<double> lift_per_month;  // all modes, at the step's month; nothing: not stated
  bool executable() const { return !lift_per_month || persons <= *lift_per_month * months + 1e-9; }
  double months_needed() const {
    return lift_per_month && *lift_per_month > 0.0 ? persons / *lift_per_month : 0.0;
  }
};

struct PlanStep {
  std::string name;
  Month from{};  // planned; the slip of past transitions is not in it
  NeedsReport report;
  std::vector<TaskChange> changes;  // against the step before
  MoveCheck move;                   // from the step before to this one
};

struct PlanNeeds {
  std::vector<PlanStep> steps;  // today's posture first
  std::vector<Exposure> exposures;
  MovementSchedule movement;  // month by month
};

PlanNeeds assess_plan(const Mission& mission, const Plan& plan, const ThreatDemand& threat,
                      const SolveOptions& options = {});

// Task by task and region by region, what `after` does otherwise than `before`.
std::vector<TaskChange> changes_between(const Mission& mission, const NeedsReport& before,
                                        const NeedsReport& after);

}  // namespace handover::needs
