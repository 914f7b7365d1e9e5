#include "wording/needs.h"

#include <cmath>
#include <map>

namespace handover::wording {
namespace {

using namespace handover::needs;

std::string label_words(Label label, const Catalogue& catalogue) {
  switch (label) {
    case Label::coalition:
      return catalogue("needs.label.coalition");
    case Label::bilateral:
      return catalogue("needs.label.bilateral");
    case Label::alliance:
      return catalogue("needs.label.alliance");
    case Label::none:
      break;
  }
  return catalogue("needs.label.none");
}

std::string kind_words(InstrumentKind kind, const Catalogue& catalogue) {
  switch (kind) {
    case InstrumentKind::invitation:
      return catalogue("legal.by_invitation");
    case InstrumentKind::agreement:
      return catalogue("legal.by_agreement");
    case InstrumentKind::mandate:
      return catalogue("legal.by_mandate");
    case InstrumentKind::self_defence_claim:
      return catalogue("legal.by_self_defence_claim");
    case InstrumentKind::request:
      break;
  }
  return catalogue("legal.by_request");
}

std::string entry_words(const LegalFrame::Entry& entry, const Catalogue& catalogue) {
  const bool notice = entry.notice && entry.notice->value > 0;
  if (notice && entry.until)
    return catalogue("legal.entry_notice_until",
                     {{"name", entry.name}, {"days", entry.notice->value}, {"until", *entry.until}});
  if (notice) return catalogue("legal.entry_notice", {{"name", entry.name}, {"days", entry.notice->value}});
  if (entry.until) return catalogue("legal.entry_until", {{"name", entry.name}, {"until", *entry.until}});
  return entry.name;
}

std::vector<std::string> entries_words(const std::vector<LegalFrame::Entry>& entries,
                                       const Catalogue& catalogue) {
  std::vector<std::string> list;
  for (const LegalFrame::Entry& entry : entries) list.push_back(entry_words(entry, catalogue));
  return list;
}

}  // namespace

std::string demand_words(const Mission& mission, const ThreatDemand& demand, const Catalogue& catalogue) {
  if (demand.source == DemandSource::replications) return catalogue("needs.demand.replications");
  std::vector<std::string> stale;
  for (const auto& [stream, day] : demand.stale)
    stale.push_back(
        catalogue("needs.demand.stale", {{"stream", mission.streams[stream.index].name}, {"day", day}}));
  return stale.empty() ? catalogue("needs.demand.records")
                       : catalogue("needs.demand.records_stale", {{"streams", stale}});
}

std::string binding_words(const Mission& mission, const Binding& binding, const Catalogue& catalogue) {
  const std::string region = binding.region ? mission.regions[binding.region->index].name : "";
  const std::string task = binding.task ? mission.tasks[binding.task->index].name : "";
  switch (binding.limit) {
    case Limit::troops_allowed:
      return catalogue("needs.limit.troops_allowed",
                       {{"region", region}, {"persons", std::llround(binding.amount)}});
    case Limit::site_capacity:
      return catalogue("needs.limit.site_capacity", {{"region", region}});
    case Limit::out_of_reach:
      return catalogue("needs.limit.out_of_reach", {{"task", task}, {"minutes", Exact{binding.amount}}});
    case Limit::not_served:
      break;
  }
  return catalogue("needs.limit.not_served", {{"task", task}});
}

std::string requirement_words(const Mission& mission, const Requirement& requirement,
                              const Catalogue& catalogue) {
  const std::string region = requirement.region ? mission.regions[requirement.region->index].name : "";
  const std::string task = requirement.task ? mission.tasks[requirement.task->index].name : "";
  switch (requirement.kind) {
    case Demanded::task_mandatory:
      return catalogue("needs.demanded.task_mandatory", {{"task", task}});
    case Demanded::task_in_time:
      return catalogue("needs.demanded.task_in_time",
                       {{"task", task}, {"minutes", Exact{requirement.amount}}});
    case Demanded::task_from_its_region:
      return catalogue("needs.demanded.task_from_its_region", {{"task", task}});
    case Demanded::task_by_coalition:
      return catalogue("needs.demanded.task_by_coalition", {{"task", task}});
    case Demanded::task_given_up:
      return catalogue("needs.demanded.task_given_up", {{"task", task}});
    case Demanded::sites_closed:
      return catalogue("needs.demanded.sites_closed", {{"region", region}});
    case Demanded::site_capacity:
      return catalogue("needs.demanded.site_capacity", {{"region", region}});
    case Demanded::troops_allowed:
      break;
  }
  return catalogue("needs.demanded.troops_allowed",
                   {{"persons", std::llround(requirement.amount)}, {"region", region}});
}

std::string factor_words(Factor factor, const Catalogue& catalogue) {
  switch (factor) {
    case Factor::usual_speeds:
      return catalogue("needs.factor.usual_speeds");
    case Factor::nobody_protects:
      return catalogue("needs.factor.nobody_protects");
    case Factor::judged_ratios:
      return catalogue("needs.factor.judged_ratios");
    case Factor::over_the_horizon_minutes:
      break;
  }
  return catalogue("needs.factor.over_the_horizon_minutes", {{"minutes", Exact{kOverTheHorizonMinutes}}});
}

std::vector<std::string> instrument_words(const LegalFrame& frame, const Catalogue& catalogue) {
  std::vector<std::string> lines;
  if (!frame.rests_on_consent()) lines.push_back(catalogue("legal.no_consent", {{"day", frame.day}}));
  std::map<InstrumentKind, std::vector<LegalFrame::Entry>> standing;
  for (const auto* list : {&frame.consent, &frame.mandates, &frame.self_defence_claims, &frame.requests}) {
    for (const LegalFrame::Entry& entry : *list) standing[entry.kind].push_back(entry);
  }
  for (const auto& [kind, entries] : standing)
    lines.push_back(catalogue("legal.in_force", {{"day", frame.day},
                                                 {"right", kind_words(kind, catalogue)},
                                                 {"names", entries_words(entries, catalogue)}}));
  if (!frame.ended.empty())
    lines.push_back(
        catalogue("legal.ended", {{"day", frame.day}, {"names", entries_words(frame.ended, catalogue)}}));
  if (!standing.empty()) lines.push_back(catalogue("legal.no_regions"));
  return lines;
}

std::vector<std::string> legal_words(const Mission& mission, const NeedsReport& report,
                                     const Catalogue& catalogue) {
  std::vector<std::string> lines;
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    const Label label = report.posture.label[r];
    lines.push_back(label == Label::none
                        ? catalogue("needs.region_without_label", {{"region", mission.regions[r].name}})
                        : catalogue("needs.region_label", {{"region", mission.regions[r].name},
                                                           {"label", label_words(label, catalogue)}}));
  }
  for (std::string& line : instrument_words(report.legal_frame, catalogue)) lines.push_back(std::move(line));
  return lines;
}

