#include "timeline/status.h"

#include "timeline/answers.h"
#include "timeline/what_if.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

Answer met(const Condition& condition, const std::optional<Measured>& measured) {
  if (!measured) return Answer::unknown;
  const bool now = condition.compare == Compare::at_most ? measured->value <= condition.threshold
                                                         : measured->value >= condition.threshold;
  if (!now) return Answer::no;
  const bool can_be_held = condition.what == Observable::attacks_per_month;
  return can_be_held && measured->held_for_days < condition.held_for.value ? Answer::no : Answer::yes;
}

const char* word(Answer answer) {
  return answer == Answer::yes ? "met" : answer == Answer::no ? "not met" : "not measured";
}
const char* word(StepState state) {
  switch (state) {
    case StepState::taken:
      return "taken";
    case StepState::gate_open:
      return "gate open";
    case StepState::waiting:
      return "waiting";
    case StepState::calendar:
      return "on the calendar";
    case StepState::unknown:
      return "not measurable";
  }
  return "";
}
const char* word(CommitmentStatus status) {
  switch (status) {
    case CommitmentStatus::open:
      return "open";
    case CommitmentStatus::met:
      return "met";
    case CommitmentStatus::missed:
      return "missed";
    case CommitmentStatus::disputed:
      return "disputed";
  }
  return "";
}

ConditionStatus condition_status(const Mission& mission, const Condition& condition, Days review,
                                 const Measurements& measurements) {
  ConditionStatus status{.words = in_words(mission, condition),
                         .measured = measure(mission, condition, measurements)};
  status.met = met(condition, status.measured);
  if (!status.measured) return status;
  status.age_days = days_between(status.measured->known_to, mission.as_of).value;
  status.stale = status.age_days > review.value;
  return status;
}

// A step counts as taken when what can be seen of it has come about: its sites are closed and no more troops
// are there than it leaves.
bool taken(const Mission& mission, const Phase& phase) {
  const Posture today = posture_today(mission);
  for (std::size_t s = 0; s < today.site_open.size(); ++s) {
    if (today.site_open[s] && !phase.after.site_open[s]) return false;
  }
  for (std::size_t r = 0; r < today.troops.size(); ++r) {
    if (today.troops[r] > phase.after.troops[r]) return false;
  }
  return true;
}

StepState state_of(const Mission& mission, const Phase& phase,
                   const std::vector<ConditionStatus>& conditions) {
  if (taken(mission, phase)) return StepState::taken;
  const auto& all_of = phase.gate.all_of;
  const bool calendar = std::all_of(all_of.begin(), all_of.end(),
                                    [](const Condition& c) { return c.what == Observable::always; });
  if (calendar) return StepState::calendar;
  StepState state = StepState::gate_open;
  for (const ConditionStatus& condition : conditions) {
    if (condition.met == Answer::no) return StepState::waiting;
    if (condition.met == Answer::unknown) state = StepState::unknown;
  }
  return state;
}

StepStatus step_status(const Mission& mission, const Phase& phase, const Measurements& measurements) {
  StepStatus step{
      .phase = phase.name, .planned = phase.earliest, .conditions = {}, .reverses = {}, .owner = {}};
  for (const Condition& condition : phase.gate.all_of) {
    step.conditions.push_back(condition_status(mission, condition, phase.gate.review_every, measurements));
  }
  for (const Condition& condition : phase.gate.reverses) {
    step.reverses.push_back(condition_status(mission, condition, phase.gate.review_every, measurements));
  }
  step.state = state_of(mission, phase, step.conditions);
  if (phase.gate.owner.index < mission.parties.size())
    step.owner = mission.parties[phase.gate.owner.index].name;
  step.overdue = step.state != StepState::taken && month_of(mission.as_of) > phase.earliest;
  return step;
}

std::string actor_name(const Mission& mission, ActorId actor) {
  return actor.index < mission.actors.size() ? mission.actors[actor.index].name : "";
}

CommitmentDue commitment_of(const Mission& mission, const Commitment& row) {
  CommitmentDue due{.id = row.id,
                    .what = row.what,
                    .owes = actor_name(mission, row.owes),
                    .owed_to = actor_name(mission, row.owed_to),
                    .due = row.due,
                    .status = row.status};
  if (row.due) due.days_overdue = days_between(*row.due, mission.as_of).value;
  return due;
}

// Rows per table and source, so that two states of a folder can be compared.
using Rows = std::map<std::string, int>;
template <class Table, class SourceOf>
void count_rows(const Mission& mission, const char* name, const Table& table, SourceOf source_of,
                Rows& rows) {
  for (const auto& row : table) {
    const SourceId source = source_of(row);
    const std::string by = source.index < mission.sources.size() ? mission.sources[source.index].id : "?";
    ++rows[fmt::format("{} by {}", name, by)];
  }
}

Rows rows_of(const Mission& mission) {
  Rows rows;
  const auto known = [](const auto& row) { return row.known.source; };
  count_rows(mission, "facts", mission.facts, known, rows);
  count_rows(mission, "incidents", mission.daily_counts, known, rows);
  count_rows(mission, "interval_counts", mission.interval_counts, known, rows);
  count_rows(mission, "casualties", mission.casualties, known, rows);
  count_rows(mission, "ratings", mission.ratings, known, rows);
  count_rows(mission, "sessions", mission.sessions, known, rows);
  count_rows(mission, "troops", mission.troops, known, rows);
  count_rows(mission, "commitments", mission.commitments, known, rows);
  count_rows(mission, "positions", mission.positions, known, rows);
  return rows;
}

