#include "report/documents_timeline.h"

#include "report/answer_document.h"
#include "report/plan_document.h"
#include "wording/findings.h"
#include "wording/plans.h"

#include <cmath>

namespace handover::report {
namespace {

using namespace handover::timeline;

Json figure_json(const ScenarioFigure& figure) {
  return {{"mean", figure.mean},
          {"interval", pair_of(figure.interval)},
          {"scenarios_90", {figure.low, figure.high}}};
}
const char* word(Verdict verdict) {
  return verdict == Verdict::yes ? "yes" : verdict == Verdict::no ? "no" : "open";
}
Json band_json(const Band& band) {
  if (!band.stated) return "unstated";
  return {{"low", band.low}, {"high", band.high}};
}

Json by_party(const std::vector<JudgedParty>& parties, const std::vector<Share>& shares) {
  Json json = Json::object();
  for (std::size_t p = 0; p < parties.size() && p < shares.size(); ++p) json[parties[p].id] = shares[p].value;
  return json;
}
Json interval_by_party(const std::vector<JudgedParty>& parties, const std::vector<Share>& shares) {
  Json json = Json::object();
  for (std::size_t p = 0; p < parties.size() && p < shares.size(); ++p)
    json[parties[p].id] = pair_of(shares[p].interval);
  return json;
}

// In the order of the report's red_lines.
Json by_line(const std::vector<Share>& shares) {
  Json json = Json::array();
  for (const Share& share : shares) json.push_back(share.value);
  return json;
}

Json harm_json(const Mission& mission, const std::vector<ScenarioFigure>& harm) {
  Json json = Json::object();
  for (std::size_t k = 0; k < kHarmKinds && k < harm.size(); ++k) {
    json[name_of(static_cast<HarmKind>(k))] = figure_json(harm[k]);
  }
  const std::size_t regions = mission.regions.size();
  for (std::size_t r = 0; r < regions && kHarmKinds + regions + r < harm.size(); ++r) {
    json["by_region"][mission.regions[r].id] = {
        {name_of(HarmKind::civilians_killed), figure_json(harm[kHarmKinds + r])},
        {name_of(HarmKind::civilians_displaced), figure_json(harm[kHarmKinds + regions + r])}};
  }
  return json;
}

Json figures_json(const Mission& mission, const TimelineReport& report, const PlanFigures& figures) {
  return {{"share_by_party", by_party(report.parties, figures.by_party)},
          {"interval_by_party", interval_by_party(report.parties, figures.by_party)},
          {"joint", figures.joint.value},
          {"interval", pair_of(figures.joint.interval)},
          {"all_lines_hold", figures.chance_all_hold.value},
          {"all_lines_hold_interval", pair_of(figures.chance_all_hold.interval)},
          {"share_by_red_line", by_line(figures.by_line)},
          {"harm", harm_json(mission, figures.harm)}};
}

Json cell_json(const Mission& mission, const TimelineReport& report, const MapCell& cell) {
  Json json = {{"mission_end", to_string(cell.mission_end)},
               {"presence_end", month_or_null(cell.presence_end)},
               {"residual", band_json(cell.residual)}};
  json["presence_end_by_region"] = Json::object();
  for (std::size_t r = 0; r < cell.presence_end_by_region.size(); ++r) {
    json["presence_end_by_region"][mission.regions[r].id] = month_or_null(cell.presence_end_by_region[r]);
  }
  json.update(figures_json(mission, report, cell.figures));
  if (!cell.residual.stated) json["best_reading"] = figures_json(mission, report, cell.best_reading);
  for (std::size_t t = 0; t < 3; ++t) {
    Json verdict = {{"threshold", report.map.thresholds[t]}, {"joint", word(cell.joint_verdict[t])}};
    for (std::size_t p = 0; p < cell.verdicts.size(); ++p)
      verdict[report.parties[p].id] = word(cell.verdicts[p][t]);
    json["verdicts"].push_back(verdict);
  }
  if (cell.residual.stated) {
    json["in_set"] = cell.standing.in_set;
    json["to_best"] = {{"difference", cell.standing.difference},
                       {"interval", pair_of(cell.standing.interval)}};
  }
  json["settlement_share"] = cell.settlement_share;
  json["plan"] = report.map.plans[cell.plan].plan.id;
  json["plans_examined"] = cell.plans_examined;
  json["plans_beaten"] = cell.plans_beaten;
  json["plans_set_aside"] = cell.plans_set_aside;
  return json;
}

Json plan_json(const Mission& mission, const TimelineReport& report, const Plan& plan,
               const PlanFigures& figures) {
  Json json = {{"id", plan.id},
               {"name", plan.name},
               {"mission_end", month_or_null(plan.mission_end)},
               {"residual", band_json(plan.residual)},
               {"reserve", band_json(plan.reserve)}};
  json.update(signature_document(mission, plan));
  json["phases"] = Json::array();
  Posture before = posture_today(mission);
  for (const Phase& phase : plan.phases) {
    Json troops = Json::object();
    for (std::size_t r = 0; r < phase.after.troops.size(); ++r)
      troops[mission.regions[r].id] = phase.after.troops[r].value;
    json["phases"].push_back({{"name", phase.name},
                              {"earliest", to_string(phase.earliest)},
                              {"latest", month_or_null(phase.gate.latest)},
                              {"troops", troops},
                              {"cost", phase.cost}});
    json["phases"].back().update(step_document(mission, report, before, phase));
    before = phase.after;
  }
  json.update(figures_json(mission, report, figures));
  return json;
}

Json price_json(const Mission& mission, const TimelineReport& report, const PriceEntry& entry) {
  Json json = dates_document(entry.dates);
  json["against"] = dates_document(entry.against);
  json["plan_fixed"] = entry.plan_fixed;
  json["joint"] = ordering_document(entry.joint);
  json["harms"] = Json::array();
  for (const PricedHarm& harm : entry.harms)
    json["harms"].push_back(harm_difference_document(harm, report, mission));
  json["words"] = wording::price_words(report, entry);
  return json;
}

Json break_json(const TimelineReport& report, const Break& found) {
  Json json = {{"party", wording::break_party_words(report, found)},
               {"words", wording::break_words(report, found)},
               {"base_rate", found.discovery.base_rate},
               {"found", found.discovery.found}};
  if (!found.discovery.found) return json;
  json["coverage"] = found.discovery.box.coverage;
  json["density"] = found.discovery.box.density;
  for (const Restriction& r : found.discovery.restrictions) {
    json["restrictions"].push_back({{"assumption", label_of(report.failures.inputs.at(r.input))},
                                    {"above", r.has_low ? Json(r.low) : Json(nullptr)},
                                    {"below", r.has_high ? Json(r.high) : Json(nullptr)},
                                    {"quasi_p", r.quasi_p},
                                    {"reproduced", r.reproduced}});
  }
  return json;
}

Json card_json(const TimelineReport& report, const GateCard& card) {
  Json json = {{"phase", card.phase},
               {"planned", to_string(card.planned)},
               {"conditions", wording::gate_words(card)},
               {"reverses", wording::reversal_words(card)},
               {"owner", card.owner}};
  for (std::size_t p = 0; p < report.parties.size(); ++p)
    json["rule_by_party"][report.parties[p].id] = wording::rule_words(report, p);
  json["kept_by_party"] = by_party(report.parties, card.kept_by_party);
  json["evidence_age_days"] = card.evidence_age_days ? Json(*card.evidence_age_days) : Json(nullptr);
  json["passed_by_month"] = Json::array();
  for (const ScenarioFigure& figure : card.passed_by_month)
    json["passed_by_month"].push_back(figure_json(figure));
  json["passing_was_mistake"] = figure_json(card.passing_was_mistake);
  json["holding_was_mistake"] = figure_json(card.holding_was_mistake);
  return json;
}

Json branch_json(const Branch& branch) {
  Json json = {{"phase", branch.phase},
               {"chance", figure_json(branch.chance)},
               {"scenarios", branch.scenarios},
               {"advice", wording::advice_words(branch)}};
  for (const BranchChoice& choice : branch.choices)
    json["choices"].push_back(
        {{"name", wording::continuation_words(choice.continuation)}, {"kept", figure_json(choice.kept)}});
  return json;
}

Json budget_json(const Budget& budget) {
  return {{"replications_allowed", budget.replications_allowed},
          {"replications_used", budget.replications_used},
          {"good_enough", budget.good_enough},
          {"median_interval_width", budget.median_interval},
          {"widest_interval_width", budget.widest_interval},
          {"cells", budget.cells},
          {"plans", budget.plans},
          {"plans_per_cell", {budget.plans_per_cell_least, budget.plans_per_cell_most}},
          {"plans_beaten", budget.beaten},
          {"plans_set_aside", budget.set_aside},
          {"scenarios", budget.scenarios},
          {"replications_per_scenario", budget.replications_per_scenario},
          {"days_shared", budget.days_shared},
          {"explained_by_inputs", budget.explained}};
}

void add_answers(Json& json, const TimelineReport& report) {
  json["regret"] = Json::array();
  for (const RegretTable& table : report.compared.regret) {
    Json rows = Json::array();
    for (const RegretRow& row : table.rows) {
      rows.push_back({{"plan", row.baseline ? wording::baseline_name(*row.baseline) : row.plan},
                      {"regret", figure_json(row.regret)},
                      {"largest", row.largest}});
    }
    json["regret"].push_back({{"metric", wording::regret_words(table)}, {"rows", rows}});
  }
  json["breaks"] = Json::array();
  for (const Break& found : report.failures.breaks) json["breaks"].push_back(break_json(report, found));
  json["information"] = Json::array();
  for (const InformationValue& value : report.failures.information) {
    json["information"].push_back({{"assumption", label_of(report.failures.inputs.at(value.input))},
                                   {"fitted", report.failures.inputs.at(value.input).key.empty()},
                                   {"value", value.value},
                                   {"chance_alone", value.noise},
                                   {"changes_plan", value.changes_plan},
                                   {"words", wording::information_words(report, value)}});
  }
  json["ask_first"] = wording::first_report_words(report);
  json["gate_cards"] = Json::array();
  for (const GateCard& card : report.conduct.gate_cards)
    json["gate_cards"].push_back(card_json(report, card));
  json["branches"] = Json::array();
  for (const Branch& branch : report.conduct.branches) json["branches"].push_back(branch_json(branch));
}

}  // namespace

Json document_of(const timeline::TimelineReport& report, const Mission& mission) {
  Json json = {{"answer", answer_document(report, mission)}, {"confidence", report.confidence}};
  json["parties"] = Json::array();
  for (const JudgedParty& party : report.parties)
    json["parties"].push_back({{"id", party.id}, {"name", party.name}, {"decides", party.decides}});
  json["red_lines"] = red_lines_document(report);
  json["ablation"] = ablation_document(report);
  json["judged_otherwise"] = judged_otherwise_document(report);
  json["warnings"] = warnings_document(report);
  if (report.map.chosen) {
    json["chosen"] = cell_json(mission, report, chosen_cell(report));
    const Plan& plan = chosen_entry(report).plan;
    json["chosen"]["plan_warnings"] = plan_warnings_document(mission, plan, report.conduct.plan_warnings);
  }
  json["agreement_map"] = Json::array();
  for (const MapCell& cell : report.map.cells)
    json["agreement_map"].push_back(cell_json(mission, report, cell));
  json["price"] = Json::array();
  for (const PriceEntry& entry : report.compared.price)
    json["price"].push_back(price_json(mission, report, entry));
  json["best_elsewhere"] = best_elsewhere_document(report, mission);
  json["plans"] = Json::array();
  for (const PlanEntry& entry : report.map.plans) {
    json["plans"].push_back(plan_json(mission, report, entry.plan, entry.figures));
    json["plans"].back()["variant"] = entry.variant;
  }
  json["baselines"] = Json::array();
  for (const BaselineEntry& entry : report.compared.baselines) {
    json["baselines"].push_back(plan_json(mission, report, entry.plan, entry.figures));
  }
  add_answers(json, report);
  json["refused"] = Json::array();
  for (const Problem& problem : report.refused) json["refused"].push_back(to_string(problem));
  json["budget"] = budget_json(report.budget);
  return json;
}

}  // namespace handover::report
