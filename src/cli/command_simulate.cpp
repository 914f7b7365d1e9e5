#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "mission/names.h"
#include "report/run_record.h"
#include "report/simulation.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ReplicationsOptions {
  CommonOptions common;
  SimulationSpec spec;
};

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

Json document_of_batch(const Mission& mission, const ReplicationsOptions& options,
                       const simulate::Lines& lines, const simulate::Batch& batch) {
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
          {"plan", options.spec.plan},
          {"seed", options.spec.seed},
          {"version", version()},
          {"inputs_sha256", mission.inputs_sha256},
          {"options", document_of(options.spec)},
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

void print_outcomes(const Mission& mission, const Json& document, const simulate::Batch& batch) {
  print_text("{} under the plan {}: {} scenarios, {} replications\n\n", mission.title,
             document["plan"].get<std::string>(), batch.scenarios.size(), batch.replications);
  print_text("{:<29}{:>10}{:>10}{:>10}{:>10}\n", "to the horizon", "mean", "5 %", "median", "95 %");
  for (std::size_t m = 0; m < kMetrics; ++m) {
    const auto& s = batch.metric[m];
    print_text("{:<29}{:>10}{:>10}{:>10}{:>10}\n", word_of(static_cast<Metric>(m)), short_number(s.mean),
               short_number(s.q05), short_number(s.q50), short_number(s.q95));
  }
  for (const Json& party : document["parties"]) {
    print_text("\n{}: all red lines kept in {} of {} scenarios\n", party["party"].get<std::string>(),
               party["scenarios_kept"].get<std::size_t>(), batch.scenarios.size());
    for (const Json& line : party["red_lines"])
      print_text("  {:>4.0f}% broken (tolerates {:.0f}%): {}\n", 100 * line["broken"]["value"].get<double>(),
                 100 * line["tolerated"].get<double>(), line["words"].get<std::string>());
  }
  print_text("\n{}", off_mechanisms_text(mission));
  if (batch.cut_short > 0)
    print_text("{} replications were cut short: in their scenario incidents breed without end\n",
               batch.cut_short);
  print_text("A share of scenarios counts assumptions; it is not a probability.\n");
  print_text("seed {}, version {}, as of {}, inputs {}, digest {}\n", document["seed"].get<std::uint64_t>(),
             version(), to_string(mission.as_of), mission.inputs_sha256.substr(0, 12),
             batch.digest.substr(0, 12));
  print_text("{:.1f} s, {:.0f} replications a second\n", batch.seconds, batch.replications_per_second());
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

int run_replications(ReplicationsOptions options) {
  options.spec.seed = options.common.seed;
  options.spec.as_of = options.common.as_of;
  options.spec.overlays = options.common.overlays;
  const auto staged = assess_for(options.spec, options.common.threads, with_bar("assessing"));
  const Mission& mission = staged->mission;
  options.spec.inputs_sha256 = mission.inputs_sha256;
  const Plan plan = find_plan(options.spec.plan, mission);
  solve_needs(mission, simulate::postures_of(mission, plan), staged->assessed);
  const simulate::Lines lines(mission, mission.rules);
  const simulate::Simulator simulator(mission, staged->assessed.fitted, plan, lines.milestones);
  const Seed seed{options.spec.seed};
  const auto scenarios =
      simulate::draw_scenarios(mission, staged->assessed.fitted, seed, options.spec.scenarios);
  simulate::BatchOptions batch_options;
  batch_options.seed = seed;
  batch_options.replications = options.spec.replications;
  batch_options.threads = options.common.threads;
  batch_options.progress = steps_with_bar("replications");
  const simulate::Batch batch = simulate::run_batch(simulator, scenarios, lines, batch_options);
  const Json document = document_of_batch(mission, options, lines, batch);
  deliver(
      {.command = "simulate",
       .mission = mission,
       .folder = options.spec.mission,
       .common = options.common,
       .figures = [&] { return figures_of(batch, plan.id); }},
      [&] { return document; }, [&] { print_outcomes(mission, document, batch); });
  return kDone;
}

}  // namespace

void add_replications(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ReplicationsOptions>();
  Command command(app, "simulate");
  command.bind("MISSION", options->spec.mission)
      .bind("--plan", options->spec.plan)
      .bind("--scenarios", options->spec.scenarios)
      .bind("--replications", options->spec.replications)
      .bind("--draws", options->spec.draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_replications(*options); });
}

}  // namespace handover::cli
