#include "report/needs_job.h"

#include "base/interrupt.h"
#include "mission/names.h"
#include "report/version.h"
#include "wording/catalogue.h"
#include "wording/needs.h"

#include <algorithm>

namespace handover::report {

using namespace handover::needs;

namespace {

const partner::FunctionOutlook::Later& outlook_at(const partner::FunctionOutlook& outlook, int months) {
  const auto found = std::find_if(outlook.later.begin(), outlook.later.end(),
                                  [months](const auto& later) { return later.months >= months; });
  return found != outlook.later.end() ? *found : outlook.later.back();
}

// The partner's chances, when some step leaves a task to the host.
partner::PartnerReport partner_report(const Mission& mission, const PlanNeeds& needs,
                                      const AssessmentOptions& options) {
  const bool handed = std::any_of(needs.steps.begin(), needs.steps.end(), [&](const PlanStep& step) {
    return std::any_of(step.report.coverage.begin(), step.report.coverage.end(), [&](const auto& row) {
      return row.host >= kLeastShare && mission.tasks[row.task.index].partner_function;
    });
  });
  if (!handed) return {};
  return assess_partner(mission, options).report;
}

ThreatDemand demand_for(const Mission& mission, AssessmentOptions options, bool from_records) {
  if (from_records || mission.streams.empty()) return recorded_threat(mission, options.demand_quantile);
  options.skill = false;  // it is the forecast command's to show, and moves no figure of this one
  return demand_of(mission, assess_threat(mission, options).fitted, options);
}

Json movement_json(const Mission& mission, const MovementSchedule& schedule) {
  Json document = {{"stated", schedule.stated},
                   {"executable", schedule.executable()},
                   {"months", Json::array()},
                   {"late", Json::array()}};
  for (const MonthMove& row : schedule.months) {
    Json by = Json::object();
    for (const auto& [mode, persons] : row.by) by[std::string(word_of(mode))] = persons;
    document["months"].push_back({{"month", to_string(row.month)},
                                  {"region", mission.regions[row.region.index].id},
                                  {"persons", row.persons},
                                  {"by", by},
                                  {"late", row.late}});
  }
  for (const LateStep& late : schedule.late) document["late"].push_back(wording::late_words(late));
  return document;
}

Json doubtful_json(const Mission& mission, const std::vector<DoubtfulHandover>& rows) {
  Json list = Json::array();
  for (const DoubtfulHandover& row : rows) {
    list.push_back({{"task", mission.tasks[row.task.index].id},
                    {"function", mission.functions[row.function.index].id},
                    {"stands_alone", row.today},
                    {"months", row.months},
                    {"with_advisers", row.with_advice},
                    {"without", row.without}});
  }
  return list;
}

Posture close_sites(const Mission& mission, Posture posture, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    const auto found = std::find_if(mission.sites.begin(), mission.sites.end(),
                                    [&](const Site& site) { return site.id == id; });
    if (found == mission.sites.end()) {
      refuse("--close", id, "is not a site of this mission", "sites.csv lists their ids");
    }
    posture.site_open[static_cast<std::size_t>(found - mission.sites.begin())] = false;
  }
  return posture;
}

}  // namespace

std::vector<DoubtfulHandover> doubtful_handovers(const Mission& mission, const PlanStep& step,
                                                 const partner::PartnerReport& partner) {
  const int months = months_between(month_of(mission.as_of), step.from);
  constexpr double kLikely = 0.5;
  std::vector<DoubtfulHandover> rows;
  for (std::uint16_t t = 0; t < mission.tasks.size(); ++t) {
    const auto function = mission.tasks[t].partner_function;
    const auto& coverage = step.report.coverage;
    const bool handed = std::any_of(coverage.begin(), coverage.end(), [t](const TaskCoverage& row) {
      return row.task == TaskId{t} && row.host >= kLeastShare;
    });
    if (!function || !handed || function->index >= partner.functions.size()) continue;
    const partner::FunctionOutlook& outlook = partner.functions[function->index];
    const auto& later = outlook_at(outlook, months);
    const double best = months > 0 ? later.mentored : outlook.stands_alone;
    if (best > kLikely) continue;
    rows.push_back({TaskId{t}, *function, outlook.stands_alone, later.months, later.mentored, later.alone});
  }
  return rows;
}

NeedsRun needs_of_plan(const Mission& mission, const Plan& plan, const AssessmentOptions& options,
                       const SolveOptions& solve, bool from_records, const Control& control) {
  const StopScope scope(control.stop);
  NeedsRun run{.needs = assess_plan(mission, plan, demand_for(mission, options, from_records), solve),
               .partner = {}};
  run.partner = partner_report(mission, run.needs, options);
  return run;
}

Json document_of(const Mission& mission, const NeedsRun& run, std::uint64_t seed, bool audit) {
  const PlanNeeds& needs = run.needs;
  const partner::PartnerReport& partner = run.partner;
  Json document = {
      {"mission", mission.id},     {"as_of", to_string(mission.as_of)},      {"seed", seed},
      {"version", version()},      {"inputs_sha256", mission.inputs_sha256}, {"steps", Json::array()},
      {"exposures", Json::array()}};
  for (const PlanStep& step : needs.steps) {
    Json entry = {{"name", step.name},
                  {"from", to_string(step.from)},
                  {"changes", Json::array()},
                  {"change_kinds", Json::array()}};
    for (const TaskChange& change : step.changes) {
      entry["changes"].push_back(wording::change_words(mission, change));
      entry["change_kinds"].push_back({{"kind", name_of(change.kind)},
                                       {"task", mission.tasks[change.task.index].id},
                                       {"region", mission.regions[change.region.index].id},
                                       {"share", change.share}});
    }
    entry["move"] = {
        {"persons", step.move.persons},
        {"months", step.move.months},
        {"lift_per_month", step.move.lift_per_month ? Json(*step.move.lift_per_month) : Json(nullptr)},
        {"executable", step.move.executable()}};
    entry["needs"] = document_of(step.report, mission);
    entry["host_unlikely_alone"] = doubtful_json(mission, doubtful_handovers(mission, step, partner));
    if (audit) entry["audit_not_for_publication"] = audit_document_of(step.report, mission);
    document["steps"].push_back(std::move(entry));
  }
  document["movement"] = movement_json(mission, needs.movement);
  for (const Exposure& row : needs.exposures) {
    document["exposures"].push_back(
        {{"task", mission.tasks[row.task.index].id},
         {"region", mission.regions[row.region.index].id},
         {"from", to_string(row.from)},
         {"months", row.months},
         {"share", row.share},
         {"exposed", wording::exposed_words(row.zones, row.population, row.incidents_per_month)}});
  }
  return document;
}

Plan plan_with_closed(const Mission& mission, Plan plan, const std::vector<std::string>& sites) {
  if (sites.empty()) return plan;
  Phase phase;
  phase.name = wording::Catalogue::english()("needs.sites_closed");
  phase.earliest = month_of(mission.as_of);
  const Posture before = plan.phases.empty() ? posture_today(mission) : plan.phases.back().after;
  if (!plan.phases.empty()) phase.earliest = plan.phases.back().earliest;
  phase.after = close_sites(mission, before, sites);
  plan.phases.push_back(std::move(phase));
  return plan;
}

}  // namespace handover::report
