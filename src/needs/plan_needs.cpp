#include "needs/plan_needs.h"

#include <cmath>
#include <map>

namespace handover::needs {
namespace {

using Key = std::pair<std::uint16_t, std::uint16_t>;  // task, region

std::map<Key, TaskCoverage> by_key(const NeedsReport& report) {
  std::map<Key, TaskCoverage> rows;
  for (const TaskCoverage& row : report.coverage) rows[{row.task.index, row.region.index}] = row;
  return rows;
}

void compare_coverage(const TaskCoverage& before, const TaskCoverage& after,
                      std::vector<TaskChange>& changes) {
  constexpr double kLeast = 0.005;
  const auto add = [&](ChangeKind kind, double share) {
    if (share >= kLeast) changes.push_back({after.task, after.region, kind, share});
  };
  const double others_before = before.host + before.third_party + before.over_the_horizon;
  const double others_after = after.host + after.third_party + after.over_the_horizon;
  add(ChangeKind::dropped, after.dropped - before.dropped);
  add(ChangeKind::taken_up, before.dropped - after.dropped);
  add(ChangeKind::handed_on, others_after - others_before);
  add(ChangeKind::taken_back, others_before - others_after);
}

// Persons of a task that leave one region while another gains.
void find_moves(const Mission& mission, const NeedsReport& before, const NeedsReport& after,
                std::vector<TaskChange>& changes) {
  std::map<Key, double> gain;
  for (const AuditLine& line : after.audit) {
    if (line.task) gain[{line.task->index, line.region.index}] += line.persons;
  }
  for (const AuditLine& line : before.audit) {
    if (line.task) gain[{line.task->index, line.region.index}] -= line.persons;
  }
  for (std::uint16_t t = 0; t < mission.tasks.size(); ++t) {
    double arriving = 0.0;
    for (const auto& [key, change] : gain) arriving += key.first == t ? std::max(0.0, change) : 0.0;
    for (const auto& [key, change] : gain) {
      const double moved = std::min(arriving, -change);
      if (key.first != t || moved < 0.5) continue;
      arriving -= moved;
      changes.push_back({TaskId{t}, RegionId{key.second}, ChangeKind::moved, moved});
    }
  }
}

void add_exposures(const PlanNeeds& needs, Month horizon, std::vector<Exposure>& exposures) {
  std::map<Key, Exposure> open;
  const auto close = [&](std::map<Key, Exposure>::iterator entry, Month until) {
    entry->second.months = months_between(entry->second.from, until);
    if (entry->second.months > 0) exposures.push_back(entry->second);
    return open.erase(entry);
  };
  for (const PlanStep& step : needs.steps) {
    std::map<Key, const DroppedTask*> dropped;
    for (const DroppedTask& row : step.report.dropped) dropped[{row.task.index, row.region.index}] = &row;
    for (auto entry = open.begin(); entry != open.end();) {
      const auto still = dropped.find(entry->first);
      const bool same =
          still != dropped.end() && std::abs(still->second->share - entry->second.share) < 0.005;
      if (same) dropped.erase(still);
      entry = same ? std::next(entry) : close(entry, step.from);
    }
    for (const auto& [key, row] : dropped) {
      open[key] = {
          row->task, row->region, step.from, 0, row->share, row->population, row->incidents_per_month,
          row->zones};
    }
  }
  for (auto entry = open.begin(); entry != open.end();) entry = close(entry, horizon);
}

MoveCheck check_move(const Mission& mission, const Posture& before, const Phase& phase, Month from) {
  MoveCheck move;
  for (std::size_t r = 0; r < before.troops.size(); ++r) {
    move.persons += std::abs(phase.after.troops[r].value - before.troops[r].value);
  }
  move.months = phase.execution.value / kDaysPerMonth;
  for (const auto& [mode, persons] : lift_in(mission, from)) {
    move.lift_per_month = move.lift_per_month.value_or(0.0) + persons;
  }
  // Lift is stated, but none for this month: then nobody moves.
  if (!mission.lift.empty() && !move.lift_per_month) move.lift_per_month = 0.0;
  return move;
}

}  // namespace

std::string_view name_of(ChangeKind kind) {
  constexpr std::string_view names[] = {"dropped", "taken_up", "handed_on", "taken_back", "moved"};
  return names[static_cast<std::size_t>(kind)];
}

std::vector<TaskChange> changes_between(const Mission& mission, const NeedsReport& before,
                                        const NeedsReport& after) {
  std::vector<TaskChange> changes;
  const auto old_rows = by_key(before);
  for (const auto& [key, row] : by_key(after)) {
    const auto found = old_rows.find(key);
    if (found != old_rows.end()) compare_coverage(found->second, row, changes);
  }
  find_moves(mission, before, after, changes);
  return changes;
}

PlanNeeds assess_plan(const Mission& mission, const Plan& plan, const ThreatDemand& threat,
                      const SolveOptions& options) {
  PlanNeeds needs;
  const Month today = month_of(mission.as_of);
  needs.steps.push_back(
      {"today", today, assess_posture(mission, posture_today(mission), threat, options), {}, {}});
  for (const Phase& phase : plan.phases) {
    const Month from = std::max(phase.earliest, today);
    PlanStep step{
        phase.name,
        from,
        assess_posture(mission, phase.after, threat, options, std::max(first_day(from), mission.as_of)),
        {},
        check_move(mission, needs.steps.back().report.posture, phase, from)};
    step.changes = changes_between(mission, needs.steps.back().report, step.report);
    needs.steps.push_back(std::move(step));
  }
  needs.movement = schedule_movement(mission, plan);
  add_exposures(needs, plus_months(today, mission.horizon_months), needs.exposures);
  return needs;
}

}  // namespace handover::needs
