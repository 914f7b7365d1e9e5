// Everything about a plan that no scenario changes: who is where after each phase, what is covered, what is
// handed on. Looked up once in the needs module's table, never inside a day.
#pragma once

#include "simulate/simulate.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace handover::simulate {

// One state of the presence: today's, one after each phase, and the empty one after an expulsion.
struct Standing {
  std::vector<double> zone_presence;  // [zone] persons there over persons there today, 0 when nobody is
  std::vector<bool> zone_closed;      // [zone] had an open site today and has none now
  std::vector<double> region_left;    // [region] share of today's troops that has left, 0..1
  std::vector<int> troops;            // [region]
  std::vector<int> site_persons;      // [site] persons at each site; 0 at closed ones
  int total_troops = 0;
  double troops_left = 0.0;           // share of today's troops that has left, 0..1
  bool coalition_label = false;       // some troops serve under the coalition's label
  double other_label_share = 0.0;     // share of troops under another label
  double handed_share = 0.0;          // share of the coalition's tasks of today that the host now has
  std::vector<double> uncovered;      // [task] share uncovered whatever the host can do
  std::vector<double> rests_on_host;  // [task] share that the host covers while its function stands alone
  std::vector<double> mentoring;      // [function]
  bool below_protection = false;
  bool operator==(const Standing&) const = default;
};

struct PlannedPhase {
  std::int32_t earliest = 0;        // day
  std::int32_t execution = 0;       // days
  std::int32_t planned_day = 0;     // of completion
  std::int32_t planned_length = 0;  // days since the planned completion of the step before
  std::optional<std::int32_t> latest;
  std::int32_t review_every = 90;
  bool awaits_clearance = false;  // it takes troops from where flights or equipment are not cleared
  bool operator==(const PlannedPhase&) const = default;
};

struct PlanTables {
  PlanTables(const Mission& mission, const Assessment& assessment, const Plan& plan);

  std::size_t gone() const { return standing.size() - 1; }

  std::vector<Standing> standing;  // 0 today, 1 + p after phase p, last: nobody left
  std::vector<PlannedPhase> phases;
  std::vector<int> task_function;           // [task] -1 when no function of the host can take it over
  std::optional<std::int32_t> mission_end;  // day
  bool has_successor = false;               // another power moves in once the guests have left
  bool waits_for_agreement = true;          // no step begins before the talks agree
  bool announces_an_end = false;            // the plan names a day for the mission's end or a last departure
};

}  // namespace handover::simulate
