#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "needs/plan_needs.h"
#include "report/documents.h"
#include "report/needs_job.h"
#include "report/simulation.h"
#include "terminal/terminal.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct NeedsOptions {
  CommonOptions common;
  std::string mission, plan, engine = "cbc", threat = "forecast";
  std::vector<std::string> close;
  double quantile = 0.9, seconds = 0.0, gap = 0.0;
  int nodes = needs::SolveOptions{}.most_nodes;
  int draws = kDraws;
  bool audit = false;
};

needs::SolveOptions solve_options(const NeedsOptions& options) {
  needs::SolveOptions solve;
  solve.engine = options.engine == "highs" ? needs::EngineChoice::highs : needs::EngineChoice::cbc;
  if (options.seconds > 0.0) solve.seconds = options.seconds;
  solve.most_nodes = options.nodes;
  solve.gap = options.gap;
  return solve;
}

int run_needs(const NeedsOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  auto wanted = assessment_options(options.common, options.draws);
  wanted.demand_quantile = options.quantile;
  const bool from_records = options.threat == "records";
  const Plan plan = options.plan.empty() ? Plan{} : find_plan(options.plan, mission);
  const NeedsRun run = needs_of_plan(mission, plan_with_closed(mission, plan, options.close), wanted,
                                     solve_options(options), from_records);
  deliver(
      {.command = "needs", .mission = mission, .folder = options.mission, .common = options.common},
      [&] { return document_of(mission, run, options.common.seed, options.audit); },
      [&] { print_text(terminal::needs_text(mission, run, options.common.seed, options.audit)); });
  const bool conflict =
      std::any_of(run.needs.steps.begin(), run.needs.steps.end(), [](const needs::PlanStep& step) {
        return step.report.solved.stop == needs::Stop::infeasible || !step.move.executable();
      });
  return conflict || !run.needs.movement.executable() ? kFinding : kDone;
}

}  // namespace

void add_needs(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<NeedsOptions>();
  Command command(app, "needs");
  command.bind("MISSION", options->mission)
      .bind("--plan", options->plan)
      .bind("--close", options->close)
      .bind("--quantile", options->quantile)
      .bind("--threat", options->threat)
      .bind("--engine", options->engine)
      .bind("--nodes", options->nodes)
      .bind("--seconds", options->seconds)
      .bind("--gap", options->gap)
      .bind("--audit", options->audit)
      .bind("--draws", options->draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_needs(*options); });
}

}  // namespace handover::cli
