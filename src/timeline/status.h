// Watching a signed plan: which gates are open, what is due, what changed since the last look and why.
#pragma once

#include "mission/legal_frame.h"
#include "mission/mission.h"
#include "numerics/statistics.h"
#include "timeline/named_condition.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
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
  NamedCondition condition;
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
// Rows of a table by one source that were not known at the last look.
enum class RowTable {
  facts,
  incidents,
  interval_counts,
  casualties,
  ratings,
  sessions,
  troops,
  commitments,
  positions
};
struct NewRows {
  RowTable table = RowTable::facts;
  std::string source;
  int count = 0;
};
std::string_view name_of(RowTable table);  // the table's name

// What has become otherwise since the last look. Of a condition: its state before and now, and the new rows
// that can have moved it; none of them: its ratings grew older, or its window moved on.
enum class ChangeKind { condition, reversal, step, commitment };
struct Change {
  ChangeKind kind = ChangeKind::step;
  std::string subject;  // the phase, or what was committed to
  std::optional<ConditionStatus> condition_before = {}, condition_after = {};
  StepState step_before = StepState::unknown, step_after = StepState::unknown;
  std::optional<CommitmentStatus> commitment_before = {};  // nothing: not known then
  CommitmentStatus commitment_after = CommitmentStatus::open;
  std::vector<NewRows> rows = {};
  bool rests_on_ratings = false;
};
std::string_view name_of(ChangeKind kind);

// A finding, which somebody should look at.
enum class AlertKind {
  overdue,              // the planned month has passed and the step has not been taken
  overdue_not_shown,    // it has passed, and no table tells whether the step was taken
  put_back_now,         // a condition holds that puts the step back
  put_back_when_taken,  // it would be put back as soon as it is taken
  stale,                // a condition rests on data older than the gate's review interval
  commitment_late,      // open past its day
  commitment_missed,
  commitment_disputed,
  gate_closed  // it was open at the last look
};
struct Alert {
  AlertKind kind = AlertKind::overdue;
  std::size_t step = 0;        // of StatusReport::steps
  std::size_t condition = 0;   // of its conditions, or of what puts it back
  std::size_t commitment = 0;  // of StatusReport::commitments
};
std::string_view name_of(AlertKind kind);

struct StatusReport {
  Date as_of{}, since{};
  std::vector<StepStatus> steps;
  std::vector<CommitmentDue> commitments;
  std::vector<Change> changes;
  std::vector<NewRows> new_rows;
  std::vector<Alert> alerts;    // exit code 1 of the command
  LegalFrame legal_frame = {};  // on the as-of date
};

const char* word(StepState state);
// "met", "not met", "undecided" (the threshold lies inside the interval) or "not measured".
const char* word(const ConditionStatus& status);

// `now` and `then` are the same folder loaded with two as-of dates.
StatusReport status_of(const Mission& now, const Mission& then, const Plan& plan,
                       const Measurements& measured_now, const Measurements& measured_then);

}  // namespace handover::timeline
