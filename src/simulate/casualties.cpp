// Who is killed in one incident. Sizes are the threat fitted model's: nobody, a discrete body, a Pareto tail
// (Clauset, Shalizi & Newman 2009). Lost tasks and thin protection move the chance that anybody of a group is
// killed, never the size of the worst: a stated effect stays a stated effect on the mean, capped at
// certainty.
#include "numerics/maths.h"
#include "simulate/lineage.h"
#include "simulate/state.h"

#include <algorithm>

namespace handover::simulate {
namespace {

constexpr auto kCoalition = static_cast<std::size_t>(Victim::coalition);
constexpr auto kHost = static_cast<std::size_t>(Victim::host_forces);
constexpr auto kCivilians = static_cast<std::size_t>(Victim::civilians);

static_assert(kCoalition == 0 && kHost == 1 && kCivilians == 2);

// P(X >= x | X >= x_min) = (x / x_min)^(1 - alpha), inverted.
int size_in_tail(const SizeTable& table, double uniform) {
  const double size = table.x_min * maths::exp(table.tail_power * maths::log(uniform));
  return size < table.cap ? static_cast<int>(size) : table.cap;
}

// Takes what it needs of `uniform` and leaves a uniform behind. The tail is seldom reached and has random
// draws of its own.
int draw_size(const ReplicationState& s, const SizeTable& table, std::uint64_t lineage, std::size_t victim,
              double& uniform) {
  const std::size_t i = table.body.at(uniform);
  if (i < table.body.classes()) {
    uniform = table.body.left_over(i, uniform);
    return static_cast<int>(i) + 1;
  }
  const Pair u = uniforms_at(s.stream(Purpose::fatalities), descendant(lineage, kSecondBlock + victim));
  uniform = u.second;
  return size_in_tail(table, u.first);
}

}  // namespace

// Bits of a pattern: coalition, host forces, civilians. How many attackers died no metric asks.
constexpr std::size_t kPatterns = 8;

void refresh_patterns(const Context& c, ReplicationState& s) {
  if (!s.casualties.pattern_stale) return;
  s.casualties.pattern_stale = false;
  const Effects& e = c.scenario.effects;
  const auto short_of = [&](WithoutTask what) { return s.ability.shortfall[static_cast<std::size_t>(what)]; };
  const double wounded =
      e.get(Effect::evacuation_gap_effect_on_deaths, 0.0) * short_of(WithoutTask::wounded_die);
  double ours = wounded + e.get(Effect::reaction_gap_effect_on_coalition_deaths, 0.0) *
                              short_of(WithoutTask::less_protected);
  if (c.standing(s).below_protection) ours += e.get(Effect::below_protection_effect_on_coalition_deaths, 0.0);
  std::array<double, 3> factor = {maths::exp(ours), 1.0, 1.0};
  factor[kHost] = maths::exp(wounded + e.get(Effect::uncovered_task_effect_on_host_deaths, 0.0) *
                                           s.ability.uncovered_share);
  double civilians = e.get(Effect::uncovered_task_effect_on_civilian_deaths, 0.0) * s.ability.uncovered_share;
  if (c.tables.has_successor && s.plan.presence_ended.has_value())
    civilians += e.get(Effect::successor_effect_on_civilian_deaths, 0.0);
  factor[kCivilians] = maths::exp(civilians);
  s.casualties.pattern.resize(c.scenario.streams);
  for (std::size_t k = 0; k < c.scenario.streams; ++k) {
    double below = 0.0;
    for (std::size_t who = 0; who < kPatterns; ++who) {
      double chance = 1.0;
      for (std::size_t v = 0; v < 3; ++v) {
        const double killed = std::min(1.0, c.scenario.killed_somebody[v][k] * factor[v]);
        chance *= (who >> v & 1) != 0 ? killed : 1.0 - killed;
      }
      s.casualties.pattern[k][who] = below += chance;
    }
    s.casualties.pattern[k][kPatterns - 1] = 1.0;
  }
}

Casualties draw_casualties(const Context& c, const ReplicationState& s, std::size_t stream,
                           std::uint64_t lineage, double uniform) {
  Casualties result;
  const auto& below = s.casualties.pattern[stream];
  if (uniform < below[0]) return result;
  std::size_t who = 1;
  while (who + 1 < kPatterns && uniform >= below[who]) ++who;
  result.left_over = rescaled(uniform, below[who - 1], 1.0 / (below[who] - below[who - 1]));
  for (std::size_t v = 0; v < 3; ++v)
    if ((who >> v & 1) != 0)
      result.killed[v] = draw_size(s, c.scenario.size[v][stream], lineage, v, result.left_over);
  return result;
}

void count_casualties(const Context& c, ReplicationState& s, std::size_t zone, const Casualties& casualties) {
  for (std::size_t v = 0; v < 3; ++v) s.casualties.killed[v] += casualties.killed[v];
  const int ours = casualties.killed[kCoalition];
  if (ours > 0) {
    s.counted.coalition_deaths += ours;
    s.talking.stale = true;
  }
  const int civilians = casualties.killed[kCivilians];
  if (civilians == 0) return;
  RegionTally& tally = s.casualties.by_region[c.mission.zones[zone].region.index];
  tally.civilians_killed += civilians;
  if (!c.scenario.effects.has(Effect::displaced_per_civilian_killed)) return;
  // Exponential about the mean: some killings empty a district, most do not.
  const double displaced = civilians * c.scenario.effects.get(Effect::displaced_per_civilian_killed, 0.0) *
                           -maths::log(casualties.left_over);
  s.casualties.displaced += displaced;
  tally.civilians_displaced += displaced;
}

}  // namespace handover::simulate
