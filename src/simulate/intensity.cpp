// What raises and lowers each stream's rate of new incidents. Effects act on the endemic part: incidents then
// breed as fitted, so a long-run effect on the mean is the effect as assumed, and no effect can make a stream
// breed without end.
#include "numerics/maths.h"
#include "simulate/state.h"

#include <algorithm>

namespace handover::simulate {
namespace {

// Handed over and relabelled come with the standing; waiting, war, overdue presence and lost tasks on top.
double slow_log(const Context& c, const ReplicationState& s, std::size_t k) {
  const Effects& e = c.scenario.effects;
  const Standing& standing = c.standing(s);
  double log_factor = c.scenario.standing_log[s.plan.standing * c.scenario.streams + k];
  const bool left = s.plan.presence_ended.has_value();
  const bool waiting = c.tables.announces_an_end && s.plan.begun && !left;
  if (c.scenario.insurgent[k]) {
    if (waiting) log_factor += e.get(Effect::adversary_waiting, 0.0);
    if (left) log_factor += e.get(Effect::adversary_return, 0.0);
    if (left && c.tables.has_successor) log_factor += e.get(Effect::successor_effect_on_insurgents, 0.0);
    log_factor += e.get(Effect::uncovered_task_effect_on_insurgents, 0.0) * s.ability.uncovered_share;
    log_factor += e.get(Effect::hunting_gap_effect_on_insurgents, 0.0) *
                  s.ability.shortfall[static_cast<std::size_t>(WithoutTask::attacks_go_free)];
  }
  if (c.scenario.militia[k]) {
    const bool overdue = c.tables.mission_end && s.day >= *c.tables.mission_end && standing.total_troops > 0;
    if (waiting) log_factor += e.get(Effect::militia_waiting, 0.0);
    if (overdue) log_factor += e.get(Effect::militia_response_to_presence, 0.0);
    if (s.surroundings.war) log_factor += e.get(Effect::militia_response_to_war_abroad, 0.0);
  }
  return log_factor;
}

double by_age(const std::vector<double>& table, OptionalDay since, std::int32_t day) {
  if (table.empty() || !since) return 1.0;
  return table[static_cast<std::size_t>(day - *since)];
}

}  // namespace

void refresh_slow_factors(const Context& c, ReplicationState& s) {
  if (c.tables.mission_end && s.day == *c.tables.mission_end) s.incidents.slow_stale = true;
  if (!s.incidents.slow_stale) return;
  s.incidents.slow_stale = false;
  for (std::size_t k = 0; k < c.scenario.streams; ++k) {
    const double log_factor = slow_log(c, s, k);
    if (log_factor == s.incidents.slow_log[k]) continue;
    s.incidents.slow_log[k] = log_factor;
    s.incidents.slow[k] = maths::exp(log_factor);
    s.incidents.factor_day[k] = -1;
    s.incidents.tiles_stale = true;
  }
}

double factor_today(const Context& c, ReplicationState& s, std::size_t k) {
  if (s.incidents.factor_day[k] == s.day) return s.incidents.factor[k];
  double factor = s.incidents.slow[k] * c.scenario.day_factor[k][static_cast<std::size_t>(s.day)];
  if (c.scenario.insurgent[k]) factor *= by_age(c.scenario.shock_by_age, s.surroundings.last_shock, s.day);
  // A strike acts from the next day on: on its own day the order of incidents must not matter.
  if (c.scenario.militia[k])
    factor *= by_age(c.scenario.deterrence_by_age, s.surroundings.last_strike, s.day);
  s.incidents.factor_day[k] = s.day;
  s.incidents.factor[k] = factor;
  return factor;
}

double factor_ahead(const Context& c, const ReplicationState& s, std::size_t k) {
  double most =
      s.incidents.slow[k] * c.scenario.day_factor_most[k][static_cast<std::size_t>(s.day / kTileDays)];
  // Fading effects only move towards one.
  if (c.scenario.insurgent[k])
    most *= std::max(1.0, by_age(c.scenario.shock_by_age, s.surroundings.last_shock, s.day));
  if (c.scenario.militia[k])
    most *= std::max(1.0, by_age(c.scenario.deterrence_by_age, s.surroundings.last_strike, s.day));
  return most;
}

}  // namespace handover::simulate
