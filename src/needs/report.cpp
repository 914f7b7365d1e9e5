#include "needs/conflict.h"
#include "needs/posture_programme.h"
#include "needs/tabulate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

namespace handover::needs {
namespace {

std::string_view label_words(Label label) {
  switch (label) {
    case Label::coalition:
      return "the coalition";
    case Label::bilateral:
      return "a bilateral agreement";
    case Label::alliance:
      return "an alliance";
    case Label::none:
      break;
  }
  return "no label";
}

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
AuditLine audit_line(const Mission& mission, TaskId id, SiteId site, double persons, const std::string& how) {
  const Task& task = mission.tasks[id.index];
  return {id,
          site,
          mission.sites[site.index].region,
          persons,
          persons / task.persons_per_demand,
          task.persons_per_demand,
          mission.sources[task.source.index].id,
          fmt::format("{}: {}", task.name, how)};
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
      const Task& task = mission.tasks[t];
      const std::string how =
          fmt::format("{:.2f} of demand at {:g} persons each{}", persons / task.persons_per_demand,
                      task.persons_per_demand, task.force_protection ? " (force protection)" : "");
      report.audit.push_back(audit_line(mission, TaskId{t}, SiteId{j}, persons, how));
      stated[mission.sites[j].region.index] += persons;
    }
  }
  for (std::uint16_t r = 0; r < mission.regions.size(); ++r) {
    const double rest = solution.people[r] - stated[r];
    if (rest <= 1e-6) continue;
    report.audit.push_back(
        {std::nullopt, std::nullopt, RegionId{r}, rest, 0.0, 0.0, "", "rounding up to whole persons"});
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
    row.exposed = fmt::format("{} zone{} with {:.1f} million people and {:.0f} incidents a month", row.zones,
                              row.zones == 1 ? "" : "s", row.population / 1e6, row.incidents_per_month);
    report.dropped.push_back(row);
  }
}

void add_binding(const NeedsData& data, const PostureSolution& solution, const Posture& posture,
                 NeedsReport& report) {
  const Mission& mission = data.mission;
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    if (posture.troops[r].value > 0 && solution.people[r] >= posture.troops[r].value) {
      report.binding.push_back(fmt::format("{} holds all the {} persons the posture allows",
                                           mission.regions[r].name, posture.troops[r].value));
    }
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
    report.binding.push_back(fmt::format("a site in {} holds no more persons", mission.regions[r].name));
  }
  std::set<std::uint16_t> far;
  for (const CellGroup& group : coalition_groups(data, posture)) {
    if (group.sites.empty() && group.persons > 0.0) far.insert(group.task.index);
  }
  for (const std::uint16_t t : far) {
    const Task& task = mission.tasks[t];
    report.binding.push_back(
        task.response_minutes > 0.0
            ? fmt::format("{}: part of it lies more than {:g} minutes from every open site", task.name,
                          task.response_minutes)
            : fmt::format("{}: part of it has no open site that serves its region", task.name));
  }
}

std::string_view kind_words(InstrumentKind kind) {
  switch (kind) {
    case InstrumentKind::invitation:
      return "by invitation";
    case InstrumentKind::agreement:
      return "by agreement";
    case InstrumentKind::mandate:
      return "by a mandate, which is no host's consent";
    case InstrumentKind::self_defence_claim:
      return "as a claim of self-defence, which is no host's consent";
    case InstrumentKind::request:
      break;
  }
  return "as a request, which is no consent";
}

std::string name_and_terms(const LegalFrame::Entry& entry) {
  std::string terms;
  if (entry.notice && entry.notice->value > 0) terms = fmt::format("{} days' notice", entry.notice->value);
  if (entry.until) terms += fmt::format("{}until {}", terms.empty() ? "" : ", ", to_string(*entry.until));
  return entry.name + (terms.empty() ? "" : " (" + terms + ")");
}

std::string listed(const std::vector<LegalFrame::Entry>& entries) {
  std::string list;
  for (const LegalFrame::Entry& entry : entries) list += (list.empty() ? "" : "; ") + name_and_terms(entry);
  return list;
}

// The table of instruments names no regions, so that what is in force is said once for the mission.
void add_instruments(const LegalFrame& frame, std::vector<std::string>& legal) {
  const std::string on = to_string(frame.day);
  if (!frame.rests_on_consent())
    legal.push_back(fmt::format("No invitation or agreement of a host is in force on {}", on));
  std::map<InstrumentKind, std::vector<LegalFrame::Entry>> standing;
  for (const auto* list : {&frame.consent, &frame.mandates, &frame.self_defence_claims, &frame.requests}) {
    for (const LegalFrame::Entry& entry : *list) standing[entry.kind].push_back(entry);
  }
  for (const auto& [kind, entries] : standing) {
    legal.push_back(fmt::format("In force on {} {}: {}", on, kind_words(kind), listed(entries)));
  }
  if (!frame.ended.empty()) legal.push_back(fmt::format("Ended before {}: {}", on, listed(frame.ended)));
  if (!standing.empty()) legal.push_back("The table of instruments does not say in which region each holds");
}

void add_legal(const Mission& mission, const Posture& posture, Date day, NeedsReport& report) {
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    const Label label = posture.label[r];
    report.legal.push_back(fmt::format("{}: under {}{}", mission.regions[r].name, label_words(label),
                                       label == Label::none ? "; nobody may stay" : ""));
  }
  report.legal_frame = legal_frame(mission, day);
  add_instruments(report.legal_frame, report.legal);
}

void add_assumed(const NeedsData& data, NeedsReport& report) {
  if (data.times.assumed()) {
    report.assumed.push_back("speeds on the road and in the air are planning factors, not the mission's");
  }
  if (std::none_of(data.mission.tasks.begin(), data.mission.tasks.end(),
                   [](const Task& task) { return task.force_protection; })) {
    report.assumed.push_back("no task protects those who stay: force protection counts as nobody");
  }
  for (const Task& task : data.mission.tasks) {
    if (data.mission.sources[task.source.index].id != "judgement") continue;
    report.assumed.push_back("the ratios of some tasks are judgements of the mission's author");
    break;
  }
  report.assumed.push_back(fmt::format("forces over the horizon need {:g} minutes", kOverTheHorizonMinutes));
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
  add_legal(mission, posture, day.value_or(mission.as_of), report);
  add_assumed(data, report);
  if (solution.stop == Stop::infeasible) explain_conflict(data, posture, *engine, report);
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace handover::needs
