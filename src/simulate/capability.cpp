// Partner functions, month by month: growth with mentoring, decay without, a random walk around both (the
// partner module's fitted model); and what then lies uncovered. Tables of the needs module say how much of a
// task rests on the host; it counts while the host's function stands alone.
#include "numerics/draws.h"
#include "simulate/state.h"

#include <algorithm>
#include <cmath>

namespace handover::simulate {
namespace {

constexpr std::int32_t kMonth = 30;

bool stands_alone(const Context& c, const ReplicationState& s, std::size_t function) {
  return ability_of(c, s, function) > c.scenario.partner.alone;
}

// 0 when the function just stands alone, towards 1 the further it lies below: the chance that a unit of this
// level fails where one that just stands alone would not, on the scale of the ratings' noise.
double severity(const Context& c, const ReplicationState& s, std::size_t function) {
  const double gap = c.scenario.partner.alone - ability_of(c, s, function);
  return gap > 0.0 ? 2.0 * normal_cdf(gap) - 1.0 : 0.0;
}

// How far the task itself falls short, before what sustains it.
double shortfall_of(const Context& c, const ReplicationState& s, std::size_t task) {
  const Standing& standing = c.standing(s);
  const int function = c.tables.task_function[task];
  const double falls = function >= 0 ? severity(c, s, static_cast<std::size_t>(function)) : 0.0;
  return standing.uncovered[task] + standing.rests_on_host[task] * falls;
}

// Means over the tasks of each consequence, with what is left of them when sustainment falls short too.
void refresh_shortfall(const Context& c, ReplicationState& s) {
  std::array<double, kWithoutTask> sum{}, count{};
  const auto stop = static_cast<std::size_t>(WithoutTask::tasks_stop);
  const auto tasks = c.mission.tasks.size();
  const auto kind = [&](std::size_t t) { return static_cast<std::size_t>(c.mission.tasks[t].without_it); };
  for (std::size_t t = 0; t < tasks; ++t) {
    if (kind(t) != stop) continue;
    sum[stop] += shortfall_of(c, s, t);
    count[stop] += 1.0;
  }
  if (count[stop] > 0.0) sum[stop] /= count[stop];
  const double kept = 1.0 - sum[stop] * c.scenario.effects.get(Effect::sustainment_gap_stops_tasks, 0.0);
  for (std::size_t t = 0; t < tasks; ++t) {
    if (kind(t) == stop) continue;
    sum[kind(t)] += 1.0 - kept * (1.0 - shortfall_of(c, s, t));
    count[kind(t)] += 1.0;
  }
  for (std::size_t w = 0; w < kWithoutTask; ++w)
    if (w != stop && count[w] > 0.0) sum[w] /= count[w];
  if (sum == s.ability.shortfall && s.day > 0) return;
  s.ability.shortfall = sum;
  s.incidents.slow_stale = true;
  s.casualties.pattern_stale = true;
}

}  // namespace

double ability_of(const Context& c, const ReplicationState& s, std::size_t function) {
  const double level = s.ability.level[function];
  const double fall = c.scenario.effects.get(Effect::contractor_departure_effect_on_functions, 0.0);
  if (fall == 0.0 || !c.mission.functions[function].by_contractors) return level;
  return level - fall * c.standing(s).troops_left;
}

void begin_capability(const Context& c, ReplicationState& s) {
  s.ability.level = c.scenario.partner.level;
  s.ability.shortfall = {};
  s.ability.uncovered_days = 0.0;
  s.ability.below_protection_days = 0.0;
  s.ability.counted_to = 0;
  refresh_coverage(c, s);
}

void count_days(const Context& c, ReplicationState& s) {
  const std::int32_t days = s.day - s.ability.counted_to;
  if (days <= 0) return;
  s.ability.uncovered_days += s.ability.uncovered_tasks * days;
  if (c.standing(s).below_protection) s.ability.below_protection_days += days;
  s.ability.counted_to = s.day;
}

void refresh_coverage(const Context& c, ReplicationState& s) {
  const Standing& standing = c.standing(s);
  const std::size_t tasks = standing.uncovered.size();
  if (c.scenario.effects.runs(Mechanism::consequences)) refresh_shortfall(c, s);
  double sum = 0.0;
  for (std::size_t t = 0; t < tasks; ++t) {
    const int function = c.tables.task_function[t];
    const bool fails = function >= 0 && !stands_alone(c, s, static_cast<std::size_t>(function));
    sum += standing.uncovered[t] + (fails ? standing.rests_on_host[t] : 0.0);
  }
  if (sum == s.ability.uncovered_tasks && s.day > 0) return;
  s.ability.uncovered_tasks = sum;
  s.ability.uncovered_share = tasks > 0 ? sum / static_cast<double>(tasks) : 0.0;
  s.incidents.slow_stale = true;
  s.casualties.pattern_stale = true;
}

double mentoring_of(const Context& c, const ReplicationState& s, std::size_t function) {
  const double kept = c.scenario.effects.get(Effect::mentoring_kept_from_afar, 0.0);
  const bool moved_in = c.tables.has_successor && s.plan.presence_ended.has_value();
  const double by_successor = moved_in ? c.scenario.effects.get(Effect::successor_mentoring, 0.0) : 0.0;
  return std::max({c.standing(s).mentoring[function], kept, by_successor});
}

void step_capability(const Context& c, ReplicationState& s) {
  if (s.day == 0 || s.day % kMonth != 0) return;
  const ScenarioTables& w = c.scenario;
  if (!w.effects.runs(Mechanism::capability)) return;
  const bool noise = w.effects.runs(Mechanism::capability_noise);
  const double root_time = std::sqrt(kMonth / kDaysPerYear);
  for (std::size_t f = 0; f < s.ability.level.size(); ++f) {
    const FunctionId id{static_cast<std::uint16_t>(f)};
    s.ability.level[f] =
        partner::level_after(w.partner, id, s.ability.level[f], kMonth, mentoring_of(c, s, f));
    if (!noise || w.partner.innovation_per_year[f] == 0.0) continue;
    const double u = s.stream(Purpose::capability)
                         .uniform_at(static_cast<std::uint32_t>(s.day), static_cast<std::uint32_t>(f));
    s.ability.level[f] += w.partner.innovation_per_year[f] * root_time * normal_draw(u);
  }
  count_days(c, s);
  refresh_coverage(c, s);
}

}  // namespace handover::simulate
