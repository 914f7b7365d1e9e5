#include "needs/needs.h"

#include "needs/tabulate.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handover::needs {

Posture unlimited_today(const Mission& mission) {
  Posture posture;
  for (const Site& site : mission.sites) posture.site_open.push_back(site.open);
  posture.troops.assign(mission.regions.size(), Persons{1'000'000});
  posture.label.assign(mission.regions.size(), Label::coalition);
  for (const Task& task : mission.tasks) {
    posture.provider.push_back(task.providers.empty() ? Provider::coalition : task.providers.front());
  }
  return posture;
}

namespace {

bool advises(const Mission& mission, const Task& task, FunctionId function) {
  const bool stated = std::any_of(mission.tasks.begin(), mission.tasks.end(),
                                  [](const Task& other) { return !other.mentors.empty(); });
  if (!stated) return task.partner_function == function;
  return std::find(task.mentors.begin(), task.mentors.end(), function) != task.mentors.end();
}

double total_demand(const NeedsData& data, TaskId task) {
  double total = 0.0;
  for (const Cell& cell : data.cells) total += cell.task == task ? cell.demand : 0.0;
  return total;
}

double met_by(const NeedsData& data, const PostureSolution& solution, TaskId task,
              std::initializer_list<Provider> providers) {
  double met = 0.0;
  for (std::size_t c = 0; c < data.cells.size(); ++c) {
    if (data.cells[c].task != task) continue;
    for (const Provider provider : providers) {
      met += data.cells[c].demand * solution.share[c][static_cast<std::size_t>(provider)];
    }
  }
  return met;
}

// Of the demand in zones with an open site, what the host or nobody does.
double not_ours_where_we_are(const NeedsData& data, const Posture& posture, const PostureSolution& solution,
                             TaskId task) {
  const auto sites = usable_sites(data.mission, posture);
  double demand = 0.0, left = 0.0;
  for (std::size_t c = 0; c < data.cells.size(); ++c) {
    const bool here = std::any_of(sites.begin(), sites.end(), [&](std::size_t site) {
      return data.mission.sites[site].zone == data.cells[c].zone;
    });
    if (data.cells[c].task != task || !here) continue;
    demand += data.cells[c].demand;
    for (const Provider provider : {Provider::host, Provider::none})
      left += data.cells[c].demand * solution.share[c][static_cast<std::size_t>(provider)];
  }
  return demand > 0.0 ? std::clamp(left / demand, 0.0, 1.0) : 0.0;
}

// Foreigners' share of the demand of the tasks that advise a function.
double advising(const NeedsData& data, const PostureSolution& solution, FunctionId function) {
  double given = 0.0;
  for (std::uint16_t t = 0; t < data.mission.tasks.size(); ++t) {
    if (!advises(data.mission, data.mission.tasks[t], function)) continue;
    const double demand = total_demand(data, TaskId{t});
    if (demand <= 0.0) continue;
    given += met_by(data, solution, TaskId{t}, {Provider::coalition, Provider::third_party}) / demand;
  }
  return given;
}

// Even when nothing can be manned, people who are there must be protected.
int least_protection(const NeedsData& data, const Posture& posture, const std::vector<Protection>& protection,
                     std::size_t region) {
  double least = std::numeric_limits<double>::infinity();
  for (const std::size_t j : usable_sites(data.mission, posture)) {
    if (data.mission.sites[j].region.index == region) least = std::min(least, protection[j].standing);
  }
  const bool nobody = posture.troops[region].value == 0 || !std::isfinite(least);
  return nobody ? 0 : static_cast<int>(std::ceil(least - 1e-9));
}

void fill_shares(const NeedsData& data, const Posture& posture, const PostureSolution& solution,
                 SolvedPosture& row) {
  const bool anybody = !usable_sites(data.mission, posture).empty();
  for (std::uint16_t t = 0; t < data.mission.tasks.size(); ++t) {
    const TaskId id{t};
    const double demand = total_demand(data, id);
    const bool by_host = posture.provider[t] == Provider::host;
    // Force protection and tasks that nobody asks for are met unless nobody is to do them.
    const bool met = posture.provider[t] != Provider::none;
    double host = by_host ? 1.0 : 0.0, covered = met ? 1.0 : 0.0;
    if (demand > 0.0) {
      host = met_by(data, solution, id, {Provider::host}) / demand;
      covered = 1.0 - met_by(data, solution, id, {Provider::none}) / demand;
    } else if (data.mission.tasks[t].force_protection && anybody) {
      covered = solution.stop == Stop::infeasible ? covered : 1.0;
    }
    row.covered.push_back(std::clamp(covered, 0.0, 1.0));
    row.covered_by_host.push_back(std::clamp(host, 0.0, 1.0));
    row.not_ours_where_we_are.push_back(not_ours_where_we_are(data, posture, solution, id));
  }
}

std::vector<double> advising_of(const NeedsData& data, const PostureSolution& solution) {
  std::vector<double> given;
  for (std::uint16_t f = 0; f < data.mission.functions.size(); ++f) {
    given.push_back(advising(data, solution, FunctionId{f}));
  }
  return given;
}

}  // namespace

SolvedPosture tabulate(const NeedsData& data, const Posture& posture, const PostureSolution& solution,
                       const std::vector<double>& advised_today) {
  const Mission& mission = data.mission;
  SolvedPosture row;
  row.posture = posture;
  row.stop = solution.stop;
  row.objective = solution.objective;
  row.best_bound = solution.bound;
  fill_shares(data, posture, solution, row);
  row.persons_required = solution.people;
  std::vector<double> work(mission.regions.size(), 0.0);
  for (const auto& by_site : solution.persons) {
    for (std::size_t j = 0; j < by_site.size(); ++j) work[mission.sites[j].region.index] += by_site[j];
  }
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    // Whole persons who are not at work on a task protect those who are.
    const int at_work = static_cast<int>(std::ceil(work[r] - 1e-6));
    row.force_protection.push_back(std::max(0, solution.people[r] - at_work));
  }
  const auto protection = protection_by_site(mission, data.threat, posture);
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    const int least = least_protection(data, posture, protection, r);
    row.force_protection[r] = std::max(row.force_protection[r], least);
    row.persons_required[r] = std::max(row.persons_required[r], least);
  }
  for (std::uint16_t f = 0; f < mission.functions.size(); ++f) {
    const double today = advised_today[f];
    const double now = advising(data, solution, FunctionId{f});
    row.mentoring.push_back(today > 0.0 ? std::clamp(now / today, 0.0, 1.0) : 0.0);
  }
  return row;
}

std::vector<double> advising_today(const NeedsData& data, const Engine& engine, SolvedProgrammes& solved) {
  return advising_of(data, solve_posture(data, unlimited_today(data.mission), engine, solved));
}

NeedsTable solve_postures(const Mission& mission, std::span<const Posture> postures,
                          const ThreatDemand& threat, const SolveOptions& options) {
  const NeedsData data(mission, threat, options);
  const auto engine = make_engine(options.engine);
  SolvedProgrammes solved;
  const auto today = advising_today(data, *engine, solved);
  NeedsTable fitted;
  for (const Posture& posture : postures) {
    const auto same = [&](const SolvedPosture& row) { return row.posture == posture; };
    if (std::any_of(fitted.table.begin(), fitted.table.end(), same)) continue;
    fitted.table.push_back(tabulate(data, posture, solve_posture(data, posture, *engine, solved), today));
  }
  return fitted;
}

}  // namespace handover::needs
