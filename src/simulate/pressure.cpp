// Domestic pressure on the host to end the mission: strikes and the civilians they kill push it towards one,
// it fades by half in a stated time (Condra & Shapiro 2012 for the push; the form is the mission's
// judgement).
#include "numerics/maths.h"
#include "simulate/state.h"

#include <algorithm>
#include <numbers>

namespace handover::simulate {
namespace {

double faded(const Context& c, const ReplicationState& s) {
  const Effects& e = c.scenario.effects;
  if (!e.has(Effect::pressure_half_life_days) || s.talking.pressure == 0.0) return s.talking.pressure;
  const double half_lives = (s.day - s.talking.pressure_day) / e.get(Effect::pressure_half_life_days, 1.0);
  return s.talking.pressure * maths::exp(-std::numbers::ln2 * half_lives);
}

}  // namespace

void begin_pressure(const Context& c, ReplicationState& s) {
  s.talking.pressure = c.scenario.effects.get(Effect::pressure_today, 0.0);
  s.talking.pressure_day = 0;
}

double pressure_now(const Context& c, const ReplicationState& s) {
  const bool election = c.days.election_near[static_cast<std::size_t>(s.day)];
  const double level =
      faded(c, s) + (election ? c.scenario.effects.get(Effect::pressure_near_election, 0.0) : 0.0);
  return std::min(1.0, level);
}

void raise_pressure(const Context& c, ReplicationState& s, double share_of_module) {
  if (share_of_module == 0.0) return;
  s.talking.pressure = faded(c, s);
  s.talking.pressure += share_of_module * (1.0 - s.talking.pressure);
  s.talking.pressure_day = s.day;
}

}  // namespace handover::simulate
