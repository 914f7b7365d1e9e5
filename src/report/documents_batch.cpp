#include "mission/names.h"
#include "report/simulation.h"
#include "report/version.h"

namespace handover::report {
namespace {

Json as_json(const simulate::MetricSummary& m) {
  return {{"mean", m.mean}, {"lowest", m.lowest}, {"q05", m.q05}, {"q25", m.q25},
          {"q50", m.q50},   {"q75", m.q75},       {"q95", m.q95}, {"highest", m.highest}};
}

// Shares of scenarios with Wilson's interval, per party; and how often the random draws break each line.
Json parties_json(const Mission& mission, const simulate::Lines& lines, const simulate::Batch& batch) {
  Json parties = Json::array();
  for (std::size_t p = 0; p < mission.parties.size(); ++p) {
    std::size_t kept = 0;
    for (const auto& scenario : batch.scenarios) kept += simulate::accepted_by(mission, lines, scenario)[p];
    Json red_lines = Json::array();
    for (std::size_t i = 0; i < lines.line.size(); ++i) {
      if (lines.party[i].index != p) continue;
      std::vector<double> broken;
      for (const auto& scenario : batch.scenarios) broken.push_back(scenario.break_frequency[i]);
      red_lines.push_back({{"words", lines.line[i].words},
                           {"tolerated", lines.line[i].tolerated.value()},
                           {"broken", document_of(simulate::mean_over_scenarios(broken))}});
    }
    if (red_lines.empty()) continue;
    parties.push_back({{"party", mission.parties[p].id},
                       {"scenarios_kept", kept},
                       {"share", static_cast<double>(kept) / static_cast<double>(batch.scenarios.size())},
                       {"interval90", pair_of(wilson_interval(kept, batch.scenarios.size()))},
                       {"red_lines", red_lines}});
  }
  return parties;
}

}  // namespace

Json document_of(const Mission& mission, const SimulationSpec& spec, const simulate::Lines& lines,
                 const simulate::Batch& batch) {
  Json outcomes = Json::object();
  for (std::size_t m = 0; m < kMetrics; ++m)
    outcomes[std::string(word_of(static_cast<Metric>(m)))] = as_json(batch.metric[m]);
  Json regions = Json::object();
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    std::vector<double> killed, displaced;
    for (const auto& scenario : batch.scenarios) {
      killed.push_back(scenario.civilians_killed_by_region[r]);
      displaced.push_back(scenario.civilians_displaced_by_region[r]);
    }
    regions[mission.regions[r].id] = {
        {"civilians_killed", document_of(simulate::mean_over_scenarios(killed))},
        {"civilians_displaced", document_of(simulate::mean_over_scenarios(displaced))}};
  }
  return {{"mission", mission.id},
          {"as_of", to_string(mission.as_of)},
          {"plan", spec.plan},
          {"seed", spec.seed},
          {"version", version()},
          {"inputs_sha256", mission.inputs_sha256},
          {"options", document_of(spec)},
          {"digest", batch.digest},
          {"replications", batch.replications},
          {"incidents", batch.incidents},
          {"cut_short", batch.cut_short},
          {"seconds", batch.seconds},
          {"replications_per_second", batch.replications_per_second()},
          {"outcomes", outcomes},
          {"civilians_by_region", regions},
          {"parties", parties_json(mission, lines, batch)},
          {"off", off_mechanisms_document(mission)}};
}

std::vector<store::Figure> figures_of(const simulate::Batch& batch, const std::string& plan) {
  std::vector<store::Figure> figures;
  for (std::size_t m = 0; m < kMetrics; ++m)
    figures.push_back({.module = "simulate",
                       .quantity = std::string(word_of(static_cast<Metric>(m))),
                       .subject = plan,
                       .at = {},
                       .low = batch.metric[m].q05,
                       .best = batch.metric[m].q50,
                       .high = batch.metric[m].q95,
                       .level = 0.9,
                       .unit = {}});
  return figures;
}

}  // namespace handover::report
