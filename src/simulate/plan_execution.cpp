// The plan as it is carried out: reviews, gates, steps that take longer than planned, reversals, departures.
#include "numerics/draws.h"
#include "numerics/maths.h"
#include "simulate/lineage.h"
#include "simulate/state.h"

#include <algorithm>
#include <cmath>

namespace handover::simulate {
namespace {

constexpr std::int32_t kWatchEvery = 7, kAfterRefusal = 90;
// A step that is undone without a trigger is undone within so many days: Somalia's was after 16 months.
constexpr double kUndoneWithin = 548.0;
constexpr std::uint64_t kUndoing = 2000;  // place of that draw among the decisions

void log_step(ReplicationState& s, Step::Kind kind, std::size_t phase) {
  s.steps.push_back({s.day, kind, static_cast<std::int32_t>(phase)});
}

std::int32_t longest_hold(const Gate& gate) {
  std::int32_t days = 0;
  for (const Condition& condition : gate.all_of) days = std::max(days, condition.held_for.value);
  return days;
}

std::int32_t review_day(const PlannedPhase& planned, std::int32_t today, std::int32_t day) {
  return planned.latest && *planned.latest > today ? std::min(day, *planned.latest) : day;
}

void set_review(const Context& c, ReplicationState& s, std::int32_t day) {
  PlanState& p = s.plan;
  p.next_review = review_day(c.tables.phases[p.phase], s.day, day);
  p.tracked_from = p.next_review - longest_hold(c.plan.phases[p.phase].gate);
}

// The next phase's gate comes up for review from its earliest month on.
void open_gate(const Context& c, ReplicationState& s) {
  s.plan.ready = s.day;
  set_gate(c, s);
}

void note_closures(const Context& c, ReplicationState& s, const Standing& before) {
  const Standing& now = c.standing(s);
  for (std::size_t z = 0; z < now.zone_closed.size(); ++z) {
    if (now.zone_closed[z] == before.zone_closed[z]) continue;
    s.sites.closed_on[z] = now.zone_closed[z] ? OptionalDay(s.day) : OptionalDay();
    if (now.zone_closed[z]) s.sites.youngest_closure = s.day;
  }
}

void change_standing(const Context& c, ReplicationState& s, std::size_t standing) {
  count_days(c, s);
  const Standing& before = c.standing(s);
  s.plan.standing = standing;
  note_closures(c, s, before);
  const Standing& now = c.standing(s);
  s.plan.mission_ended = now.coalition_label ? OptionalDay() : s.plan.mission_ended.value_or(s.day);
  s.plan.presence_ended = now.total_troops > 0 ? OptionalDay() : s.plan.presence_ended.value_or(s.day);
  refresh_coverage(c, s);
  s.incidents.slow_stale = true;
  s.casualties.pattern_stale = true;
  s.incidents.tiles_stale = true;
}

void watch_conditions(const Context& c, ReplicationState& s) {
  PlanState& p = s.plan;
  if (s.day < p.tracked_from) return;
  const auto& conditions = c.plan.phases[p.phase].gate.all_of;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    if (conditions[i].held_for.value == 0) continue;
    if (!holds(c, s, conditions[i]))
      p.holds_since[i] = kNotHolding;
    else if (p.holds_since[i] == kNotHolding || s.day == p.tracked_from)
      p.holds_since[i] = s.day;
  }
}

bool gate_is_met(const Context& c, const ReplicationState& s) {
  const auto& conditions = c.plan.phases[s.plan.phase].gate.all_of;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const std::int32_t needed = conditions[i].held_for.value;
    const std::int32_t since = s.plan.holds_since[i];
    const bool held =
        needed == 0 ? holds(c, s, conditions[i]) : since != kNotHolding && s.day - since >= needed;
    if (!held) return false;
  }
  return true;
}

bool put_off(const Context& c, const ReplicationState& s) {
  const Effects& e = c.scenario.effects;
  if (s.talking.state != TalksState::suspended || !e.has(Effect::steps_wait_while_suspended)) return false;
  const std::uint64_t address = descendant(2 + s.plan.phase, static_cast<std::uint64_t>(s.day));
  return uniforms_at(s.stream(Purpose::decisions), address).first <
         e.get(Effect::steps_wait_while_suspended, 0.0);
}

