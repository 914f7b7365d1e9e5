// What happens around the mission: patrons' on/off regimes (Hamilton 1989), a war abroad and regional shocks.
// Each is a clock that the day's hazard runs down; a switch changes at most once a day, with chance
// 1 - exp(-rate), as the threat fitted model says. Days on which no clock rings cost one comparison.
#include "numerics/maths.h"
#include "simulate/state.h"
#include "threat/fitted_mean.h"

#include <algorithm>
#include <cmath>

namespace handover::simulate {
namespace {

constexpr std::uint32_t kFirstState = 0xFFFFFF;

enum Block : std::uint32_t { kWar = 1000, kShock = 1001 };

// A switch that is on or off for whole days: the day's step runs the clock down by the day's hazard and it
// rings once it is used up, so P(it rings on a day) = 1 - exp(-hazard). The day is known in advance.
void set_ring(Clock& clock) {
  const double days = clock.hazard > 0.0 ? std::ceil(clock.left / clock.hazard) : kNever;
  clock.rings = days < kNever ? clock.since + std::max(1, static_cast<std::int32_t>(days)) - 1 : kNever;
}

void wind(const ReplicationState& s, Clock& clock, Purpose purpose, std::uint32_t block, std::int32_t since,
          double hazard) {
  const auto bits = s.stream(purpose).block_at(clock.rung, block);
  clock.left = -maths::log(unit_from_bits(bits[0], bits[1]));
  clock.since = since;
  clock.hazard = hazard;
  set_ring(clock);
}

void change_hazard(Clock& clock, std::int32_t day, double hazard) {
  if (hazard == clock.hazard) return;
  clock.left = std::max(0.0, clock.left - clock.hazard * (day - clock.since));
  clock.since = day;
  clock.hazard = hazard;
  set_ring(clock);
}

double war_hazard(const Context& c, const ReplicationState& s) {
  const Effect turn =
      s.surroundings.war ? Effect::war_abroad_ends_per_year : Effect::war_abroad_starts_per_year;
  return c.scenario.effects.get(turn, 0.0) / kDaysPerYear;
}

double shock_hazard(const Context& c) {
  if (c.scenario.shock_by_age.empty()) return 0.0;
  return c.scenario.effects.get(Effect::regional_shocks_per_year, 0.0) / kDaysPerYear;
}

double patron_hazard(const Context& c, const ReplicationState& s, std::size_t patron) {
  const threat::RegimeDraw& regime = c.scenario.threat.regime[patron];
  if (s.surroundings.patron_on[patron] != 0) return regime.on_to_off;
  return threat::turn_on_rate(regime, s.surroundings.war, s.talking.state == TalksState::in_session);
}

void step_war(const Context& c, ReplicationState& s) {
  if (s.day < s.surroundings.war_clock.rings) return;
  s.surroundings.war = !s.surroundings.war;
  ++s.surroundings.war_clock.rung;
  wind(s, s.surroundings.war_clock, Purpose::shocks, kWar, s.day + 1, war_hazard(c, s));
  s.incidents.slow_stale = true;
  s.talking.stale = true;
}

void step_shock(const Context& c, ReplicationState& s) {
  if (s.day < s.surroundings.shock_clock.rings) return;
  ++s.surroundings.shock_clock.rung;
  wind(s, s.surroundings.shock_clock, Purpose::shocks, kShock, s.day + 1, shock_hazard(c));
  s.surroundings.last_shock = s.day;
  s.incidents.tiles_stale = true;
  std::fill(s.incidents.factor_day.begin(), s.incidents.factor_day.end(), -1);
}

void step_patron(const Context& c, ReplicationState& s, std::size_t p) {
  Clock& clock = s.surroundings.patron_clock[p];
  change_hazard(clock, s.day, patron_hazard(c, s, p));
  if (s.day < clock.rings) return;
  s.surroundings.patron_on[p] = s.surroundings.patron_on[p] == 0;
  ++clock.rung;
  wind(s, clock, Purpose::regime, static_cast<std::uint32_t>(p), s.day + 1, patron_hazard(c, s, p));
}

void set_gates(const Context& c, ReplicationState& s) {
  for (std::size_t k = 0; k < c.scenario.streams; ++k) {
    const int patron = c.scenario.patron_of[k];
    const bool on = patron < 0 || s.surroundings.patron_on[static_cast<std::size_t>(patron)] != 0;
    s.incidents.gate_factor[k] = on ? 1.0 : c.scenario.threat.regime_off_factor[k];
    s.incidents.thinning[k] = c.scenario.bound[k] / s.incidents.gate_factor[k];
  }
}

}  // namespace

void begin_surroundings(const Context& c, ReplicationState& s) {
  const std::size_t patrons = c.scenario.patrons;
  s.surroundings.war = c.assessment.threat.war_abroad;
  s.surroundings.war_clock = {};
  s.surroundings.shock_clock = {};
  wind(s, s.surroundings.war_clock, Purpose::shocks, kWar, 0, war_hazard(c, s));
  wind(s, s.surroundings.shock_clock, Purpose::shocks, kShock, 0, shock_hazard(c));
  s.surroundings.last_shock.reset();
  s.surroundings.last_strike.reset();
  s.surroundings.patron_on.assign(patrons, 1);
  s.surroundings.patron_clock.assign(patrons, {});
  for (std::size_t p = 0; c.scenario.regimes && p < patrons; ++p) {
    const auto slot = static_cast<std::uint32_t>(2 * p);
    s.surroundings.patron_on[p] =
        s.stream(Purpose::regime).uniform_at(kFirstState, slot) < c.scenario.threat.regime_on[p];
    wind(s, s.surroundings.patron_clock[p], Purpose::regime, static_cast<std::uint32_t>(p), 0,
         patron_hazard(c, s, p));
  }
  set_gates(c, s);
  s.surroundings.hazards_stale = true;
}

void step_surroundings(const Context& c, ReplicationState& s) {
  if (s.day < s.surroundings.next_ring && !s.surroundings.hazards_stale) return;
  s.surroundings.hazards_stale = false;
  step_war(c, s);
  step_shock(c, s);
  s.surroundings.next_ring = std::min(s.surroundings.war_clock.rings, s.surroundings.shock_clock.rings);
  if (!c.scenario.regimes) return;
  for (std::size_t p = 0; p < c.scenario.patrons; ++p) {
    step_patron(c, s, p);
    s.surroundings.next_ring = std::min(s.surroundings.next_ring, s.surroundings.patron_clock[p].rings);
  }
  set_gates(c, s);
}

}  // namespace handover::simulate
