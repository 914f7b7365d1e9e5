#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/run_record.h"
#include "report/simulation.h"
#include "terminal/terminal.h"

#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ReplicationsOptions {
  CommonOptions common;
  SimulationSpec spec;
};

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
  const Json document = document_of(mission, options.spec, lines, batch);
  deliver(
      {.command = "simulate",
       .mission = mission,
       .folder = options.spec.mission,
       .common = options.common,
       .figures = [&] { return figures_of(batch, plan.id); }},
      [&] { return document; }, [&] { print_text(terminal::batch_text(mission, document, batch)); });
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
