#include "mission/names.h"
#include "report/documents.h"

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

Json document_of(const needs::NeedsReport& report, const Mission& mission) {
  Json document = {{"persons", report.persons},
                   {"stop", words_of(report.solved.stop)},
                   {"repeatable", report.solved.stop != needs::Stop::time_limit},
                   {"objective", report.solved.objective},
                   {"best_bound", report.solved.best_bound},
                   {"gap", report.gap},
                   {"engine", report.engine},
                   {"threat_quantile", report.threat.quantile},
                   {"threat_said_by", report.threat.said_by}};
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
    document["dropped"].push_back({{"task", mission.tasks[row.task.index].id},
                                   {"region", mission.regions[row.region.index].id},
                                   {"share", row.share},
                                   {"exposed", row.exposed}});
  }
  document["binding"] = report.binding;
  document["conflict"] = report.conflict;
  document["legal"] = report.legal;
  document["legal_frame"] = document_of(report.legal_frame);
  document["assumed"] = report.assumed;
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
                    {"why", line.why}});
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
