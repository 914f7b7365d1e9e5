// What happens around the mission: patrons' on/off regimes (Hamilton 1989), a war abroad and regional shocks.
// Each is a clock that the day's hazard runs down; a switch changes at most once a day, with chance
// 1 - exp(-rate), as the threat law says.
#include "base/maths.h"
#include "futures/state.h"
#include "threat/law_mean.h"

#include <algorithm>

namespace handover::futures {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr std::uint32_t kFirstState = 0xFFFFFF;

enum Block : std::uint32_t { kWar = 1000, kShock = 1001 };

void wind(const FutureState& s, Clock& clock, Purpose purpose, std::uint32_t block) {
  const auto bits = s.stream(purpose).block_at(clock.rung, block);
  clock.left = -log_same(unit_from_bits(bits[0], bits[1]));
}

// True when the clock rings today.
bool runs_out(const FutureState& s, Clock& clock, double hazard, Purpose purpose, std::uint32_t block) {
  clock.left -= hazard;
  if (clock.left > 0.0) return false;
  ++clock.rung;
  wind(s, clock, purpose, block);
  return true;
}

bool war_at_as_of(const Mission& mission) {
  // The latest row that covers the day counts.
  const Covariate* latest = nullptr;
  for (const Covariate& row : mission.covariates) {
    if (row.name != "war_abroad" || row.known.from > mission.as_of || row.known.to < mission.as_of) continue;
    if (latest == nullptr || row.known.from >= latest->known.from) latest = &row;
  }
  return latest != nullptr && latest->value > 0.0;
}

}  // namespace

void begin_surroundings(const Context& c, FutureState& s) {
  const std::size_t patrons = c.world.patrons;
  s.patron_on.assign(patrons, 1);
  s.patron_clock.assign(patrons, {});
  for (std::size_t p = 0; p < patrons; ++p) {
    const auto slot = static_cast<std::uint32_t>(2 * p);
    s.patron_on[p] = s.stream(Purpose::regime).uniform_at(kFirstState, slot) < c.world.threat.regime_on[p];
    wind(s, s.patron_clock[p], Purpose::regime, static_cast<std::uint32_t>(p));
  }
  s.war = war_at_as_of(c.mission);
  s.war_clock = {};
  s.shock_clock = {};
  wind(s, s.war_clock, Purpose::shocks, kWar);
  wind(s, s.shock_clock, Purpose::shocks, kShock);
  s.last_shock = -1;
  s.last_strike = -1;
}

void step_surroundings(const Context& c, FutureState& s) {
  const WorldTables& w = c.world;
  const Effects& e = w.effects;
  const Effect turn = s.war ? Effect::war_abroad_ends_per_year : Effect::war_abroad_starts_per_year;
  if (e.has(turn) && runs_out(s, s.war_clock, e.get(turn, 0.0) / kDaysPerYear, Purpose::shocks, kWar)) {
    s.war = !s.war;
    s.slow_stale = true;
    s.talks_stale = true;
  }
  if (!w.shock_by_age.empty() && e.has(Effect::regional_shocks_per_year) &&
      runs_out(s, s.shock_clock, e.get(Effect::regional_shocks_per_year, 0.0) / kDaysPerYear, Purpose::shocks,
               kShock))
    s.last_shock = s.day;
  if (!w.regimes) return;
  const bool in_session = s.talks == TalksState::in_session;
  for (std::size_t p = 0; p < w.patrons; ++p) {
    const threat::RegimeDraw& regime = w.threat.regime[p];
    const double rate =
        s.patron_on[p] != 0 ? regime.on_to_off : threat::turn_on_rate(regime, s.war, in_session);
    if (runs_out(s, s.patron_clock[p], rate, Purpose::regime, static_cast<std::uint32_t>(p)))
      s.patron_on[p] = s.patron_on[p] == 0;
  }
  for (std::size_t k = 0; k < w.streams; ++k) {
    const int patron = w.patron_of[k];
    if (patron < 0) continue;
    s.gate_factor[k] =
        s.patron_on[static_cast<std::size_t>(patron)] != 0 ? 1.0 : w.threat.regime_off_factor[k];
  }
}

}  // namespace handover::futures
