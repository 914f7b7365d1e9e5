#include "app/talks_views.h"
#include "brief/charts/charts.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::app {
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
  ordered_json json = {{"title", model.title}, {"available", model.central.available}};
  if (!model.central.available) {
    json["why"] = model.central.why;
    return json;
  }
  const bool drawn = !model.points.empty();
  json["forecast"] = model.central.point;
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
    if (!model.central.rounds.empty()) json["rounds"] = rounds_json(result.table, inputs, model.central);
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

ordered_json package_json(const BargainResult& result, const Package& package) {
  ordered_json terms = ordered_json::object();
  for (std::size_t k = 0; k < package.terms.size(); ++k)
    terms[result.table.issues[k].name] = package.terms[k];
  return {{"terms", terms}, {"chance_in_zone", package.chance_in_zone}, {"efficient", package.efficient}};
}

constexpr std::size_t kShownPackages = 10;

ordered_json packages_json(const BargainResult& result) {
  const PackageReport& report = result.packages;
  ordered_json judges = ordered_json::array(), efficient = ordered_json::array();
  for (const std::size_t judge : report.judges) judges.push_back(result.table.actors[judge].name);
  for (std::size_t i = 0; i < std::min(kShownPackages, report.efficient.size()); ++i)
    efficient.push_back(package_json(result, report.efficient[i]));
  ordered_json json = {{"judges", judges},
                       {"grid", report.grid},
                       {"share_in_zone", report.share_in_zone},
                       {"efficient_packages", report.efficient.size()},
                       {"best_by_chance", efficient},
                       {"compromise", package_json(result, report.compromise)},
                       {"compromise_beaten", report.compromise_beaten}};
  if (!report.nash.terms.empty()) json["nash"] = package_json(result, report.nash);
  return json;
}

void print_models(const BargainResult& result, std::size_t k) {
  const BargainIssue& issue = result.table.issues[k];
  fmt::print("\n{}\n", issue.name);
  const auto end = [](double value, const std::string& means) { fmt::print("  {:>6g}  {}\n", value, means); };
  end(issue.low, issue.low_means.empty() ? "lower end of the scale" : issue.low_means);
  end(issue.high, issue.high_means.empty() ? "upper end of the scale" : issue.high_means);
  if (issue.reference_point) end(*issue.reference_point, "without an agreement");
  fmt::print("  {:<28} {:>9} {:>19} {:>6}\n", "model", "forecast", "90 % of draws", "deal");
  for (const ModelOnIssue& model : result.terms[k].models) {
    if (!model.central.available) {
      fmt::print("  {:<28} {}\n", model.title, model.central.why);
      continue;
    }
    const std::string range = model.points.empty()
                                  ? "exact inputs"
                                  : fmt::format("{:.1f} to {:.1f}", model.spread.q05, model.spread.q95);
    fmt::print("  {:<28} {:>9.2f} {:>19} {:>5.0f} %\n", model.title, model.central.point, range,
               100.0 * model.deal_share);
  }
}

void print_rounds(const BargainResult& result, std::size_t k) {
  for (const ModelOnIssue& model : result.terms[k].models) {
    if (model.central.rounds.empty()) continue;
    fmt::print("  {}: weighted median / mean after each round\n", model.title);
    const std::size_t shown = std::min<std::size_t>(8, model.central.rounds.size());
    for (std::size_t t = 0; t < shown; ++t) {
      fmt::print("{} {:.2f}/{:.2f}", t % 4 == 0 ? "   " : "", model.central.rounds[t].median,
                 model.central.rounds[t].mean);
      if (t % 4 == 3 || t + 1 == shown) fmt::print("\n");
    }
    if (shown < model.central.rounds.size())
      fmt::print("    and {} more rounds\n", model.central.rounds.size() - shown);
  }
}

void print_who_matters(const BargainResult& result, std::size_t k) {
  if (result.terms[k].variance.empty()) return;
  fmt::print("  whose judged ranges move the weighted mean (share of its variance):\n");
  for (std::size_t i = 0; i < std::min<std::size_t>(4, result.terms[k].variance.size()); ++i) {
    const VarianceShare& share = result.terms[k].variance[i];
    fmt::print("    {:>3.0f} % {}\n", 100.0 * share.total, result.table.actors[share.actor].name);
  }
}