std::vector<std::string> new_rows(const Mission& now, const Mission& then) {
  const Rows before = rows_of(then);
  std::vector<std::string> lines;
  for (const auto& [what, count] : rows_of(now)) {
    const auto found = before.find(what);
    const int added = count - (found == before.end() ? 0 : found->second);
    if (added > 0) lines.push_back(fmt::format("{} new row{} of {}", added, added == 1 ? "" : "s", what));
  }
  return lines;
}

// The new rows that can have moved a condition.
std::vector<std::string> reasons(const std::vector<std::string>& rows, Observable what) {
  const auto concerns = [&](const std::string& row) {
    const auto names = [&](const char* table) {
      return row.find(std::string("of ") + table) != std::string::npos;
    };
    switch (what) {
      case Observable::attacks_per_month:
      case Observable::regime_off_days:
        return names("incidents") || names("interval_counts");
      case Observable::coalition_deaths_90_days:
        return names("incidents") || names("casualties");
      case Observable::function_stands_alone:
        return names("ratings");
      case Observable::talks_agreed:
        return names("sessions");
      default:
        return false;
    }
  };
  std::vector<std::string> why;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(why), concerns);
  if (why.empty()) why.push_back("time passed: the window moved on");
  return why;
}

std::string described(const ConditionStatus& status) {
  if (!status.measured) return word(status.met);
  return fmt::format("{} ({}, {} days old)", word(status.met), rounded(status.measured->value),
                     status.age_days);
}

void compare_steps(const StepStatus& now, const StepStatus& then, const Phase& phase, StatusReport& report) {
  for (std::size_t c = 0; c < now.conditions.size(); ++c) {
    if (now.conditions[c].met == then.conditions[c].met) continue;
    report.changes.push_back({fmt::format("{}: {}", now.phase, now.conditions[c].words),
                              described(then.conditions[c]), described(now.conditions[c]),
                              reasons(report.new_rows, phase.gate.all_of[c].what)});
  }
  if (now.state != then.state) {
    report.changes.push_back({now.phase, word(then.state), word(now.state), {}});
  }
}

void compare_commitments(const Mission& now, const Mission& then, StatusReport& report) {
  for (const Commitment& row : now.commitments) {
    const auto before = std::find_if(then.commitments.begin(), then.commitments.end(),
                                     [&](const Commitment& c) { return c.id == row.id; });
    if (before == then.commitments.end()) {
      report.changes.push_back({row.what, "not known", word(row.status), {}});
    } else if (before->status != row.status) {
      report.changes.push_back({row.what, word(before->status), word(row.status), {}});
    }
  }
}

void raise_alerts(StatusReport& report) {
  for (const StepStatus& step : report.steps) {
    if (step.overdue)
      report.alerts.push_back(
          fmt::format("'{}' was planned for {} and has not been taken", step.phase, to_string(step.planned)));
    for (const ConditionStatus& condition : step.reverses) {
      if (condition.met == Answer::yes)
        report.alerts.push_back(fmt::format("'{}' {}: {}: {}", step.phase,
                                            step.state == StepState::taken
                                                ? "would be put back now"
                                                : "would be put back as soon as it is taken",
                                            condition.words, described(condition)));
    }
    for (const ConditionStatus& condition : step.conditions) {
      if (step.state == StepState::taken || !condition.stale) continue;
      report.alerts.push_back(
          fmt::format("'{}' rests on data {} days old: {}", step.phase, condition.age_days, condition.words));
    }
  }
  for (const CommitmentDue& due : report.commitments) {
    const bool late = due.status == CommitmentStatus::open && due.days_overdue > 0;
    if (late)
      report.alerts.push_back(
          fmt::format("{}: due {} days ago ({} owes {})", due.what, due.days_overdue, due.owes, due.owed_to));
    if (due.status == CommitmentStatus::missed || due.status == CommitmentStatus::disputed) {
      report.alerts.push_back(
          fmt::format("{}: {} ({} owes {})", due.what, word(due.status), due.owes, due.owed_to));
    }
  }
  for (const Change& change : report.changes) {
    if (change.after == "waiting" && change.before == "gate open")
      report.alerts.push_back(fmt::format("the gate of '{}' has closed again", change.what));
  }
}

}  // namespace

StatusReport status_of(const Mission& now, const Mission& then, const Plan& plan,
                       const Measurements& measured_now, const Measurements& measured_then) {
  StatusReport report{.as_of = now.as_of,
                      .since = then.as_of,
                      .steps = {},
                      .commitments = {},
                      .changes = {},
                      .new_rows = {},
                      .alerts = {}};
  report.new_rows = new_rows(now, then);
  for (const Phase& phase : plan.phases) {
    report.steps.push_back(step_status(now, phase, measured_now));
    compare_steps(report.steps.back(), step_status(then, phase, measured_then), phase, report);
  }
  for (const Commitment& row : now.commitments) report.commitments.push_back(commitment_of(now, row));
  compare_commitments(now, then, report);
  raise_alerts(report);
  return report;
}

}  // namespace handover::timeline
