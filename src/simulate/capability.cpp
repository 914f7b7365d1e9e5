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
  return s.level[function] > c.scenario.partner.alone;
}

}  // namespace

void begin_capability(const Context& c, ReplicationState& s) {
  s.level = c.scenario.partner.level;
  s.uncovered_days = 0.0;
  s.below_protection_days = 0.0;
  s.counted_to = 0;
  refresh_coverage(c, s);
}

void count_days(const Context& c, ReplicationState& s) {
  const std::int32_t days = s.day - s.counted_to;
  if (days <= 0) return;
  s.uncovered_days += s.uncovered_tasks * days;
  if (c.standing(s).below_protection) s.below_protection_days += days;
  s.counted_to = s.day;
}

void refresh_coverage(const Context& c, ReplicationState& s) {
  const Standing& standing = c.standing(s);
  const std::size_t tasks = standing.uncovered.size();
  double sum = 0.0;
  for (std::size_t t = 0; t < tasks; ++t) {
    const int function = c.tables.task_function[t];
    const bool fails = function >= 0 && !stands_alone(c, s, static_cast<std::size_t>(function));
    sum += standing.uncovered[t] + (fails ? standing.rests_on_host[t] : 0.0);
  }
  if (sum == s.uncovered_tasks && s.day > 0) return;
  s.uncovered_tasks = sum;
  s.uncovered_share = tasks > 0 ? sum / static_cast<double>(tasks) : 0.0;
  s.slow_stale = true;
  s.pattern_stale = true;
}

double mentoring_of(const Context& c, const ReplicationState& s, std::size_t function) {
  const double kept = c.scenario.effects.get(Effect::mentoring_kept_from_afar, 0.0);
  return std::max(c.standing(s).mentoring[function], kept);
}

void step_capability(const Context& c, ReplicationState& s) {
  if (s.day == 0 || s.day % kMonth != 0) return;
  const ScenarioTables& w = c.scenario;
  if (!w.effects.runs(Mechanism::capability)) return;
  const bool noise = w.effects.runs(Mechanism::capability_noise);
  const double root_time = std::sqrt(kMonth / kDaysPerYear);
  for (std::size_t f = 0; f < s.level.size(); ++f) {
    const FunctionId id{static_cast<std::uint16_t>(f)};
    s.level[f] = partner::level_after(w.partner, id, s.level[f], kMonth, mentoring_of(c, s, f));
    if (!noise || w.partner.innovation_per_year[f] == 0.0) continue;
    const double u = s.stream(Purpose::capability)
                         .uniform_at(static_cast<std::uint32_t>(s.day), static_cast<std::uint32_t>(f));
    s.level[f] += w.partner.innovation_per_year[f] * root_time * normal_draw(u);
  }
  count_days(c, s);
  refresh_coverage(c, s);
}

}  // namespace handover::simulate
