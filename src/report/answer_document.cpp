#include "report/answer_document.h"

#include "mission/names.h"
#include "wording/findings.h"
#include "wording/plans.h"
#include "wording/timeline.h"

namespace handover::report {
namespace {

using namespace handover::timeline;

Json band_json(const Band& band) {
  if (!band.stated) return "unstated";
  return {{"low", band.low}, {"high", band.high}};
}

const char* word(Warning warning) {
  switch (warning) {
    case Warning::no_whole_replications:
      return "no_whole_replications";
    case Warning::tolerance_below_reach:
      return "tolerance_below_reach";
    case Warning::best_at_edge:
      return "best_at_edge";
    case Warning::baseline_not_beaten:
      return "baseline_not_beaten";
    case Warning::nothing_keeps_all_lines:
      return "nothing_keeps_all_lines";
    case Warning::set_is_everything:
      return "set_is_everything";
    case Warning::too_few_fitted_draws:
      return "too_few_fitted_draws";
  }
  return "";
}

const char* word(Ablated what) {
  switch (what) {
    case Ablated::red_line:
      return "red_line";
    case Ablated::slip:
      return "slip";
    case Ablated::half_effects:
      return "half_effects";
  }
  return "";
}

const char* word(Judgement judgement) {
  switch (judgement) {
    case Judgement::half_tolerance:
      return "half_tolerance";
    case Judgement::double_tolerance:
      return "double_tolerance";
    case Judgement::half_threshold:
      return "half_threshold";
    case Judgement::double_threshold:
      return "double_threshold";
  }
  return "";
}

Json cell_or_null(const TimelineReport& report, const std::optional<CellIndex>& cell) {
  return cell ? dates_document(report.map.cells[*cell]) : Json(nullptr);
}

Json line_json(const TimelineReport& report, std::size_t line) {
  const JudgedLine& rule = report.lines[line];
  return {{"party", report.parties[rule.party].id}, {"line", line}, {"words", rule.words}};
}

Json shares_by_party(const TimelineReport& report, const std::vector<Share>& shares) {
  Json json = Json::object();
  for (std::size_t p = 0; p < report.parties.size() && p < shares.size(); ++p)
    json[report.parties[p].id] = {{"share", shares[p].value}, {"interval", pair_of(shares[p].interval)}};
  return json;
}

Json member_json(const TimelineReport& report, const MapCell& cell) {
  Json json = dates_document(cell);
  json["joint"] = cell.figures.joint.value;
  json["low"] = cell.figures.joint.interval.low;
  json["high"] = cell.figures.joint.interval.high;
  json["by_party"] = shares_by_party(report, cell.figures.by_party);
  json["all_lines_hold"] = cell.figures.chance_all_hold.value;
  if (const auto& figures = cell.figures.if_signed) {
    json["signed_by"] = to_string(report.map.plans[cell.plan].plan.phases.front().earliest);
    json["chance_signed"] = figures->in_time.value;
    json["joint_signed_or_not"] = figures->joint_signed_or_not.value;
  }
  json["plan"] = report.map.plans[cell.plan].plan.id;
  return json;
}

// What tells a pair outside the set from the best.
Json separated_json(const TimelineReport& report) {
  Json list = Json::array();
  for (const MapCell& cell : report.map.cells) {
    if (!cell.residual.stated || cell.standing.in_set) continue;
    Json json = dates_document(cell);
    json["signable"] = cell.standing.signable;
    if (!cell.standing.signable) {
      list.push_back(std::move(json));
      continue;
    }
    json["to_best"] = {{"difference", cell.standing.difference},
                       {"interval", pair_of(cell.standing.interval)}};
    json["worse_than"] = dates_document(report.map.cells[cell.standing.rival]);
    json["separated_by"] =
        cell.standing.separated_by ? line_json(report, *cell.standing.separated_by) : Json(nullptr);
    list.push_back(std::move(json));
  }
  return list;
}

Json signed_by_json(const TimelineReport& report, const Plan& plan, const Mission& mission) {
  if (plan.signature.unilateral)
    return {{"unilateral", mission.parties[plan.signature.unilateral->index].id}};
  if (plan.phases.empty()) return nullptr;
  const auto& figures = report.map.chosen_figures.if_signed;
  if (!figures) return nullptr;
  const auto& otherwise = figures->all_hold_otherwise;
  return {{"month", to_string(plan.phases.front().earliest)},
          {"chance_in_time", figures->in_time.value},
          {"chance_in_time_interval", pair_of(figures->in_time.interval)},
          {"joint_signed_or_not", figures->joint_signed_or_not.value},
          {"joint_signed_or_not_interval", pair_of(figures->joint_signed_or_not.interval)},
          {"all_lines_hold_then", report.map.chosen_figures.chance_all_hold.value},
          {"all_lines_hold_signed_or_not", figures->all_hold_signed_or_not.value},
          {"all_lines_hold_otherwise", otherwise ? Json(*otherwise) : Json(nullptr)}};
}

Json ablation_json(const TimelineReport& report, const Ablation& one) {
  Json json = {{"without", word(one.what)}};
  if (one.line) json["red_line"] = line_json(report, *one.line);
  json["joint_stated"] = one.stated;
  json["joint_without"] = one.without;
  json["change"] = pair_of(one.change);
  json["best_then"] = cell_or_null(report, one.best);
  json["joint_of_best_then"] = one.best_share;
  json["flips"] = one.flips;
  json["scenarios"] = one.scenarios;
  json["plans"] = one.plans;
  return json;
}

}  // namespace

std::string label_of(const ScenarioInput& input) {
  return input.key.empty() ? wording::input_words(input) : input.key;
}

Json dates_document(const GridCell& dates) {
  return {{"mission_end", to_string(dates.mission_end)},
          {"presence_end", month_or_null(dates.presence_end)},
          {"residual", band_json(dates.residual)}};
}

Json dates_document(const MapCell& cell) {
  return dates_document(dates_of(cell));
}

Json ordering_document(const Ordering& ordering) {
  return {{"mean", ordering.mean},
          {"interval", pair_of(ordering.interval)},
          {"p_value", ordering.p_value},
          {"ordered", ordering.ordered}};
}

Json harm_difference_document(const PricedHarm& harm, const TimelineReport& report, const Mission& mission) {
  Json json = {{"metric", name_of(harm.kind)}};
  json.update(ordering_document(harm.ordering));
  json["reweighted"] = pair_of(harm.ordering.reweighted);
  json["tipping"] = Json::array();
  for (const TippingValue& tip : harm.ordering.tipping) {
    json["tipping"].push_back({{"assumption", label_of(report.failures.inputs.at(tip.input))},
                               {"value", tip.value},
                               {"interval", pair_of(tip.interval)},
                               {"costs_more", tip.harm_above ? "above" : "below"}});
  }
  if (harm.mean_by_region.empty()) return json;
  json["by_region"] = Json::object();
  for (std::size_t r = 0; r < harm.mean_by_region.size(); ++r)
    json["by_region"][mission.regions[r].id] = harm.mean_by_region[r];
  return json;
}

Json difference_document(const PlanDifference& difference, const TimelineReport& report,
                         const Mission& mission) {
  Json json = {{"joint", ordering_document(difference.joint)}, {"harms", Json::array()}};
  for (const PricedHarm& harm : difference.harms)
    json["harms"].push_back(harm_difference_document(harm, report, mission));
  return json;
}

Json answer_document(const TimelineReport& report, const Mission& mission) {
  Json json = {{"set", Json::array()},
               {"confidence", report.confidence},
               {"smallest_difference", report.map.smallest_difference}};
  for (const CellIndex cell : report.map.answer_set)
    json["set"].push_back(member_json(report, report.map.cells[cell]));
  json["separated"] = separated_json(report);
  json["chosen"] = nullptr;
  json["signed_by"] = nullptr;
  if (report.map.chosen) {
    const MapCell& cell = chosen_cell(report);
    json["chosen"] = member_json(report, cell);
    json["signed_by"] = signed_by_json(report, report.map.plans[cell.plan].plan, mission);
  }
  json["carried_by"] = Json::array();
  for (const std::size_t i : report.sensitivity.carried_by)
    json["carried_by"].push_back(ablation_json(report, report.sensitivity.ablation[i]));
  json["compared_with_baselines"] = Json::array();
  for (const BaselineEntry& baseline : report.compared.baselines) {
    if (!baseline.to_chosen) continue;
    Json one = {{"baseline", wording::baseline_name(baseline.title)}, {"plan", baseline.plan.id}};
    one["unilateral"] = baseline.plan.signature.unilateral
                            ? Json(mission.parties[baseline.plan.signature.unilateral->index].id)
                            : Json(nullptr);
    one["share"] = {{"joint", baseline.joint_alike.value},
                    {"interval", pair_of(baseline.joint_alike.interval)}};
    one.update(difference_document(*baseline.to_chosen, report, mission));
    json["compared_with_baselines"].push_back(std::move(one));
  }
  json["words"] = wording::in_one_paragraph(wording::answer_words(mission, report));
  return json;
}

Json red_lines_document(const TimelineReport& report) {
  Json list = Json::array();
  for (std::size_t line = 0; line < report.lines.size(); ++line) {
    const JudgedLine& rule = report.lines[line];
    Json json = {{"party", report.parties[rule.party].id},
                 {"words", rule.words},
                 {"tolerated", rule.tolerated},
                 {"metric", word_of(rule.metric)},
                 {"compare", rule.at_most ? "at_most" : "at_least"},
                 {"threshold", rule.threshold}};
    if (line < report.sensitivity.red_lines.size()) {
      const RedLineStanding& one = report.sensitivity.red_lines[line];
      json["kept"] = {{"share", one.kept.value}, {"interval", pair_of(one.kept.interval)}};
      json["chance_broken"] = one.chance_broken;
      json["mean_value"] = one.mean_value;
      json["near_the_tolerance"] = one.near_share;
      json["counts"] = one.counts;
      json["blocks_alone"] = one.blocks_alone;
      json["joint_gained"] = {{"without", one.gain_without},
                              {"double_tolerance", one.gain_tolerance},
                              {"laxer_threshold", one.gain_threshold}};
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json ablation_document(const TimelineReport& report) {
  Json list = Json::array();
  for (const Ablation& one : report.sensitivity.ablation) list.push_back(ablation_json(report, one));
  return list;
}

Json warnings_document(const TimelineReport& report) {
  Json list = Json::array();
  for (const Warned& one : report.warnings) {
    Json json = {{"warning", word(one.warning)}};
    if (one.warning == Warning::baseline_not_beaten)
      json["baseline"] = wording::baseline_name(report.compared.baselines[one.subject].title);
    if (one.warning == Warning::best_at_edge)
      json["pair"] = dates_document(report.map.cells[CellIndex(one.subject)]);
    if (one.warning == Warning::tolerance_below_reach) json["red_line"] = line_json(report, one.subject);
    if (one.warning == Warning::too_few_fitted_draws) json["draws"] = one.subject;
    list.push_back(std::move(json));
  }
  return list;
}

Json best_elsewhere_document(const TimelineReport& report, const Mission& mission) {
  Json list = Json::array();
  for (const BestElsewhere& one : report.compared.best_elsewhere) {
    Json json = dates_document(report.map.cells[one.cell]);
    json["plan_fixed"] = false;
    json.update(difference_document(one.to_chosen, report, mission));
    list.push_back(std::move(json));
  }
  return list;
}

Json judged_otherwise_document(const TimelineReport& report) {
  Json list = Json::array();
  for (const JudgedOtherwise& one : report.sensitivity.judged_otherwise) {
    list.push_back({{"judgement", word(one.judgement)},
                    {"joint", one.chosen.value},
                    {"interval", pair_of(one.chosen.interval)},
                    {"best_then", cell_or_null(report, one.best)},
                    {"joint_of_best_then", one.best_share},
                    {"flips", one.flips}});
  }
  return list;
}

}  // namespace handover::report