// The day on which a step that begins today is done: after its execution, and no earlier than the record of
// past handovers puts it. The later of the two counts, so a gate that was simulated is not delayed by what
// delayed such gates in the record a second time.
std::int32_t day_done(const Context& c, const ReplicationState& s) {
  const PlannedPhase& planned = c.tables.phases[s.plan.phase];
  const double by_record = planned.planned_day + s.slip[s.plan.phase];
  if (by_record >= kNever) return kNever;
  // Day 0 is the one after the as-of date.
  const double cleared =
      planned.awaits_clearance ? c.scenario.effects.get(Effect::clearance_days, 0.0) - 1.0 : 0.0;
  return std::max({s.day + planned.execution, whole_days(by_record), whole_days(cleared)});
}

// A step without conditions may come before its month: some did. One with conditions waits for them.
std::int32_t gate_opens(const Plan& plan, const PlanTables& tables, std::size_t phase, double slip) {
  const std::int32_t earliest = tables.phases[phase].earliest;
  if (!(slip < 0.0)) return earliest;
  const auto& conditions = plan.phases[phase].gate.all_of;
  const bool by_calendar = std::all_of(conditions.begin(), conditions.end(), [](const Condition& condition) {
    return condition.what == Observable::always;
  });
  return by_calendar ? std::max(0, earliest + whole_days(slip)) : earliest;
}

// A signed plan's steps begin while its agreement stands.
bool is_signed(const Context& c, const ReplicationState& s) {
  return !c.tables.waits_for_agreement || !c.scenario.effects.runs(Mechanism::signature) ||
         s.talking.state == TalksState::agreed;
}

bool begins_nothing(const PlanState& p) {
  return p.phase == 0 && !p.executing && !p.put_back;
}

// As watch_conditions does for one plan, whichever day each of the plans begins to watch on.
void watch_for_others(const Context& c, ReplicationState& s) {
  FirstGatesWatch& watch = s.first_gates;
  if (watch.gates == nullptr || !begins_nothing(s.plan)) return;
  if (s.plan.stopped || s.plan.gone) {
    if (!watch.pauses.empty() && watch.pauses.back().second == s.day)
      ++watch.pauses.back().second;
    else
      watch.pauses.emplace_back(s.day, s.day + 1);
    return;
  }
  if (s.day < watch.gates->from) return;
  for (std::size_t i = 0; i < watch.since.size(); ++i) {
    if (!holds(c, s, watch.gates->conditions[i]))
      watch.since[i] = kNotHolding;
    else if (watch.since[i] == kNotHolding)
      watch.since[i] = s.day;
  }
}

// What put a step back keeps it there while it lasts, whatever the calendar says.
bool stays_put_back(const Context& c, const ReplicationState& s) {
  if (!s.plan.put_back) return false;
  const auto& reverses = c.plan.phases[s.plan.phase].gate.reverses;
  return std::any_of(reverses.begin(), reverses.end(),
                     [&](const Condition& condition) { return holds(c, s, condition); });
}

void review(const Context& c, ReplicationState& s) {
  PlanState& p = s.plan;
  const PlannedPhase& planned = c.tables.phases[p.phase];
  const bool met = gate_is_met(c, s);
  const bool by_calendar = planned.latest && s.day >= *planned.latest;
  if ((!met && !by_calendar) || stays_put_back(c, s) || put_off(c, s)) {
    set_review(c, s, s.day + planned.review_every);
    return;
  }
  log_step(s, met ? Step::Kind::gate_passed : Step::Kind::passed_on_calendar, p.phase);
  if (!p.begun) p.begun = s.day;
  s.incidents.slow_stale = true;
  p.executing = true;
  p.completes = day_done(c, s);
}

// Whether a decision that no trigger prompts will undo the plan, once its first step is done, and when. It
// asks for nothing but that day, so plans that share their first step share the decision.
void draw_undoing(const Context& c, ReplicationState& s) {
  const double chance = c.scenario.effects.get(Effect::plan_undone_without_trigger, 0.0);
  if (chance <= 0.0 || s.plan.phase > 0 || s.reversals > 0) return;
  const Pair u = uniforms_at(s.stream(Purpose::decisions), kUndoing);
  if (u.first < chance) s.plan.undone_on = s.day + whole_days(u.second * kUndoneWithin);
}

