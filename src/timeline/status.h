// Watching a signed plan: which gates are open, what is due, what changed since the last look and why.
#pragma once

#include "mission/legal_frame.h"
#include "mission/mission.h"
#include "numerics/statistics.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace handover::timeline {

// A figure with its 90 % interval.
struct Rated {
  double value = 0.0;
  Interval interval;
};

// What only other modules can measure.
struct Measurements {
  std::vector<Rated> chance_alone;  // [function] as the partner module rates it; empty: not rated
  // [stream] by source, what it reports of what the gates count (1 to 1: it counts as they do); under "", any
  // other source. Empty: all count alike.
  std::vector<std::map<std::string, Rated>> reporting_ratio;
};

struct Measured {
  double value = 0.0;
  Interval interval;        // 90 %, of what the value is not known better than
  Date known_to{};          // the youngest datum behind it
  int held_for_days = 0;    // how long the condition has held without a break, as far as data reach
  std::string source;       // id of the youngest datum's source; empty when several
  std::string as_reported;  // "26 by ap-2024-07-17" where another way of counting was converted
};
// Nothing when the mission has no data for it.
std::optional<Measured> measure(const Mission& mission, const Condition& condition,
                                const Measurements& measurements);

enum class Answer { yes, no, unknown };
struct ConditionStatus {
  std::string words;
  Answer met = Answer::unknown;  // also where the threshold lies inside the interval
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
  bool shows = true;  // sites or troops tell whether it was taken; labels and tasks are not recorded by day
  bool overdue = false;  // planned month has passed, step not known to be taken
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
  LegalFrame legal_frame = {};        // on the as-of date
};

const char* word(StepState state);
// "met", "not met", "too close to call" or "not measured"; alone and with the figure behind it.
const char* word(const ConditionStatus& status);
std::string in_words(const ConditionStatus& status);

// `now` and `then` are the same folder loaded with two as-of dates.
StatusReport status_of(const Mission& now, const Mission& then, const Plan& plan,
                       const Measurements& measured_now, const Measurements& measured_then);

}  // namespace handover::timeline
