#include "timeline/timeline.h"
#include "timeline/what_if.h"

#include <fmt/format.h>

namespace handover::timeline {
namespace {

// The last presence anywhere; nothing when some region with troops keeps them past the horizon.
std::optional<Month> last_presence(const Mission& mission, const Plan& plan) {
  std::optional<Month> last;
  const Posture today = posture_today(mission);
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    if (today.troops[r].value == 0) continue;
    if (r >= plan.presence_end.size() || !plan.presence_end[r]) return std::nullopt;
    if (!last || *plan.presence_end[r] > *last) last = plan.presence_end[r];
  }
  return last;
}

void move_ends(Plan& plan, int months) {
  if (plan.mission_end) plan.mission_end = plus_months(*plan.mission_end, months);
  for (auto& end : plan.presence_end) {
    if (end) end = plus_months(*end, months);
  }
}

// What stays: as stated, else what the last phase leaves.
Band band_of(const Plan& plan) {
  if (plan.residual.stated || plan.phases.empty()) return {plan.residual.low, plan.residual.high, true};
  const int left = total_troops(plan.phases.back().after);
  return {left, left, true};
}

}  // namespace

CandidatePlans stress_candidates(const Mission& mission, const Plan& plan, const GridOptions& options,
                                 const HostAbility& ability) {
  CandidatePlans result;
  result.ability = ability;
  const Month horizon = plus_months(month_of(mission.as_of), mission.horizon_months);
  for (const int later : {0, 6, 12}) {
    Plan copy = plan.phases.empty() ? plan : moved(mission, plan, 0, later);
    move_ends(copy, later);
    if (later > 0) copy.id = fmt::format("{} {} months later", plan.id, later);
    if (later > 0 && plan.phases.empty()) break;
    const std::size_t cell = result.cells.size();
    result.cells.push_back({copy.mission_end.value_or(horizon), last_presence(mission, copy), band_of(copy)});
    const std::string variant = later == 0 ? plan.name : fmt::format("{}, {} months later", plan.name, later);
    result.candidates.push_back({std::move(copy), cell, variant});
  }
  result.baselines = baseline_plans(mission, result.cells.front(), options, ability);
  return result;
}

}  // namespace handover::timeline
