// Watching a signed plan: which gates are open, what is due, what changed since the last look and why.
#pragma once

#include "mission/mission.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::timeline {

// What only other rooms can measure.
struct Measurements {
  std::vector<double> chance_alone;  // [function] as the partner room rates it; empty: not rated
};

struct Measured {
  double value = 0.0;
  Date known_to{};        // the youngest datum behind it
  int held_for_days = 0;  // how long the condition has held without a break, as far as data reach
  std::string source;     // id of the youngest datum's source; empty when several
};
// Nothing when the mission has no data for it.
std::optional<Measured> measure(const Mission& mission, const Condition& condition,
                                const Measurements& measurements);

enum class Answer { yes, no, unknown };
struct ConditionStatus {
  std::string words;
  Answer met = Answer::unknown;
  std::optional<Measured> measured;
  int age_days = 0;    // of the youngest datum
  bool stale = false;  // older than the gate's review interval
};
enum class StepState { taken, gate_open, waiting, calendar, unknown };
struct StepStatus {
  std::string phase;
  Month planned{};
  StepState state = StepState::unknown;
  std::vector<ConditionStatus> conditions, reverses;
  std::string owner;
  bool overdue = false;  // planned month has passed, step not taken
};
struct CommitmentDue {
  std::string id, what, owes, owed_to;
  std::optional<Date> due;
  CommitmentStatus status = CommitmentStatus::open;
  int days_overdue = 0;  // negative: days left
};
struct Change {
  std::string what, before, after;
  std::vector<std::string> why;  // "3 new rows of interval_counts by lead-ig-37"
};
struct StatusReport {
  Date as_of{}, since{};
  std::vector<StepStatus> steps;
  std::vector<CommitmentDue> commitments;
  std::vector<Change> changes;
  std::vector<std::string> new_rows;  // per table and source
  std::vector<std::string> alerts;    // a finding: exit code 1 of the command
};

// `now` and `then` are the same folder loaded with two as-of dates.
StatusReport status_of(const Mission& now, const Mission& then, const Plan& plan,
                       const Measurements& measured_now, const Measurements& measured_then);

}  // namespace handover::timeline
