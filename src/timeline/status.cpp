#include "timeline/status.h"

#include "timeline/answers.h"
#include "timeline/what_if.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

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

ConditionStatus condition_status(const Mission& mission, const Condition& condition, Days review,
                                 const Measurements& measurements) {
  ConditionStatus status{.condition = named(mission, condition),
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
using Rows = std::map<std::pair<RowTable, std::string>, int>;
template <class Table, class SourceOf>
void count_rows(const Mission& mission, RowTable name, const Table& table, SourceOf source_of, Rows& rows) {
  for (const auto& row : table) {
    const SourceId source = source_of(row);
    ++rows[{name, source.index < mission.sources.size() ? mission.sources[source.index].id : "?"}];
  }
}

Rows rows_of(const Mission& mission) {
  Rows rows;
  const auto known = [](const auto& row) { return row.known.source; };
  count_rows(mission, RowTable::facts, mission.facts, known, rows);
  count_rows(mission, RowTable::incidents, mission.daily_counts, known, rows);
  count_rows(mission, RowTable::interval_counts, mission.interval_counts, known, rows);
  count_rows(mission, RowTable::casualties, mission.casualties, known, rows);
  count_rows(mission, RowTable::ratings, mission.ratings, known, rows);
  count_rows(mission, RowTable::sessions, mission.sessions, known, rows);
  count_rows(mission, RowTable::troops, mission.troops, known, rows);
  count_rows(mission, RowTable::commitments, mission.commitments, known, rows);
  count_rows(mission, RowTable::positions, mission.positions, known, rows);
  return rows;
}

std::vector<NewRows> new_rows(const Mission& now, const Mission& then) {
  const Rows before = rows_of(then);
  std::vector<NewRows> added;
  for (const auto& [what, count] : rows_of(now)) {
    const auto found = before.find(what);
    const int more = count - (found == before.end() ? 0 : found->second);
    if (more > 0) added.push_back({what.first, what.second, more});
  }
  return added;
}

bool can_move(RowTable table, Observable what) {
  switch (what) {
    case Observable::attacks_per_month:
    case Observable::regime_off_days:
      return table == RowTable::incidents || table == RowTable::interval_counts;
    case Observable::coalition_deaths_90_days:
      return table == RowTable::incidents || table == RowTable::casualties;
    case Observable::function_stands_alone:
      return table == RowTable::ratings;
    case Observable::talks_agreed:
      return table == RowTable::sessions;
    default:
      return false;
  }
}

void compare_conditions(const StepStatus& step, const std::vector<ConditionStatus>& now,
                        const std::vector<ConditionStatus>& then, const std::vector<Condition>& conditions,
                        ChangeKind kind, StatusReport& report) {
  for (std::size_t c = 0; c < now.size(); ++c) {
    if (now[c].met == then[c].met) continue;
    Change change{.kind = kind,
                  .subject = step.phase,
                  .condition_before = then[c],
                  .condition_after = now[c],
                  .rests_on_ratings = conditions[c].what == Observable::function_stands_alone};
    std::copy_if(report.new_rows.begin(), report.new_rows.end(), std::back_inserter(change.rows),
                 [&](const NewRows& rows) { return can_move(rows.table, conditions[c].what); });
    report.changes.push_back(std::move(change));
  }
}

void compare_steps(const StepStatus& now, const StepStatus& then, const Phase& phase, StatusReport& report) {
  compare_conditions(now, now.conditions, then.conditions, phase.gate.all_of, ChangeKind::condition, report);
  compare_conditions(now, now.reverses, then.reverses, phase.gate.reverses, ChangeKind::reversal, report);
  if (now.state == then.state) return;
  report.changes.push_back(
      {.kind = ChangeKind::step, .subject = now.phase, .step_before = then.state, .step_after = now.state});
  if (then.state == StepState::gate_open && now.state == StepState::waiting)
    report.alerts.push_back({.kind = AlertKind::gate_closed, .step = report.steps.size() - 1});
}

void compare_commitments(const Mission& now, const Mission& then, StatusReport& report) {
  for (const Commitment& row : now.commitments) {
    const auto before = std::find_if(then.commitments.begin(), then.commitments.end(),
                                     [&](const Commitment& c) { return c.id == row.id; });
    const bool known = before != then.commitments.end();
    if (known && before->status == row.status) continue;
    Change change{.kind = ChangeKind::commitment, .subject = row.what, .commitment_after = row.status};
    if (known) change.commitment_before = before->status;
    report.changes.push_back(std::move(change));
  }
}

void alert_about(const StepStatus& step, std::size_t at, std::vector<Alert>& alerts) {
  if (step.overdue)
    alerts.push_back({.kind = step.shows ? AlertKind::overdue : AlertKind::overdue_not_shown, .step = at});
  for (std::size_t c = 0; c < step.reverses.size(); ++c) {
    if (step.reverses[c].met != Answer::yes) continue;
    alerts.push_back(
        {.kind = step.state == StepState::taken ? AlertKind::put_back_now : AlertKind::put_back_when_taken,
         .step = at,
         .condition = c});
  }
  for (std::size_t c = 0; c < step.conditions.size(); ++c) {
    if (step.state != StepState::taken && step.conditions[c].stale)
      alerts.push_back({.kind = AlertKind::stale, .step = at, .condition = c});
  }
}

// In the order of the plan, then of the commitments; gates that have closed come last.
void raise_alerts(StatusReport& report) {
  std::vector<Alert> alerts;
  for (std::size_t at = 0; at < report.steps.size(); ++at) alert_about(report.steps[at], at, alerts);
  for (std::size_t c = 0; c < report.commitments.size(); ++c) {
    const CommitmentDue& due = report.commitments[c];
    if (due.status == CommitmentStatus::open && due.days_overdue > 0)
      alerts.push_back({.kind = AlertKind::commitment_late, .commitment = c});
    if (due.status == CommitmentStatus::missed)
      alerts.push_back({.kind = AlertKind::commitment_missed, .commitment = c});
    if (due.status == CommitmentStatus::disputed)
      alerts.push_back({.kind = AlertKind::commitment_disputed, .commitment = c});
  }
  report.alerts.insert(report.alerts.begin(), alerts.begin(), alerts.end());
}

}  // namespace

std::string_view name_of(RowTable table) {
  constexpr std::string_view names[] = {"facts",    "incidents", "interval_counts", "casualties", "ratings",
                                        "sessions", "troops",    "commitments",     "positions"};
  return names[static_cast<std::size_t>(table)];
}

std::string_view name_of(ChangeKind kind) {
  constexpr std::string_view names[] = {"condition", "reversal", "step", "commitment"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(AlertKind kind) {
  constexpr std::string_view names[] = {
      "overdue",         "overdue_not_shown", "put_back_now",        "put_back_when_taken", "stale",
      "commitment_late", "commitment_missed", "commitment_disputed", "gate_closed"};
  return names[static_cast<std::size_t>(kind)];
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
      return "calendar";
    case StepState::unknown:
      return "cannot be told";
  }
  return "";
}

const char* word(const ConditionStatus& status) {
  if (status.met == Answer::unknown) return status.measured ? "undecided" : "not measured";
  return status.met == Answer::yes ? "met" : "not met";
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
