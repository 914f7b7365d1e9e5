#include "simulate/plan_tables.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace handover::simulate {
namespace {

// Troops of a region shared out over its open sites in proportion to who is stationed there today; the
// remainder of the rounding goes to the first of them.
std::vector<int> persons_by_site(const Mission& mission, const Posture& posture) {
  std::vector<int> persons(mission.sites.size(), 0);
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    std::vector<std::size_t> open;
    double weight = 0.0;
    for (std::size_t s = 0; s < mission.sites.size(); ++s) {
      if (mission.sites[s].region.index != r || !posture.site_open[s]) continue;
      open.push_back(s);
      weight += std::max(mission.sites[s].persons.mode, 1.0);
    }
    int left = posture.troops[r].value;
    for (const std::size_t s : open) {
      persons[s] =
          static_cast<int>(posture.troops[r].value * std::max(mission.sites[s].persons.mode, 1.0) / weight);
      left -= persons[s];
    }
    if (!open.empty()) persons[open.front()] += left;
  }
  return persons;
}

std::vector<double> persons_by_zone(const Mission& mission, const std::vector<int>& by_site) {
  std::vector<double> persons(mission.zones.size(), 0.0);
  for (std::size_t s = 0; s < by_site.size(); ++s) persons[mission.sites[s].zone.index] += by_site[s];
  return persons;
}

// A theatre whose sustaining sites have all closed cannot be kept safely.
bool cut_off(const Mission& mission, const Posture& posture, std::size_t region) {
  bool sustained_today = false, sustained_now = false;
  for (std::size_t s = 0; s < mission.sites.size(); ++s) {
    const auto& theatres = mission.sites[s].sustains;
    const bool sustains =
        std::any_of(theatres.begin(), theatres.end(), [&](RegionId id) { return id.index == region; });
    if (!sustains) continue;
    sustained_today = sustained_today || mission.sites[s].open;
    sustained_now = sustained_now || posture.site_open[s];
  }
  return sustained_today && !sustained_now;
}

bool below_protection(const Mission& mission, const Posture& posture, const needs::SolvedPosture& row) {
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    const int troops = posture.troops[r].value;
    if (troops <= 0) continue;
    if (r < row.force_protection.size() && troops < row.force_protection[r]) return true;
    if (cut_off(mission, posture, r)) return true;
  }
  if (total_troops(posture) <= 0) return false;
  for (std::size_t t = 0; t < mission.tasks.size(); ++t)
    if (mission.tasks[t].force_protection && row.covered[t] < 1.0 - 1e-9) return true;
  return false;
}

double handed_share(const Posture& today, const Posture& posture) {
  int ours = 0, handed = 0;
  for (std::size_t t = 0; t < today.provider.size(); ++t) {
    if (today.provider[t] != Provider::coalition) continue;
    ++ours;
    handed += posture.provider[t] == Provider::host ? 1 : 0;
  }
  return ours == 0 ? 0.0 : static_cast<double>(handed) / ours;
}

void fill_presence(Standing& standing, const Mission& mission, const Posture& today, const Posture& posture) {
  standing.site_persons = persons_by_site(mission, posture);
  const auto now = persons_by_zone(mission, standing.site_persons);
  const auto before = persons_by_zone(mission, persons_by_site(mission, today));
  for (std::size_t z = 0; z < mission.zones.size(); ++z) {
    const std::size_t r = mission.zones[z].region.index;
    // A zone without a site shares its region's presence.
    const double base = before[z] > 0.0 ? before[z] : today.troops[r].value;
    const double persons = before[z] > 0.0 || now[z] > 0.0 ? now[z] : posture.troops[r].value;
    standing.zone_presence.push_back(base > 0.0 ? persons / base : (persons > 0.0 ? 1.0 : 0.0));
    bool had = false, has = false;
    for (std::size_t s = 0; s < mission.sites.size(); ++s) {
      if (mission.sites[s].zone.index != z) continue;
      had = had || today.site_open[s];
      has = has || posture.site_open[s];
    }
    standing.zone_closed.push_back(had && !has);
  }
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    const double base = today.troops[r].value;
    standing.troops.push_back(posture.troops[r].value);
    standing.region_left.push_back(base > 0.0 ? std::clamp(1.0 - posture.troops[r].value / base, 0.0, 1.0)
                                              : 0.0);
  }
}

Standing standing_of(const Mission& mission, const needs::SolvedPosture& row, const Posture& today,
                     const Posture& posture) {
  Standing standing;
  fill_presence(standing, mission, today, posture);
  standing.total_troops = total_troops(posture);
  if (const int base = total_troops(today); base > 0)
    standing.troops_left = std::clamp(1.0 - static_cast<double>(standing.total_troops) / base, 0.0, 1.0);
  standing.coalition_label = under_coalition_label(posture);
  int under_other = 0;
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    if (posture.label[r] != Label::coalition) under_other += posture.troops[r].value;
  }
  if (standing.total_troops > 0)
    standing.other_label_share = static_cast<double>(under_other) / standing.total_troops;
  standing.handed_share = handed_share(today, posture);
  for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
    standing.uncovered.push_back(std::clamp(1.0 - row.covered[t], 0.0, 1.0));
    standing.rests_on_host.push_back(std::clamp(row.covered_by_host[t], 0.0, row.covered[t]));
  }
  standing.mentoring = row.mentoring;
  standing.below_protection = below_protection(mission, posture, row);
  return standing;
}