void complete(const Context& c, ReplicationState& s) {
  PlanState& p = s.plan;
  const std::size_t phase = p.phase;
  p.executing = false;
  p.put_back = false;
  p.completed[phase] = s.day;
  draw_undoing(c, s);
  s.cost += c.plan.phases[phase].cost;
  ++p.phase;
  log_step(s, Step::Kind::completed, phase);
  change_standing(c, s, p.phase);
  p.next_watch = s.day + kWatchEvery;
  p.reverse_since.assign(c.plan.phases[phase].gate.reverses.size(), -1);
  open_gate(c, s);
}

void reverse(const Context& c, ReplicationState& s) {
  PlanState& p = s.plan;
  p.reversal_day.reset();
  --p.phase;
  p.completed[p.phase].reset();
  ++s.reversals;
  log_step(s, Step::Kind::reversed, p.phase);
  change_standing(c, s, p.phase);
  if (p.phase > 0) p.reverse_since.assign(c.plan.phases[p.phase - 1].gate.reverses.size(), -1);
  open_gate(c, s);
  p.put_back = true;
  p.stopped = p.undone;
  set_review(c, s, s.day + c.tables.phases[p.phase].review_every);
}

// Any one condition puts the latest step back, after the stated delay, unless the return is refused.
void watch_for_reversal(const Context& c, ReplicationState& s) {
  PlanState& p = s.plan;
  const Effects& e = c.scenario.effects;
  if (p.phase == 0 || s.day < p.next_watch || p.executing || p.reversal_day) return;
  p.next_watch = s.day + kWatchEvery;
  const auto& conditions = c.plan.phases[p.phase - 1].gate.reverses;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    if (!holds(c, s, conditions[i])) {
      p.reverse_since[i] = -1;
      continue;
    }
    if (p.reverse_since[i] < 0) p.reverse_since[i] = s.day;
    if (s.day - p.reverse_since[i] < conditions[i].held_for.value) continue;
    const std::uint64_t address = descendant(1000 + p.phase, static_cast<std::uint64_t>(s.day));
    const double u = uniforms_at(s.stream(Purpose::decisions), address).first;
    if (u < e.get(Effect::reversal_refused, 0.0)) {
      p.next_watch = s.day + kAfterRefusal;
      return;
    }
    p.reversal_day = s.day + whole_days(e.get(Effect::reversal_delay_days, 0.0));
    return;
  }
}

// The latest step is put back, in the time that a trigger's return takes, and the plan ends with it.
void undo_without_trigger(const Context& c, ReplicationState& s) {
  PlanState& p = s.plan;
  if (s.day < p.undone_on || p.phase == 0 || p.executing || p.reversal_day) return;
  p.undone_on = kNever;
  p.undone = true;
  p.reversal_day = s.day + whole_days(c.scenario.effects.get(Effect::reversal_delay_days, 0.0));
}

void depart(const Context& c, ReplicationState& s) {
  PlanState& p = s.plan;
  p.gone = true;
  p.executing = false;
  log_step(s, Step::Kind::departed, p.phase);
  change_standing(c, s, c.tables.gone());
}

}  // namespace

std::int32_t gate_watched_from(const Plan& plan, const PlanTables& tables, std::size_t phase,
                               std::int32_t ready, double slip) {
  const PlannedPhase& planned = tables.phases[phase];
  return review_day(planned, ready, std::max(ready, gate_opens(plan, tables, phase, slip))) -
         longest_hold(plan.phases[phase].gate);
}

void draw_slips(const Context& c, ReplicationState& s) {
  s.slip.assign(c.plan.phases.size(), 0.0);
  if (!c.scenario.effects.runs(Mechanism::slip)) return;
  const RandomStream randomness = s.stream(Purpose::slip);
  const talks::SlipLot lot = {.effect = normal_draw(randomness.uniform_at(0, 0)),
                              .which = randomness.uniform_at(0, 1),
                              .how_far = randomness.uniform_at(0, 2),
                              .never = randomness.uniform_at(0, 3)};
  // As for steps by the calendar: what conditions delay, their gates show.
  for (std::size_t i = 0; i < s.slip.size(); ++i)
    s.slip[i] = talks::days_late(c.scenario.talks.slip, false, c.tables.phases[i].planned_day, lot);
}

