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
  const double threshold = condition.threshold;
  if (measured->interval.low < threshold && threshold < measured->interval.high) return Answer::unknown;
  const bool now =
      condition.compare == Compare::at_most ? measured->value <= threshold : measured->value >= threshold;
  if (!now) return Answer::no;
  const bool can_be_held = condition.what == Observable::attacks_per_month;
  return can_be_held && measured->held_for_days < condition.held_for.value ? Answer::no : Answer::yes;
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

// Whether sites or troops tell that a step has been taken. What it changes is read off against the step
// before it; the first step's own change cannot be told from a state of affairs that was there all along, so
// it shows unless it changes nothing but labels and tasks.
bool shows(const Mission& mission, const Plan& plan, std::size_t step) {
  const Posture before = step == 0 ? posture_today(mission) : plan.phases[step - 1].after;
  const Posture& after = plan.phases[step].after;
  if (before.site_open != after.site_open || before.troops != after.troops) return true;
  return step == 0 && before == after;
}

// A step that shows counts as taken when what can be seen of it has come about: its sites are closed and no
// more troops are there than it leaves.
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

StepState state_of(const Phase& phase, bool is_taken, const std::vector<ConditionStatus>& conditions) {
  if (is_taken) return StepState::taken;
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

StepStatus step_status(const Mission& mission, const Plan& plan, std::size_t at,
                       const Measurements& measurements) {
  const Phase& phase = plan.phases[at];
  StepStatus step{
      .phase = phase.name, .planned = phase.earliest, .conditions = {}, .reverses = {}, .owner = {}};
  for (const Condition& condition : phase.gate.all_of) {
    step.conditions.push_back(condition_status(mission, condition, phase.gate.review_every, measurements));
  }
  for (const Condition& condition : phase.gate.reverses) {
    step.reverses.push_back(condition_status(mission, condition, phase.gate.review_every, measurements));
  }
  step.shows = shows(mission, plan, at);
  step.state = state_of(phase, step.shows && taken(mission, phase), step.conditions);
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
  if (why.empty())
    why.push_back(what == Observable::function_stands_alone
                      ? "no new rating: the last ones grew older, and growth since is assumed"
                      : "time passed: the window moved on");
  return why;
}

void compare_conditions(const StepStatus& step, const std::vector<ConditionStatus>& now,
                        const std::vector<ConditionStatus>& then, const std::vector<Condition>& conditions,
                        const char* lead, StatusReport& report) {
  for (std::size_t c = 0; c < now.size(); ++c) {
    if (now[c].met == then[c].met) continue;
    report.changes.push_back({fmt::format("{}{}: {}", step.phase, lead, now[c].words), in_words(then[c]),
                              in_words(now[c]), reasons(report.new_rows, conditions[c].what)});
  }
}

void compare_steps(const StepStatus& now, const StepStatus& then, const Phase& phase, StatusReport& report) {
  compare_conditions(now, now.conditions, then.conditions, phase.gate.all_of, "", report);
  compare_conditions(now, now.reverses, then.reverses, phase.gate.reverses, ", put back by", report);
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
          fmt::format("'{}' was planned for {} and {}", step.phase, to_string(step.planned),
                      step.shows ? "has not been taken" : "no table tells whether it was taken"));
    for (const ConditionStatus& condition : step.reverses) {
      if (condition.met == Answer::yes)
        report.alerts.push_back(fmt::format("'{}' {}: {}: {}", step.phase,
                                            step.state == StepState::taken
                                                ? "would be put back now"
                                                : "would be put back as soon as it is taken",
                                            condition.words, in_words(condition)));
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

const char* word(StepState state) {
  switch (state) {
    case StepState::taken:
      return "taken";
    case StepState::gate_open:
      return "gate open";
    case StepState::waiting:
      return "waiting";
    case StepState::calendar:
      return "calendar";
    case StepState::unknown:
      return "cannot be told";
  }
  return "";
}

const char* word(const ConditionStatus& status) {
  if (status.met == Answer::unknown) return status.measured ? "too close to call" : "not measured";
  return status.met == Answer::yes ? "met" : "not met";
}

std::string in_words(const ConditionStatus& status) {
  if (!status.measured) return word(status);
  const Measured& measured = *status.measured;
  std::string value = rounded(measured.value);
  if (measured.interval.low < measured.interval.high)
    value += fmt::format(", 90 % {} to {}", rounded(measured.interval.low), rounded(measured.interval.high));
  if (!measured.as_reported.empty()) value += ", from " + measured.as_reported;
  return fmt::format("{} ({}; {} day{} old{})", word(status), value, status.age_days,
                     status.age_days == 1 ? "" : "s", status.stale ? ", stale" : "");
}

StatusReport status_of(const Mission& now, const Mission& then, const Plan& plan,
                       const Measurements& measured_now, const Measurements& measured_then) {
  StatusReport report{.as_of = now.as_of,
                      .since = then.as_of,
                      .steps = {},
                      .commitments = {},
                      .changes = {},
                      .new_rows = {},
                      .alerts = {}};
  report.legal_frame = legal_frame(now, now.as_of);
  report.new_rows = new_rows(now, then);
  for (std::size_t at = 0; at < plan.phases.size(); ++at) {
    report.steps.push_back(step_status(now, plan, at, measured_now));
    compare_steps(report.steps.back(), step_status(then, plan, at, measured_then), plan.phases[at], report);
  }
  for (const Commitment& row : now.commitments) report.commitments.push_back(commitment_of(now, row));
  compare_commitments(now, then, report);
  raise_alerts(report);
  return report;
}

}  // namespace handover::timeline
