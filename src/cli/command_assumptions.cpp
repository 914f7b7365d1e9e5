#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/simulation.h"
#include "simulate/sensitivity.h"
#include "terminal/terminal.h"

#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct AssumptionsOptions {
  CommonOptions common;
  SimulationSpec spec;
  std::vector<std::string> metrics;
  std::uint32_t rows = 256, replications = 8;
  bool keys = false;
};

std::vector<Metric> chosen_metrics(const AssumptionsOptions& options) {
  std::vector<Metric> metrics;
  for (const std::string& name : options.metrics) metrics.push_back(find_metric(name));
  if (metrics.empty())
    metrics = {Metric::coalition_deaths, Metric::civilians_killed, Metric::host_force_deaths,
               Metric::mission_ended_by_days, Metric::expelled};
  return metrics;
}

int run_assumptions(AssumptionsOptions options) {
  if (options.keys) {
    if (options.common.json)
      print_json(assumption_keys_document());
    else
      print_text(terminal::assumption_keys_text());
    return kDone;
  }
  if (options.spec.mission.empty())
    refuse("MISSION", "", "is missing", "name a mission folder, or ask for --keys");
  const auto metrics = chosen_metrics(options);
  options.spec.seed = options.common.seed;
  options.spec.as_of = options.common.as_of;
  options.spec.overlays = options.common.overlays;
  simulate::SensitivityOptions settings;
  settings.rows = options.rows;
  settings.replications_per_scenario = options.replications;
  settings.threads = options.common.threads;
  settings.progress = steps_with_bar("scenarios");
  const AssumptionsRun run = rank_assumptions(options.spec, settings, with_bar("assessing"));
  const Mission& mission = run.assessed->mission;
  deliver(
      {.command = "assumptions",
       .mission = mission,
       .folder = options.spec.mission,
       .common = options.common},
      [&] { return document_of(mission, run.plan, options.spec.seed, run.sensitivity); },
      [&] {
        print_text(
            terminal::sensitivity_text(mission, run.plan, options.spec.seed, run.sensitivity, metrics));
      });
  return kDone;
}

}  // namespace

void add_assumptions(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<AssumptionsOptions>();
  Command command(app, "assumptions");
  command.bind("MISSION", options->spec.mission)
      .bind("--keys", options->keys)
      .bind("--plan", options->spec.plan)
      .bind("--metric", options->metrics)
      .bind("--rows", options->rows)
      .bind("--replications", options->replications)
      .bind("--draws", options->spec.draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_assumptions(*options); });
}

}  // namespace handover::cli