bool waits_for_signature(const Context& c, const ReplicationState& s) {
  return begins_nothing(s.plan) && !s.plan.reversal_day && !is_signed(c, s);
}

void watch_first_gates(const Context& c, ReplicationState& s, const FirstGates& gates) {
  s.first_gates.gates = &gates;
  s.first_gates.pauses.clear();
  s.first_gates.since.assign(gates.conditions.size(), kNotHolding);
  for (std::size_t i = 0; gates.from < 0 && i < gates.conditions.size(); ++i)
    s.first_gates.since[i] = held_since(c, s, gates.conditions[i], gates.from);
}

std::int32_t first_gate_held_since(const ReplicationState& s, std::size_t condition, std::int32_t from) {
  for (const auto& [begin, end] : s.first_gates.pauses)
    if (begin <= from && from < end) from = end;
  const std::int32_t since = s.first_gates.since[condition];
  // Today's look is still to come.
  return since == kNotHolding || from >= s.day ? kNotHolding : std::max(since, from);
}

void set_gate(const Context& c, ReplicationState& s) {
  PlanState& p = s.plan;
  if (p.phase >= c.plan.phases.size()) return;
  const PlannedPhase& planned = c.tables.phases[p.phase];
  const auto& conditions = c.plan.phases[p.phase].gate.all_of;
  p.holds_since.assign(conditions.size(), kNotHolding);
  const std::int32_t opens = gate_opens(c.plan, c.tables, p.phase, s.slip[p.phase]);
  p.next_review = review_day(planned, p.ready, std::max(p.ready, opens));
  p.tracked_from = p.next_review - longest_hold(c.plan.phases[p.phase].gate);
  // What must have held from before the start on is looked up in the record.
  for (std::size_t i = 0; s.day == 0 && p.tracked_from < 0 && i < conditions.size(); ++i)
    if (conditions[i].held_for.value > 0) p.holds_since[i] = held_since(c, s, conditions[i], p.tracked_from);
}

void order_departure(const Context&, ReplicationState& s, std::int32_t day, bool by_expulsion) {
  PlanState& p = s.plan;
  if (p.gone) return;
  if (!p.departure) p.was_stopped = p.stopped;
  if (!p.departure || day < *p.departure) p.by_expulsion = by_expulsion;
  p.departure = std::min(p.departure.value_or(day), day);
  p.stopped = true;
  p.executing = false;
}

void cancel_departure(const Context&, ReplicationState& s) {
  PlanState& p = s.plan;
  if (p.gone || !p.departure || !p.by_expulsion) return;
  p.departure.reset();
  p.by_expulsion = false;
  p.stopped = p.was_stopped;
}

void begin_plan(const Context& c, ReplicationState& s) {
  auto completed = std::move(s.plan.completed);
  completed.assign(c.plan.phases.size(), std::nullopt);
  s.plan = {};
  s.plan.completed = std::move(completed);
  s.plan.next_watch = kNever;
  s.sites.closed_on.assign(c.mission.zones.size(), {});
  s.sites.youngest_closure.reset();
  s.reversals = 0;
  s.cost = 0.0;
  s.steps.clear();
  draw_slips(c, s);
  const Standing& today = c.standing(s);
  if (!today.coalition_label) s.plan.mission_ended = 0;
  if (today.total_troops == 0) s.plan.presence_ended = 0;
  open_gate(c, s);
}

void step_plan(const Context& c, ReplicationState& s) {
  PlanState& p = s.plan;
  if (p.departure.is_by(s.day) && !p.gone) depart(c, s);
  watch_for_others(c, s);
  if (p.stopped || p.gone) return;
  if (p.reversal_day.is_by(s.day)) reverse(c, s);
  if (p.stopped) return;
  undo_without_trigger(c, s);
  if (c.scenario.effects.has(Effect::reversal_delay_days)) watch_for_reversal(c, s);
  if (p.reversal_day) return;  // nothing goes forward while a step is being put back
  // A step without execution time lets the next gate come up on the same day.
  for (std::size_t turn = 0; turn <= c.plan.phases.size() && p.phase < c.plan.phases.size(); ++turn) {
    if (!p.executing) watch_conditions(c, s);
    if (!p.executing && s.day >= p.next_review && is_signed(c, s)) review(c, s);
    if (!p.executing || s.day < p.completes) break;
    complete(c, s);
  }
}

}  // namespace handover::simulate
