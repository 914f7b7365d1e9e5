#include "needs/conflict.h"
#include "needs/posture_programme.h"
#include "needs/tabulate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

namespace handover::needs {
namespace {

void add_coverage(const NeedsData& data, const PostureSolution& solution, const Posture& posture,
                  NeedsReport& report) {
  std::map<std::pair<std::uint16_t, std::uint16_t>, TaskCoverage> rows;
  const auto open = usable_sites(data.mission, posture);
  for (std::size_t c = 0; c < data.cells.size(); ++c) {
    const Cell& cell = data.cells[c];
    const RegionId region = data.mission.zones[cell.zone.index].region;
    TaskCoverage& row = rows[{cell.task.index, region.index}];
    row.task = cell.task;
    row.region = region;
    row.demand += cell.demand;
    const auto& share = solution.share[c];
    row.coalition += share[static_cast<std::size_t>(Provider::coalition)] * cell.demand;
    row.host += share[static_cast<std::size_t>(Provider::host)] * cell.demand;
    row.third_party += share[static_cast<std::size_t>(Provider::third_party)] * cell.demand;
    row.over_the_horizon += share[static_cast<std::size_t>(Provider::over_the_horizon)] * cell.demand;
    row.dropped += share[static_cast<std::size_t>(Provider::none)] * cell.demand;
    double best = kNoLimit, worst = kNoLimit;
    for (const std::size_t j : open) {
      const ZoneId from = data.mission.sites[j].zone;
      worst = std::min(worst, data.times.worst_minutes(from, cell.zone));
      for (int month = 0; month < 12; ++month) {
        best = std::min(best, data.times.minutes(from, cell.zone, month));
      }
    }
    row.best_minutes += best * cell.demand;
    row.worst_month_minutes += worst * cell.demand;
  }
  for (auto& [key, row] : rows) {
    for (double* part : {&row.coalition, &row.host, &row.third_party, &row.over_the_horizon, &row.dropped,
                         &row.best_minutes, &row.worst_month_minutes}) {
      *part /= row.demand;
    }
    report.coverage.push_back(row);
  }
}

// Persons' worth by task and site, force protection shared among its tasks.
std::vector<std::vector<double>> worth_by_task(const NeedsData& data, const PostureSolution& solution,
                                               const Posture& posture) {
  const Mission& mission = data.mission;
  auto worth = solution.persons;
  std::vector<double> work(mission.sites.size(), 0.0);
  for (const auto& by_site : solution.persons) {
    for (std::size_t j = 0; j < work.size(); ++j) work[j] += by_site[j];
  }
  for (std::uint16_t t = 0; t < mission.tasks.size(); ++t) {
    const auto protection = protection_of(mission, data.threat, posture, TaskId{t});
    for (std::size_t j = 0; j < work.size(); ++j) {
      if (solution.manned[j] || work[j] > 0.0) worth[t][j] += guards(protection[j], work[j]);
    }
  }
  return worth;
}

// Whole persons by task and region that add up to the region's whole persons (largest remainders).
void add_published(const NeedsData& data, const PostureSolution& solution, const Posture& posture,
                   NeedsReport& report) {
  const Mission& mission = data.mission;
  const auto by_task = worth_by_task(data, solution, posture);
  for (std::uint16_t r = 0; r < mission.regions.size(); ++r) {
    int left = solution.people[r];
    std::vector<std::pair<double, std::size_t>> remainder;
    std::vector<int> whole;
    for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
      double worth = 0.0;
      for (std::size_t j = 0; j < mission.sites.size(); ++j) {
        if (mission.sites[j].region == RegionId{r}) worth += by_task[t][j];
      }
      whole.push_back(std::min(left, static_cast<int>(std::floor(worth + 1e-9))));
      left -= whole.back();
      if (worth > 0.0) remainder.push_back({-(worth - whole.back()), t});
    }
    std::sort(remainder.begin(), remainder.end());
    for (std::size_t i = 0; left > 0 && !remainder.empty(); ++i, --left) {
      ++whole[remainder[i % remainder.size()].second];
    }
    for (std::size_t t = 0; t < whole.size(); ++t) {
      if (whole[t] > 0) report.published.push_back({mission.tasks[t].name, RegionId{r}, whole[t]});
    }
  }
}

// The line of one task at one site.
AuditLine audit_line(const Mission& mission, TaskId id, SiteId site, double persons) {
  const Task& task = mission.tasks[id.index];
  return {id,
          site,
          mission.sites[site.index].region,
          persons,
          persons / task.persons_per_demand,
          task.persons_per_demand,
          mission.sources[task.source.index].id};
}

void add_audit(const NeedsData& data, const PostureSolution& solution, const Posture& posture,
               NeedsReport& report) {
  const Mission& mission = data.mission;
  const auto by_task = worth_by_task(data, solution, posture);
  std::vector<double> stated(mission.regions.size(), 0.0);
  for (std::uint16_t j = 0; j < mission.sites.size(); ++j) {
    for (std::uint16_t t = 0; t < mission.tasks.size(); ++t) {
      const double persons = by_task[t][j];
      if (persons <= 0.0) continue;
      report.audit.push_back(audit_line(mission, TaskId{t}, SiteId{j}, persons));
      stated[mission.sites[j].region.index] += persons;
    }
  }
  for (std::uint16_t r = 0; r < mission.regions.size(); ++r) {
    const double rest = solution.people[r] - stated[r];
    if (rest <= 1e-6) continue;
    report.audit.push_back({std::nullopt, std::nullopt, RegionId{r}, rest, 0.0, 0.0, ""});
  }
}

void add_dropped(const NeedsData& data, const PostureSolution& solution, NeedsReport& report) {
  std::map<std::pair<std::uint16_t, std::uint16_t>, DroppedTask> rows;
  std::map<std::pair<std::uint16_t, std::uint16_t>, double> demand;
  for (std::size_t c = 0; c < data.cells.size(); ++c) {
    const Cell& cell = data.cells[c];
    const RegionId region = data.mission.zones[cell.zone.index].region;
    const std::pair<std::uint16_t, std::uint16_t> key{cell.task.index, region.index};
    demand[key] += cell.demand;
    const double share = solution.share[c][static_cast<std::size_t>(Provider::none)];
    if (share <= 1e-6) continue;
    DroppedTask& row = rows[key];
    row.task = cell.task;
    row.region = region;
    row.share += share * cell.demand;
    row.population += data.mission.zones[cell.zone.index].population;
    row.incidents_per_month += cell.incidents;
    ++row.zones;
  }
  for (auto& [key, row] : rows) {
    row.share /= demand[key];
    report.dropped.push_back(row);
  }
}

void add_binding(const NeedsData& data, const PostureSolution& solution, const Posture& posture,
                 NeedsReport& report) {
  const Mission& mission = data.mission;
  for (std::uint16_t r = 0; r < mission.regions.size(); ++r) {
    const auto allowed = posture.troops[r].value;
    if (allowed > 0 && solution.people[r] >= allowed)
      report.binding.push_back(
          {.limit = Limit::troops_allowed, .region = RegionId{r}, .amount = static_cast<double>(allowed)});
  }
  std::set<std::uint16_t> full;
  const auto protection = protection_by_site(mission, data.threat, posture);
  for (std::size_t j = 0; j < mission.sites.size(); ++j) {
    double work = 0.0;
    for (const auto& by_site : solution.persons) work += by_site[j];
    const double here = work * (1.0 + protection[j].per_person) + protection[j].standing;
    const int capacity = mission.sites[j].capacity;
    if (capacity > 0 && work > 0.0 && here >= capacity - 1e-6) full.insert(mission.sites[j].region.index);
  }
  for (const std::uint16_t r : full) {
    report.binding.push_back({.limit = Limit::site_capacity, .region = RegionId{r}});
  }
  std::set<std::uint16_t> far;
  for (const CellGroup& group : coalition_groups(data, posture)) {
    if (group.sites.empty() && group.persons > 0.0) far.insert(group.task.index);
  }
  for (const std::uint16_t t : far) {
    const double minutes = mission.tasks[t].response_minutes;
    report.binding.push_back({.limit = minutes > 0.0 ? Limit::out_of_reach : Limit::not_served,
                              .task = TaskId{t},
                              .amount = minutes});
  }
}

void add_assumed(const NeedsData& data, NeedsReport& report) {
  const Mission& mission = data.mission;
  if (data.times.assumed()) report.assumed.push_back(Factor::usual_speeds);
  if (std::none_of(mission.tasks.begin(), mission.tasks.end(),
                   [](const Task& task) { return task.force_protection; }))
    report.assumed.push_back(Factor::nobody_protects);
  if (std::any_of(mission.tasks.begin(), mission.tasks.end(),
                  [&](const Task& task) { return mission.sources[task.source.index].id == "judgement"; }))
    report.assumed.push_back(Factor::judged_ratios);
  report.assumed.push_back(Factor::over_the_horizon_minutes);
}

}  // namespace

NeedsReport assess_posture(const Mission& mission, const Posture& posture, const ThreatDemand& threat,
                           const SolveOptions& options, std::optional<Date> day) {
  const auto start = std::chrono::steady_clock::now();
  const NeedsData data(mission, threat, options);
  const auto engine = make_engine(options.engine);
  SolvedProgrammes solved;
  const auto today = advising_today(data, *engine, solved);
  const PostureSolution solution = solve_posture(data, posture, *engine, solved);
  NeedsReport report;
  report.posture = posture;
  report.threat = threat;
  report.engine = engine->name();
  report.solved = tabulate(data, posture, solution, today);
  for (const int persons : report.solved.persons_required) report.persons += persons;
  report.gap = relative_gap(solution.objective, solution.bound);
  add_coverage(data, solution, posture, report);
  add_published(data, solution, posture, report);
  add_audit(data, solution, posture, report);
  add_dropped(data, solution, report);
  add_binding(data, solution, posture, report);
  report.legal_frame = legal_frame(mission, day.value_or(mission.as_of));
  add_assumed(data, report);
  if (solution.stop == Stop::infeasible) explain_conflict(data, posture, *engine, report);
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace handover::needs