std::string exposed_words(int zones, double population, double incidents_per_month,
                          const Catalogue& catalogue) {
  return catalogue("needs.exposed", {{"zones", zones},
                                     {"millions", Exact{population / 1e6, 1}},
                                     {"incidents", std::llround(incidents_per_month)}});
}

std::string audit_words(const Mission& mission, const AuditLine& line, const Catalogue& catalogue) {
  if (!line.task) return catalogue("needs.audit.rounding");
  const Task& task = mission.tasks[line.task->index];
  const std::initializer_list<Argument> arguments = {
      {"task", task.name}, {"demand", Exact{line.demand}}, {"ratio", Exact{line.ratio, 4}}};
  return task.force_protection ? catalogue("needs.audit.protection", arguments)
                               : catalogue("needs.audit.line", arguments);
}

std::string change_words(const Mission& mission, const TaskChange& change, const Catalogue& catalogue) {
  const std::initializer_list<Argument> arguments = {
      {"task", mission.tasks[change.task.index].name},
      {"region", mission.regions[change.region.index].name},
      {"share", std::llround(change.kind == ChangeKind::moved ? change.share : 100.0 * change.share)}};
  switch (change.kind) {
    case ChangeKind::dropped:
      return catalogue("needs.change.dropped", arguments);
    case ChangeKind::taken_up:
      return catalogue("needs.change.taken_up", arguments);
    case ChangeKind::handed_on:
      return catalogue("needs.change.handed_on", arguments);
    case ChangeKind::taken_back:
      return catalogue("needs.change.taken_back", arguments);
    case ChangeKind::moved:
      break;
  }
  return catalogue("needs.change.moved", arguments);
}

std::string late_words(const LateStep& late, const Catalogue& catalogue) {
  const std::int64_t persons = std::llround(late.persons);
  if (!late.moved)
    return catalogue("needs.late.never", {{"step", late.name}, {"persons", persons}, {"days", late.days}});
  return catalogue("needs.late.moved",
                   {{"step", late.name}, {"persons", persons}, {"days", late.days}, {"month", *late.moved}});
}

}  // namespace handover::wording