// After an expulsion: nobody left, what rested on the coalition is uncovered, what rested on the host stays.
Standing nobody_left(const Mission& mission, const needs::SolvedPosture& today_row, const Posture& today) {
  Posture empty = today;
  std::fill(empty.site_open.begin(), empty.site_open.end(), false);
  std::fill(empty.troops.begin(), empty.troops.end(), Persons{0});
  std::fill(empty.label.begin(), empty.label.end(), Label::none);
  needs::SolvedPosture row = today_row;
  for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
    const bool ours = today.provider[t] == Provider::coalition;
    if (ours) empty.provider[t] = mission.tasks[t].partner_function ? Provider::host : Provider::none;
    // The host takes over what it has a function for; whether that stands alone the replication shows.
    if (ours && !mission.tasks[t].partner_function) row.covered[t] = row.covered_by_host[t];
    if (ours && mission.tasks[t].partner_function) row.covered_by_host[t] = row.covered[t];
    if (mission.tasks[t].force_protection) row.covered[t] = 1.0;  // nobody is left to protect
    if (mission.tasks[t].force_protection) row.covered_by_host[t] = 0.0;
  }
  std::fill(row.mentoring.begin(), row.mentoring.end(), 0.0);
  return standing_of(mission, row, today, empty);
}

std::int32_t day_of(const Mission& mission, Month month) {
  return days_between(mission.as_of, first_day(month)).value;
}

bool takes_troops_uncleared(const Mission& mission, const Posture& before, const Posture& after) {
  for (std::size_t r = 0; r < mission.regions.size(); ++r)
    if (after.troops[r].value < before.troops[r].value && awaits_clearance(mission, r)) return true;
  return false;
}

std::vector<PlannedPhase> planned_phases(const Mission& mission, const Plan& plan) {
  std::vector<PlannedPhase> phases;
  std::int32_t before = 0;
  Posture posture = posture_today(mission);
  for (const Phase& phase : plan.phases) {
    PlannedPhase planned;
    planned.earliest = std::max(0, day_of(mission, phase.earliest));
    planned.execution = std::max(0, phase.execution.value);
    planned.planned_day = std::max(before, planned.earliest) + planned.execution;
    planned.planned_length = planned.planned_day - before;
    planned.review_every = std::max(1, phase.gate.review_every.value);
    if (phase.gate.latest) planned.latest = std::max(0, day_of(mission, *phase.gate.latest));
    planned.awaits_clearance = takes_troops_uncleared(mission, posture, phase.after);
    posture = phase.after;
    before = planned.planned_day;
    phases.push_back(planned);
  }
  return phases;
}

const needs::SolvedPosture& row_of(const needs::NeedsTable& fitted, const Posture& posture,
                                   const Mission& mission) {
  const needs::SolvedPosture& row = fitted.table.at(fitted.index_of(posture));
  if (row.covered.size() != mission.tasks.size() || row.covered_by_host.size() != mission.tasks.size() ||
      row.mentoring.size() != mission.functions.size())
    throw std::logic_error("the needs module's table does not fit the mission's tasks and functions");
  return row;
}

}  // namespace

std::vector<Posture> postures_of(const Mission& mission, const Plan& plan) {
  std::vector<Posture> postures = {posture_today(mission)};
  for (const Phase& phase : plan.phases) postures.push_back(phase.after);
  return postures;
}

PlanTables::PlanTables(const Mission& mission, const Assessment& assessment, const Plan& plan) {
  const auto postures = postures_of(mission, plan);
  const Posture& today = postures.front();
  for (const Posture& posture : postures) {
    const auto& row = row_of(assessment.needs, posture, mission);
    standing.push_back(standing_of(mission, row, today, posture));
  }
  standing.push_back(nobody_left(mission, row_of(assessment.needs, today, mission), today));
  phases = planned_phases(mission, plan);
  for (const Task& task : mission.tasks)
    task_function.push_back(task.partner_function ? task.partner_function->index : -1);
  if (plan.mission_end) mission_end = day_of(mission, *plan.mission_end);
  has_successor = handover::has_successor(mission);
  waits_for_agreement = plan.signature.waits_for_agreement();
  announces_an_end =
      plan.mission_end.has_value() || std::any_of(plan.presence_end.begin(), plan.presence_end.end(),
                                                  [](const auto& month) { return month.has_value(); });
}

}  // namespace handover::simulate
