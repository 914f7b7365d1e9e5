// Strikes that answer attacks and attacks that answer strikes. Either half can be off: retaliation may run
// one way, both ways or not at all (Jaeger & Paserman 2008 find one side reacting; Haushofer, Biletzki &
// Kanwisher 2010 both).
#include "numerics/draws.h"
#include "numerics/maths.h"
#include "simulate/lineage.h"
#include "simulate/state.h"

#include <algorithm>

namespace handover::simulate {
namespace {

// Geometric from one day on with this mean.
std::int32_t delay(double mean_days, double uniform) {
  if (!(mean_days > 1.0)) return 1;
  const double days = maths::log(uniform) / maths::log(1.0 - 1.0 / mean_days);
  return 1 + static_cast<std::int32_t>(std::min(days, 1e6));
}

void maybe_leave_early(const Context& c, ReplicationState& s, std::uint64_t lineage, int coalition_killed) {
  const Effects& e = c.scenario.effects;
  if (!e.has(Effect::early_exit_per_coalition_death) || !e.has(Effect::early_exit_days_to_leave)) return;
  const double stay = 1.0 - e.get(Effect::early_exit_per_coalition_death, 0.0);
  const double leave = stay > 0.0 ? 1.0 - maths::exp(coalition_killed * maths::log(stay)) : 1.0;
  if (uniforms_at(s.stream(Purpose::decisions), lineage).first < leave)
    order_departure(c, s, s.day + whole_days(e.get(Effect::early_exit_days_to_leave, 1.0)), false);
}

}  // namespace

void respond_to_attack(const Context& c, ReplicationState& s, std::size_t zone, std::uint64_t lineage,
                       int coalition_killed) {
  if (coalition_killed > 0) maybe_leave_early(c, s, lineage, coalition_killed);
  const Effect chance =
      coalition_killed > 0 ? Effect::strike_after_lethal_attack : Effect::strike_after_any_attack;
  if (!c.scenario.effects.has(chance) || !c.scenario.strike_stream) return;
  const Pair u = uniforms_at(s.stream(Purpose::strikes), lineage);
  const double likely = c.scenario.effects.get(chance, 0.0);
  if (u.first >= likely) return;
  const std::int32_t day = s.day + delay(c.scenario.effects.get(Effect::strike_delay_days, 1.0), u.second);
  if (day >= c.days.horizon) return;
  add_candidate(c, s, day,
                {.lineage = descendant(lineage, kStrikePlace),
                 .fate = rescaled(u.first, 0.0, 1.0 / likely),
                 .zone = static_cast<std::uint16_t>(zone),
                 .stream = static_cast<std::uint8_t>(*c.scenario.strike_stream),
                 .kind = Candidate::Kind::strike});
}

void note_strike_on_host_soil(const Context& c, ReplicationState& s, int civilians_killed) {
  const Effects& e = c.scenario.effects;
  ++s.counted.strikes;
  s.talking.stale = true;
  raise_pressure(c, s, e.get(Effect::pressure_per_strike, 0.0));
  for (int i = 0; i < std::min(civilians_killed, 1000); ++i)
    raise_pressure(c, s, e.get(Effect::pressure_per_civilian_killed_by_strike, 0.0));
}

void respond_to_strike(const Context& c, ReplicationState& s, std::size_t zone, std::uint64_t lineage,
                       int civilians_killed) {
  const ScenarioTables& w = c.scenario;
  const Effects& e = w.effects;
  s.surroundings.struck_today = true;
  // A strike in another country weighs on the armed groups, not on the host's sovereignty.
  if (c.mission.regions[c.mission.zones[zone].region.index].host_soil)
    note_strike_on_host_soil(c, s, civilians_killed);
  if (!e.has(Effect::militia_retaliation_per_strike) || !w.answer_stream) return;
  const std::size_t k = *w.answer_stream;
  const RandomStream randomness = s.stream(Purpose::response);
  const double mean = e.get(Effect::militia_retaliation_per_strike, 0.0) * w.bound[k];
  const int attacks = poisson_draw(uniforms_at(randomness, lineage).first, mean);
  for (int i = 0; i < attacks; ++i) {
    const std::uint64_t answer = descendant(lineage, kAnswerPlace + static_cast<std::uint64_t>(i));
    const Birth u = birth_at(randomness, answer);
    const std::size_t z = w.zone_place[k].at(u.first);
    const double left = w.zone_place[k].left_over(z, u.first);
    const std::int32_t day = s.day + delay(e.get(Effect::retaliation_delay_days, 1.0), left);
    if (day >= c.days.horizon) continue;
    add_candidate(c, s, day,
                  {.lineage = answer,
                   .fate = u.second,
                   .thin = u.thin,
                   .zone = w.zone_order[k][z],
                   .stream = static_cast<std::uint8_t>(k),
                   .kind = Candidate::Kind::answer});
  }
}

}  // namespace handover::simulate
