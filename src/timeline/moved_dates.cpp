// One plan at other dates.
#include "timeline/answers.h"
#include "timeline/headline.h"

#include <algorithm>

namespace handover::timeline {
namespace {

// How many steps belong to the mission: up to the one that ends it; where no step does, those planned by
// then.
std::size_t steps_of_mission(const Mission& mission, const Plan& plan, Month mission_end) {
  Posture before = posture_today(mission);
  std::size_t steps = 0;
  for (std::size_t k = 0; k < plan.phases.size(); ++k) {
    if (ends_mission(before, plan.phases[k].after)) steps = k + 1;
    before = plan.phases[k].after;
  }
  if (steps > 0) return steps;
  return static_cast<std::size_t>(
      std::count_if(plan.phases.begin(), plan.phases.end(),
                    [&](const Phase& phase) { return phase.earliest <= mission_end; }));
}

// Steps keep their order, and none comes before the month after the as-of date.
void move_steps(const Mission& mission, std::size_t first_later, int mission_months, int presence_months,
                Plan& plan) {
  Month floor = plus_months(month_of(mission.as_of), 1);
  for (std::size_t k = 0; k < plan.phases.size(); ++k) {
    const int months = k < first_later ? mission_months : presence_months;
    Phase& phase = plan.phases[k];
    phase.earliest = floor = std::max(floor, plus_months(phase.earliest, months));
    if (phase.gate.latest)
      phase.gate.latest = std::max(phase.earliest, plus_months(*phase.gate.latest, months));
  }
}

}  // namespace

std::optional<Plan> at_dates(const Mission& mission, const PlanEntry& entry, const GridCell& from,
                             const GridCell& to) {
  if (!(from.residual == to.residual) || entry.plan.phases.empty()) return std::nullopt;
  if (from.presence_end.has_value() != to.presence_end.has_value()) return std::nullopt;
  const bool together = from.presence_end == from.mission_end;
  if (together != (to.presence_end == to.mission_end)) return std::nullopt;
  const int mission_months = months_between(from.mission_end, to.mission_end);
  const int presence_months = from.presence_end ? months_between(*from.presence_end, *to.presence_end) : 0;
  Plan plan = entry.plan;
  move_steps(mission, steps_of_mission(mission, plan, from.mission_end), mission_months, presence_months,
             plan);
  for (auto& end : plan.presence_end) {
    if (!end) continue;
    end = plus_months(*end, *end > from.mission_end ? presence_months : mission_months);
  }
  plan.mission_end = to.mission_end;
  plan.id = entry.plan.id + " at " + to_string(to.mission_end) + ", " +
            (to.presence_end ? to_string(*to.presence_end) : "stays");
  return plan;
}

}  // namespace handover::timeline
