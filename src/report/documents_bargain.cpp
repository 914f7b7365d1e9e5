#include "report/talks_views.h"
#include "report/version.h"
#include "wording/assessments.h"

#include <algorithm>

namespace handover::report {
namespace {

using nlohmann::ordered_json;
using namespace talks;

ordered_json round_json(const BargainTable& table, const IssueInputs& issue, const Round& round,
                        std::size_t number) {
  ordered_json positions = ordered_json::object();
  for (std::size_t i = 0; i < issue.size(); ++i)
    positions[table.actors[issue.actor[i]].name] = round.position[i];
  return {{"round", number}, {"median", round.median}, {"mean", round.mean}, {"positions", positions}};
}

ordered_json rounds_json(const BargainTable& table, const IssueInputs& issue, const Forecast& forecast) {
  ordered_json rounds = ordered_json::array();
  for (std::size_t t = 0; t < forecast.rounds.size(); ++t)
    rounds.push_back(round_json(table, issue, forecast.rounds[t], t + 1));
  return rounds;
}

ordered_json record_of_model(const std::string& model) {
  ordered_json list = ordered_json::array();
  for (const PublishedAccuracy& entry : published_accuracy()) {
    if (entry.model != model) continue;
    ordered_json json = {{"data", entry.data},
                         {"mean_absolute_error", entry.absolute_error},
                         {"of_weighted_mean_there", entry.of_weighted_mean},
                         {"source", entry.source}};
    if (entry.cases > 0) json["cases"] = entry.cases;
    list.push_back(json);
  }
  return list;
}

ordered_json model_json(const ModelOnIssue& model) {
  ordered_json json = {{"title", model.title}, {"available", model.central.available()}};
  if (!model.central.available()) {
    json["why"] = wording::unavailable_words(*model.central.unavailable);
    json["median"] = json["mean"] = nullptr;
    return json;
  }
  const bool drawn = !model.points.empty();
  // One figure for where a model settles: the median over the judged ranges, as `talks` reports it.
  json["forecast"] = drawn ? model.spread.q50 : model.central.point;
  json["at_most_likely_inputs"] = model.central.point;
  json["deal"] = model.central.deal;
  json["median"] = drawn ? model.spread.q50 : model.central.median;
  json["mean"] = drawn ? model.spread.mean : model.central.mean;
  if (drawn) {
    json["quantiles"] = {{"0.05", model.spread.q05},
                         {"0.25", model.spread.q25},
                         {"0.5", model.spread.q50},
                         {"0.75", model.spread.q75},
                         {"0.95", model.spread.q95}};
    json["chance_of_deal"] = model.deal_share;
  }
  if (!model.central.chance_of.empty()) {
    json["lottery"] = ordered_json::array();
    for (const auto& [position, chance] : model.central.chance_of)
      json["lottery"].push_back({{"position", position}, {"chance", chance}});
  }
  json["record"] = record_of_model(model.model);
  return json;
}

ordered_json issue_json(const BargainResult& result, std::size_t k, const IssueInputs& inputs) {
  const BargainIssue& issue = result.table.issues[k];
  ordered_json json = {{"name", issue.name}, {"low", issue.low}, {"high", issue.high}};
  if (issue.reference_point) json["reference_point"] = *issue.reference_point;
  if (issue.outcome) json["outcome"] = *issue.outcome;
  json["models"] = ordered_json::object();
  for (const ModelOnIssue& model : result.terms[k].models) {
    json["models"][model.model] = model_json(model);
    if (model.central.rounds.empty()) continue;
    json["rounds"] = rounds_json(result.table, inputs, model.central);
    json["ended"] = wording::ending_words(*model.central.ended);
  }
  json["moves"] = ordered_json::array();
  for (const Move& move : result.terms[k].moves)
    json["moves"].push_back({{"actor", result.table.actors[move.actor].name},
                             {"from", as_json(move.from)},
                             {"to", as_json(move.to)}});
  json["variance"] = ordered_json::array();
  for (const VarianceShare& share : result.terms[k].variance)
    json["variance"].push_back({{"actor", result.table.actors[share.actor].name},
                                {"first_order", share.first},
                                {"total", share.total}});
  return json;
}

ordered_json package_json(const BargainTable& table, const LinkedPackages& linked, const Package& package) {
  ordered_json terms = ordered_json::object();
  for (std::size_t k = 0; k < package.terms.size(); ++k)
    terms[table.issues[linked.issues[k]].name] = package.terms[k];
  return {{"terms", terms}, {"chance_in_zone", package.chance_in_zone}, {"efficient", package.efficient}};
}

constexpr std::size_t kShownPackages = 10;

ordered_json limits_json(const LinkedPackages& linked) {
  ordered_json list = ordered_json::array();
  for (const TermLimit& limit : linked.limits)
    list.push_back({{"party", limit.party},
                    {"words", limit.words},
                    {"threshold", limit.threshold},
                    {"kept_by_compromise", limit.kept_by(linked.report.compromise.terms)}});
  return list;
}

ordered_json packages_json(const BargainTable& table, const LinkedPackages& linked) {
  const PackageReport& report = linked.report;
  ordered_json names = ordered_json::array(), judges = ordered_json::array(),
               efficient = ordered_json::array();
  for (const std::size_t issue : linked.issues) names.push_back(table.issues[issue].name);
  for (const std::size_t judge : report.judges) judges.push_back(table.actors[judge].name);
  for (std::size_t i = 0; i < std::min(kShownPackages, report.efficient.size()); ++i)
    efficient.push_back(package_json(table, linked, report.efficient[i]));
  ordered_json json = {{"issues", names},
                       {"judges", judges},
                       {"grid", report.grid},
                       {"share_in_zone", report.share_in_zone},
                       {"share_issue_by_issue", report.share_issue_by_issue},
                       {"share_by_every_rule", report.share_by_every_rule},
                       {"red_lines", limits_json(linked)},
                       {"efficient_packages", report.efficient.size()},
                       {"best_by_chance", efficient},
                       {"compromise", package_json(table, linked, report.compromise)},
                       {"compromise_issue_by_issue", report.compromise_issue_by_issue},
                       {"compromise_beaten", report.compromise_beaten}};
  if (!report.nash.terms.empty()) json["nash"] = package_json(table, linked, report.nash);
  return json;
}

}  // namespace

nlohmann::ordered_json as_json(const Spread& spread) {
  return {{"mean", spread.mean}, {"q05", spread.q05}, {"q25", spread.q25},
          {"q50", spread.q50},   {"q75", spread.q75}, {"q95", spread.q95}};
}

nlohmann::ordered_json bargain_json(const BargainResult& result) {
  ordered_json document = {{"table", result.table.name},  {"version", version()},
                           {"seed", result.seed},         {"draws", result.draws},
                           {"notes", result.table.notes}, {"actors", ordered_json::array()}};
  for (const BargainActor& actor : result.table.actors) document["actors"].push_back(actor.name);
  const auto inputs = central_inputs(result.table);
  document["issues"] = ordered_json::array();
  for (std::size_t k = 0; k < result.table.issues.size(); ++k)
    document["issues"].push_back(issue_json(result, k, inputs[k]));
  // The first issue again at the top, where scripts for tables of one issue look.
  if (!document["issues"].empty()) {
    document["models"] = document["issues"][0]["models"];
    for (const char* key : {"rounds", "ended"})
      if (document["issues"][0].contains(key)) document[key] = document["issues"][0][key];
  }
  document["coalitions"] = ordered_json::array();
  for (const Coalition& coalition : result.coalitions) {
    ordered_json names = ordered_json::array();
    for (const std::size_t actor : coalition.actors) names.push_back(result.table.actors[actor].name);
    document["coalitions"].push_back(
        {{"actors", names}, {"weight", coalition.weight}, {"holds_together", coalition.holds_together}});
  }
  document["packages"] = ordered_json::array();
  for (const LinkedPackages& linked : result.packages)
    document["packages"].push_back(packages_json(result.table, linked));
  return document;
}

}  // namespace handover::report
