// The benchmark mission as one JSON document, so that another implementation can simulate the same model.
#pragma once

#include "simulate/plan_tables.h"
#include "simulate/scenario_tables.h"
#include "simulate/test_scenarios.h"

#include <nlohmann/json.hpp>

namespace handover::simulate {

using nlohmann::json;

inline json as_json(const Standing& s) {
  return {{"zone_presence", s.zone_presence},      {"zone_closed", s.zone_closed},
          {"region_left", s.region_left},          {"total_troops", s.total_troops},
          {"coalition_label", s.coalition_label},  {"other_label_share", s.other_label_share},
          {"handed_share", s.handed_share},        {"uncovered", s.uncovered},
          {"rests_on_host", s.rests_on_host},      {"mentoring", s.mentoring},
          {"below_protection", s.below_protection}};
}

inline json as_json(const Condition& c) {
  return {{"what", static_cast<int>(c.what)},
          {"subject", c.subject},
          {"at_most", c.compare == Compare::at_most},
          {"threshold", c.threshold},
          {"held_for", c.held_for.value}};
}

inline json phases_as_json(const Stage& stage, const PlanTables& tables) {
  json phases = json::array();
  for (std::size_t p = 0; p < tables.phases.size(); ++p) {
    const PlannedPhase& planned = tables.phases[p];
    json all_of = json::array(), reverses = json::array();
    for (const Condition& c : stage.plan.phases[p].gate.all_of) all_of.push_back(as_json(c));
    for (const Condition& c : stage.plan.phases[p].gate.reverses) reverses.push_back(as_json(c));
    phases.push_back({{"earliest", planned.earliest},
                      {"execution", planned.execution},
                      {"planned_day", planned.planned_day},
                      {"planned_length", planned.planned_length},
                      {"latest", planned.latest ? *planned.latest : -1},
                      {"review_every", planned.review_every},
                      {"cost", stage.plan.phases[p].cost},
                      {"all_of", all_of},
                      {"reverses", reverses}});
  }
  return phases;
}

// The draw as the simulator uses it: strikes that answer attacks have no rate of their own.
inline json threat_as_json(const threat::FittedThreat& fitted, const threat::ThreatDraw& d) {
  json killed = json::array();
  for (const auto& stream : d.killed) {
    json victims = json::array();
    for (const threat::SizeDraw& s : stream)
      victims.push_back(
          {{"zero", s.zero}, {"body", s.body}, {"alpha", s.alpha}, {"x_min", s.x_min}, {"cap", s.cap}});
    killed.push_back(victims);
  }
  const threat::RegimeDraw& r = d.regime[0];
  return {{"streams", fitted.streams},
          {"zones", fitted.zones},
          {"kernels", fitted.kernels},
          {"neighbours", fitted.neighbours},
          {"patron_of_stream", fitted.patron_of_stream},
          {"endemic", d.endemic},
          {"drift", d.drift},
          {"season_sin", d.season_sin},
          {"season_cos", d.season_cos},
          {"excitation", d.excitation},
          {"neighbour_share", d.neighbour_share},
          {"kernel_weight", d.kernel_weight},
          {"kernel_decay", d.kernel_decay},
          {"dispersion", d.dispersion},
          {"regime_off_factor", d.regime_off_factor},
          {"off_to_on", r.off_to_on},
          {"on_to_off", r.on_to_off},
          {"war_factor", r.war_abroad_on_factor},
          {"talks_factor", r.talks_on_factor},
          {"regime_on", d.regime_on[0]},
          {"kernel_sum", d.kernel_sum},
          {"killed", killed}};
}

inline json scenario_as_json(const Stage& stage, const PlanTables& tables, const DayTables& days,
                             const Scenario& scenario) {
  const ScenarioTables w(stage.mission, stage.assessment, tables, days, scenario, {});
  json effects = json::object();
  for (std::size_t i = 0; i < scenario.assumption.size(); ++i)
    effects[stage.mission.assumptions[i].key] = scenario.assumption[i];
  const talks::TalksDraw& t = w.talks;
  return {{"id", scenario.id},
          {"effects", effects},
          {"gap", w.settlement.gap},
          {"talks",
           {{"base", t.base},
            {"suspend_per_death", t.suspend_per_death},
            {"suspend_per_strike", t.suspend_per_strike},
            {"agree_per_gap", t.agree_per_gap},
            {"agree_near_deadline", t.agree_near_deadline},
            {"expel_per_pressure", t.expel_per_pressure},
            {"expel_per_strike", t.expel_per_strike},
            {"collapse_per_gap", t.collapse_per_gap},
            {"slip",
             {{"late", t.slip.late},
              {"late_per_log_year", t.slip.late_per_log_year},
              {"early", t.slip.early},
              {"early_per_log_year", t.slip.early_per_log_year},
              {"case_sd", t.slip.case_sd},
              {"never", t.slip.never},
              {"tail", t.slip.tail},
              {"on_day", t.slip.on_day},
              {"before", t.slip.before},
              {"before_days", t.slip.before_days},
              {"early_share", t.slip.early_share}}}}}};
}

inline std::string model_as_json(const Stage& stage, const std::vector<Scenario>& scenarios) {
  const PlanTables tables(stage.mission, stage.assessment, stage.plan);
  const DayTables days(stage.mission);
  const ScenarioTables any_scenario(stage.mission, stage.assessment, tables, days, scenarios.front(), {});
  json standing = json::array(), kinds = json::array(), regions = json::array(),
       all_scenarios = json::array();
  for (const Standing& s : tables.standing) standing.push_back(as_json(s));
  for (const Stream& s : stage.mission.streams)
    kinds.push_back({{"insurgent", s.kind == StreamKind::insurgent},
                     {"militia", s.kind == StreamKind::militia},
                     {"strike", s.kind == StreamKind::coalition_strike},
                     {"on_coalition", s.on_coalition}});
  json host_soil = json::array(), without_task = json::array();
  for (const Zone& z : stage.mission.zones) {
    regions.push_back(z.region.index);
    host_soil.push_back(stage.mission.regions[z.region.index].host_soil);
  }
  for (const Task& t : stage.mission.tasks) without_task.push_back(static_cast<int>(t.without_it));
  for (const Scenario& scenario : scenarios)
    all_scenarios.push_back(scenario_as_json(stage, tables, days, scenario));
  std::vector<int> election(days.election_near.begin(), days.election_near.end());
  const partner::PartnerDraw& p = stage.assessment.partner.draws[0];
  return json{{"horizon", days.horizon},
              {"season_sine", days.season_sine},
              {"season_cosine", days.season_cosine},
              {"election_near", election},
              {"standing", standing},
              {"phases", phases_as_json(stage, tables)},
              {"mission_end", tables.mission_end ? *tables.mission_end : -1},
              {"announces_an_end", tables.announces_an_end},
              {"task_function", tables.task_function},
              {"streams", kinds},
              {"region_of_zone", regions},
              {"zone_on_host_soil", host_soil},
              {"without_task", without_task},
              {"waits_for_agreement", tables.waits_for_agreement},
              {"threat", threat_as_json(stage.assessment.threat, any_scenario.threat)},
              {"partner",
               {{"level", p.level},
                {"growth", p.growth_per_year},
                {"decay", p.decay_per_year},
                {"innovation", p.innovation_per_year},
                {"noise", p.observation_noise},
                {"alone", p.alone}}},
              {"talks_state", static_cast<int>(stage.assessment.talks.state_at_as_of)},
              {"talks_in_state_for", stage.assessment.talks.in_state_for.value},
              {"scenarios", all_scenarios}}
      .dump(1);
}

}  // namespace handover::simulate
