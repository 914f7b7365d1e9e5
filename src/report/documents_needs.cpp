#include "mission/names.h"
#include "report/documents.h"
#include "wording/needs.h"

namespace handover::report {

std::string_view words_of(needs::Stop stop) {
  switch (stop) {
    case needs::Stop::optimal:
      return "optimal";
    case needs::Stop::gap_reached:
      return "gap reached";
    case needs::Stop::node_limit:
      return "node limit";
    case needs::Stop::time_limit:
      return "time limit";
    case needs::Stop::infeasible:
      return "infeasible";
  }
  return "";
}

namespace {

Json id_or_null(const std::optional<RegionId>& region, const Mission& mission) {
  return region ? Json(mission.regions[region->index].id) : Json(nullptr);
}
Json id_or_null(const std::optional<TaskId>& task, const Mission& mission) {
  return task ? Json(mission.tasks[task->index].id) : Json(nullptr);
}

// What holds the answer where it is, and what cannot hold together: in words, and as kinds with their ids.
void add_reasons(const needs::NeedsReport& report, const Mission& mission, Json& document) {
  for (const char* key : {"binding", "binding_kinds", "conflict", "conflict_kinds"})
    document[key] = Json::array();
  for (const needs::Binding& one : report.binding) {
    document["binding"].push_back(wording::binding_words(mission, one));
    document["binding_kinds"].push_back({{"kind", name_of(one.limit)},
                                         {"region", id_or_null(one.region, mission)},
                                         {"task", id_or_null(one.task, mission)},
                                         {"amount", one.amount}});
  }
  for (const needs::Requirement& one : report.conflict) {
    document["conflict"].push_back(wording::requirement_words(mission, one));
    document["conflict_kinds"].push_back({{"kind", name_of(one.kind)},
                                          {"region", id_or_null(one.region, mission)},
                                          {"task", id_or_null(one.task, mission)},
                                          {"amount", one.amount}});
  }
}

}  // namespace

Json document_of(const needs::NeedsReport& report, const Mission& mission) {
  Json document = {{"persons", report.persons},
                   {"stop", words_of(report.solved.stop)},
                   {"repeatable", report.solved.stop != needs::Stop::time_limit},
                   {"objective", report.solved.objective},
                   {"best_bound", report.solved.best_bound},
                   {"gap", report.gap},
                   {"engine", report.engine},
                   {"threat_quantile", report.threat.quantile},
                   {"threat_source", name_of(report.threat.source)},
                   {"threat_said_by", wording::demand_words(mission, report.threat)}};
  for (const auto& row : report.published) {
    document["persons_by_function_and_region"].push_back(
        {{"function", row.what}, {"region", mission.regions[row.region.index].id}, {"persons", row.persons}});
  }
  for (const auto& row : report.coverage) {
    document["coverage"].push_back({{"task", mission.tasks[row.task.index].id},
                                    {"region", mission.regions[row.region.index].id},
                                    {"coalition", row.coalition},
                                    {"host", row.host},
                                    {"third_party", row.third_party},
                                    {"over_the_horizon", row.over_the_horizon},
                                    {"dropped", row.dropped}});
  }
  for (const auto& row : report.dropped) {
    document["dropped"].push_back(
        {{"task", mission.tasks[row.task.index].id},
         {"region", mission.regions[row.region.index].id},
         {"share", row.share},
         {"zones", row.zones},
         {"population", row.population},
         {"incidents_per_month", row.incidents_per_month},
         {"exposed", wording::exposed_words(row.zones, row.population, row.incidents_per_month)}});
  }
  add_reasons(report, mission, document);
  document["legal"] = wording::legal_words(mission, report);
  document["legal_frame"] = document_of(report.legal_frame);
  document["assumed"] = Json::array();
  for (const needs::Factor factor : report.assumed)
    document["assumed"].push_back(wording::factor_words(factor));
  return document;
}

Json audit_document_of(const needs::NeedsReport& report, const Mission& mission) {
  Json rows = Json::array();
  for (const auto& line : report.audit) {
    rows.push_back({{"persons", line.persons},
                    {"region", mission.regions[line.region.index].id},
                    {"site", line.site ? Json(mission.sites[line.site->index].id) : Json(nullptr)},
                    {"task", line.task ? Json(mission.tasks[line.task->index].id) : Json(nullptr)},
                    {"demand", line.demand},
                    {"ratio", line.ratio},
                    {"source", line.source},
                    {"why", wording::audit_words(mission, line)}});
  }
  return rows;
}

Json assumptions_document(const Mission& mission) {
  Json rows = Json::array();
  for (const Assumption& assumption : mission.assumptions) {
    rows.push_back({{"key", assumption.key},
                    {"low", assumption.range.low},
                    {"mode", assumption.range.mode},
                    {"high", assumption.range.high},
                    {"shape", word_of(assumption.shape)},
                    {"unit", assumption.unit},
                    {"judgement", assumption.judgement},
                    {"reason", assumption.reason},
                    {"source", mission.sources[assumption.known.source.index].id}});
  }
  return rows;
}

}  // namespace handover::report
