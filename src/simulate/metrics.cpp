// What a replication is measured by, at the start of a day.
#include "simulate/state.h"

#include <algorithm>

namespace handover::simulate {

double slip_days(const PlanTables& tables, const std::vector<std::optional<std::int32_t>>& completed,
                 std::int32_t day) {
  if (tables.phases.empty()) return 0.0;
  double sum = 0.0;
  for (std::size_t i = 0; i < tables.phases.size(); ++i) {
    const std::int32_t planned = tables.phases[i].planned_day;
    sum += completed[i] ? *completed[i] - planned : std::max(0, day - planned);
  }
  return sum / static_cast<double>(tables.phases.size());
}

std::array<float, kMetrics> metrics_at(const Context& c, ReplicationState& s) {
  count_days(c, s);
  const ScenarioTables& w = c.scenario;
  const Standing& standing = c.standing(s);
  double on_coalition = 0.0, insurgent = 0.0;
  for (std::size_t k = 0; k < w.streams; ++k) {
    if (w.on_coalition[k]) on_coalition += s.counted.attacks[k];
    if (w.insurgent[k]) insurgent += s.counted.attacks[k];
  }
  std::ptrdiff_t alone = 0;
  for (std::size_t f = 0; f < s.ability.level.size(); ++f)
    alone += ability_of(c, s, f) > w.partner.alone ? 1 : 0;
  std::array<float, kMetrics> metric{};
  const auto set = [&](Metric which, double value) {
    metric[static_cast<std::size_t>(which)] = static_cast<float>(value);
  };
  const auto ended = [&](OptionalDay day) { return day.value_or(c.days.horizon + 1); };
  set(Metric::coalition_deaths, s.casualties.killed[static_cast<std::size_t>(Victim::coalition)]);
  set(Metric::host_force_deaths, s.casualties.killed[static_cast<std::size_t>(Victim::host_forces)]);
  set(Metric::civilians_killed, s.casualties.killed[static_cast<std::size_t>(Victim::civilians)]);
  set(Metric::civilians_displaced, s.casualties.displaced);
  set(Metric::attacks_on_coalition, on_coalition);
  set(Metric::insurgent_attacks, insurgent);
  set(Metric::strikes_on_host_soil, s.counted.strikes);
  set(Metric::slip_days, slip_days(c.tables, s.plan.completed, s.day));
  set(Metric::task_days_uncovered, s.ability.uncovered_days);
  set(Metric::days_below_force_protection, s.ability.below_protection_days);
  set(Metric::troops_at_end, standing.total_troops);
  set(Metric::mission_ended_by_days, ended(s.plan.mission_ended));
  set(Metric::presence_ended_by_days, ended(s.plan.presence_ended));
  set(Metric::coalition_label_at_end, standing.coalition_label ? 1.0 : 0.0);
  set(Metric::expelled,
      s.talking.state == TalksState::expelled || (s.plan.gone && s.plan.by_expulsion) ? 1.0 : 0.0);
  set(Metric::reversals, s.reversals);
  set(Metric::functions_alone_at_end, static_cast<double>(alone));
  set(Metric::cost, s.cost);
  return metric;
}

}  // namespace handover::simulate