void print_packages(const BargainResult& result) {
  const PackageReport& report = result.packages;
  if (report.grid == 0) return;
  fmt::print("\nAll issues as one package ({} on a grid), by consent of\n", report.grid);
  for (const std::size_t judge : report.judges) fmt::print("      {}\n", result.table.actors[judge].name);
  fmt::print("  {:.1f} % of packages leave none of them worse off than no agreement\n",
             100.0 * report.share_in_zone);
  fmt::print("  {} packages are efficient among them\n", report.efficient.size());
  fmt::print("  the weighted mean on every issue: accepted in {:.0f} % of draws{}\n",
             100.0 * report.compromise.chance_in_zone,
             report.compromise_beaten ? "; a package on the grid is better for all of them" : "");
}

void print_coalitions(const BargainResult& result) {
  if (result.coalitions.empty()) return;
  fmt::print("\nWho stands together (within a quarter of the scales)\n");
  for (const Coalition& coalition : result.coalitions) {
    fmt::print("  {:.0f} % of the weight, together in {:.0f} % of draws:\n", 100.0 * coalition.weight,
               100.0 * coalition.holds_together);
    for (const std::size_t actor : coalition.actors)
      fmt::print("      {}\n", result.table.actors[actor].name);
  }
}

}  // namespace

nlohmann::ordered_json as_json(const Spread& spread) {
  return {{"mean", spread.mean}, {"q05", spread.q05}, {"q25", spread.q25},
          {"q50", spread.q50},   {"q75", spread.q75}, {"q95", spread.q95}};
}

nlohmann::ordered_json bargain_json(const BargainResult& result) {
  ordered_json document = {{"table", result.table.name},
                           {"version", HANDOVER_VERSION},
                           {"seed", result.seed},
                           {"draws", result.draws},
                           {"actors", ordered_json::array()}};
  for (const BargainActor& actor : result.table.actors) document["actors"].push_back(actor.name);
  const auto inputs = central_inputs(result.table);
  document["issues"] = ordered_json::array();
  for (std::size_t k = 0; k < result.table.issues.size(); ++k)
    document["issues"].push_back(issue_json(result, k, inputs[k]));
  // The first issue again at the top, where scripts for tables of one issue look.
  if (!document["issues"].empty()) {
    document["models"] = document["issues"][0]["models"];
    if (document["issues"][0].contains("rounds")) document["rounds"] = document["issues"][0]["rounds"];
  }
  document["coalitions"] = ordered_json::array();
  for (const Coalition& coalition : result.coalitions) {
    ordered_json names = ordered_json::array();
    for (const std::size_t actor : coalition.actors) names.push_back(result.table.actors[actor].name);
    document["coalitions"].push_back(
        {{"actors", names}, {"weight", coalition.weight}, {"holds_together", coalition.holds_together}});
  }
  if (result.packages.grid > 0) document["packages"] = packages_json(result);
  return document;
}

void print_bargain(const BargainResult& result) {
  fmt::print("{}: {} actors, {} issue{}; seed {}, {} draws\n", result.table.name, result.table.actors.size(),
             result.table.issues.size(), result.table.issues.size() == 1 ? "" : "s", result.seed,
             result.draws);
  for (std::size_t k = 0; k < result.table.issues.size(); ++k) {
    print_models(result, k);
    print_rounds(result, k);
    print_who_matters(result, k);
  }
  print_coalitions(result);
  print_packages(result);
  fmt::print(
      "\nRecord: on 351 European decisions (DEU III) the weighted mean erred by 23.0 of\n"
      "100 points on average, the challenge model by 27.9, the weighted median by\n"
      "28.4, constant 50 by 28.0. Where models differ, trust the weighted mean.\n");
}

std::string densities_svg(const BargainResult& result, std::size_t k) {
  charts::ViolinChart chart;
  const BargainIssue& issue = result.table.issues[k];
  chart.frame.title = "Where the models would settle: " + issue.name;
  chart.frame.note = "Each shape is one model's settlement over the draws of all judged ranges.";
  chart.frame.source =
      fmt::format("seed {} | version {} | {} draws", result.seed, HANDOVER_VERSION, result.draws);
  chart.value.low = issue.low;
  chart.value.high = issue.high;
  for (const ModelOnIssue& model : result.terms[k].models) {
    if (!model.central.available) continue;
    auto sample = model.points.empty() ? std::vector<double>{model.central.point} : model.points;
    chart.groups.push_back({model.title, std::move(sample), ""});
  }
  if (issue.reference_point) chart.references.push_back({*issue.reference_point, "no agreement"});
  return charts::violin_chart(chart);
}

}  // namespace handover::app
