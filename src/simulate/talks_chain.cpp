// The talks as a continuous-time chain (Norris 1997). Its rates are the talks module's; the day's input is
// read once a week and on every day that a strike, a death of the coalition or a war abroad changes it.
// Within a day rates are constant, so competing exponential clocks give the exact distribution of the day
// (Gillespie 1977).
#include "numerics/maths.h"
#include "simulate/lineage.h"
#include "simulate/state.h"
#include "talks/durability.h"

#include <algorithm>

namespace handover::simulate {
namespace {

constexpr std::int32_t kWindow = 30;

std::int32_t window_start(std::int32_t day) {
  return day >= kWindow - 1 ? day - (kWindow - 1) : 0;
}

talks::TalksInput read_input(const Context& c, const ReplicationState& s) {
  const auto d = static_cast<std::size_t>(s.day);
  const auto& before = c.assessment.talks.still_counted;
  const talks::StillCounted carried = d < before.size() ? before[d] : talks::StillCounted{};
  talks::TalksInput input;
  input.coalition_deaths_30_days =
      carried.coalition_deaths + s.counted.coalition_deaths - s.counted.deaths_by(window_start(s.day));
  input.strikes_on_host_soil_30_days =
      carried.strikes_on_host_soil + s.counted.strikes - s.counted.strikes_by(window_start(s.day));
  input.domestic_pressure = pressure_now(c, s);
  input.gap = c.scenario.settlement.gap;
  input.election_near = c.days.election_near[d];
  input.anniversary_near = c.days.anniversary_near[d];
  input.mandate_end_near = c.days.mandate_end_near[d];
  input.meeting_near = c.days.meeting_near[d];
  input.war_abroad = s.surroundings.war;
  return input;
}

// What follows an end of the talks. An agreement may break, most likely while it is young, and talks that
// collapsed may be taken up again; a host can throw out whoever is there, with an agreement or without talks;
// and it can ask back whom it has thrown out.
void rates_after_an_end(const Context& c, ReplicationState& s, const talks::TalksInput& input) {
  const Effects& e = c.scenario.effects;
  const auto set = [&](TalksState to, Effect per_year) {
    s.talking.rates[static_cast<std::size_t>(to)] = e.get(per_year, 0.0) / kDaysPerYear;
  };
  const auto expelled = static_cast<std::size_t>(TalksState::expelled);
  switch (s.talking.state) {
    case TalksState::agreed:
      set(TalksState::in_session, Effect::agreement_breaks_per_year);
      s.talking.rates[static_cast<std::size_t>(TalksState::in_session)] *=
          talks::relative_break_rate(static_cast<double>(s.day - s.talking.agreement_since));
      break;
    case TalksState::collapsed:
      set(TalksState::in_session, Effect::collapsed_talks_reopen_per_year);
      break;
    case TalksState::expelled:
      if (!s.plan.gone) set(TalksState::in_session, Effect::expelled_asked_back_per_year);
      return;
    default:
      return;
  }
  if (!s.plan.presence_ended)
    s.talking.rates[expelled] =
        talks::rates_per_day(c.scenario.talks, TalksState::in_session, input)[expelled];
}

void refresh_rates(const Context& c, ReplicationState& s) {
  const talks::TalksInput input = read_input(c, s);
  s.talking.rates = talks::rates_per_day(c.scenario.talks, s.talking.state, input);
  const Effects& e = c.scenario.effects;
  if (e.has(Effect::agreement_breaks_per_year) || e.has(Effect::collapsed_talks_reopen_per_year) ||
      e.has(Effect::expelled_asked_back_per_year))
    rates_after_an_end(c, s, input);
  // In this draw the positions leave no deal that both sides prefer to none.
  if (!c.scenario.settlement.deal) s.talking.rates[static_cast<std::size_t>(TalksState::agreed)] = 0.0;
  s.talking.rate = 0.0;
  for (std::size_t j = 0; j < kTalksStates; ++j)
    if (j != static_cast<std::size_t>(s.talking.state)) s.talking.rate += s.talking.rates[j];
  s.talking.stale = false;
}

Pair jump_draws(const ReplicationState& s) {
  const auto bits = s.stream(Purpose::talks).block_at(s.talking.clock.rung, 0);
  return {unit_from_bits(bits[0], bits[1]), unit_from_bits(bits[2], bits[3])};
}

TalksState next_state(const ReplicationState& s, double uniform) {
  double left = uniform * s.talking.rate;
  std::size_t last = static_cast<std::size_t>(s.talking.state);
  for (std::size_t j = 0; j < kTalksStates; ++j) {
    if (j == static_cast<std::size_t>(s.talking.state) || s.talking.rates[j] <= 0.0) continue;
    last = j;
    left -= s.talking.rates[j];
    if (left < 0.0) break;
  }
  return static_cast<TalksState>(last);
}

// The talks go on after an end: what that end had stopped may go on too.
void on_reopening(const Context& c, ReplicationState& s, TalksState before) {
  PlanState& p = s.plan;
  if (before == TalksState::expelled) cancel_departure(c, s);
  if (before == TalksState::collapsed && p.stopped_by_collapse && !p.departure)
    p.stopped = p.stopped_by_collapse = false;
}

void on_entering(const Context& c, ReplicationState& s, TalksState before) {
  const Effects& e = c.scenario.effects;
  if (s.talking.state == TalksState::in_session) on_reopening(c, s, before);
  if (s.talking.state == TalksState::agreed) s.talking.agreement_since = s.day + 1;
  if (s.talking.state == TalksState::agreed && !s.talking.agreed_on) {
    s.talking.agreed_on = s.day + 1;
    if (!s.plan.begun) s.plan.begun = s.day + 1;
    s.incidents.slow_stale = true;
  }
  if (s.talking.state == TalksState::collapsed && e.has(Effect::steps_stop_after_collapse)) {
    const double u = uniforms_at(s.stream(Purpose::decisions), descendant(1, s.talking.clock.rung)).first;
    if (u < e.get(Effect::steps_stop_after_collapse, 0.0) && !s.plan.stopped) {
      s.plan.stopped = s.plan.stopped_by_collapse = true;
      s.plan.executing = false;  // a step under way begins anew if the talks reopen
      s.steps.push_back({s.day + 1, Step::Kind::stopped, static_cast<std::int32_t>(s.plan.phase)});
    }
  }
  if (s.talking.state == TalksState::expelled && e.has(Effect::expulsion_days_to_leave))
    order_departure(c, s, s.day + whole_days(e.get(Effect::expulsion_days_to_leave, 1.0)), true);
}

// A host that had thrown its guests out before the as-of date: they leave by the day that it has named, or,
// where it has named none, when the days of such a departure, counted from then, are over.
void leave_if_expelled(const Context& c, ReplicationState& s) {
  if (s.talking.state != TalksState::expelled || !c.scenario.talks_move) return;
  const Effects& e = c.scenario.effects;
  if (c.days.deadline)
    order_departure(c, s, *c.days.deadline, true);
  else if (e.has(Effect::expulsion_days_to_leave))
    order_departure(c, s,
                    std::max(0, whole_days(e.get(Effect::expulsion_days_to_leave, 1.0)) -
                                    static_cast<std::int32_t>(c.assessment.talks.in_state_for.value)),
                    true);
}

}  // namespace

void begin_talks(const Context& c, ReplicationState& s) {
  s.talking.state = c.assessment.talks.state_at_as_of;
  s.talking.clock = {};
  s.talking.clock.left = -maths::log(jump_draws(s).first);
  s.talking.stale = true;
  s.talking.agreed_on = s.talking.state == TalksState::agreed ? OptionalDay(0) : OptionalDay();
  s.talking.agreement_since = -c.assessment.talks.in_state_for.value;
  leave_if_expelled(c, s);
}

void step_talks(const Context& c, ReplicationState& s) {
  if (!c.scenario.talks_move) return;
  const auto d = static_cast<std::size_t>(s.day);
  const bool meeting_turns = d > 0 && c.days.meeting_near[d] != c.days.meeting_near[d - 1];
  if (s.talking.stale || s.day % 7 == 0 || meeting_turns) refresh_rates(c, s);
  double rest_of_day = 1.0;
  while (s.talking.clock.left <= s.talking.rate * rest_of_day) {
    if (s.talking.rate <= 0.0) return;
    rest_of_day -= s.talking.clock.left / s.talking.rate;
    const double which = jump_draws(s).second;
    const TalksState before = s.talking.state;
    s.talking.state = next_state(s, which);
    s.surroundings.hazards_stale = true;
    ++s.talking.clock.rung;
    s.talking.clock.left = -maths::log(jump_draws(s).first);
    on_entering(c, s, before);
    refresh_rates(c, s);
  }
  s.talking.clock.left -= s.talking.rate * rest_of_day;
}

}  // namespace handover::simulate
