#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "mission/mission_workbook.h"
#include "report/documents_timeline.h"
#include "report/hindcast_job.h"
#include "terminal/terminal.h"

#include <filesystem>
#include <memory>

namespace handover::cli {
namespace {

struct HindcastCommandOptions {
  CommonOptions common;
  std::string mission, plan, outcomes;
  std::uint32_t scenarios = 200, replications = 16;
  int draws = kDraws;
};

int run_hindcast(const HindcastCommandOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const auto report =
      hindcast_of(mission, options.plan,
                  options.outcomes.empty() ? (mission_folder(options.mission) / "outcomes.csv").string()
                                           : options.outcomes,
                  assessment_options(options.common, options.draws),
                  {.seed = Seed{options.common.seed},
                   .threads = options.common.threads,
                   .scenarios = options.scenarios,
                   .replications = options.replications});
  deliver(
      {.command = "hindcast", .mission = mission, .folder = options.mission, .common = options.common},
      [&] { return document_of(report); }, [&] { print_text(terminal::hindcast_text(report)); });
  return kDone;
}

}  // namespace

void add_hindcast(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<HindcastCommandOptions>();
  Command command(app, "hindcast");
  command.bind("MISSION", options->mission)
      .bind("PLAN", options->plan)
      .bind("--outcomes", options->outcomes)
      .bind("--scenarios", options->scenarios)
      .bind("--replications", options->replications)
      .bind("--draws", options->draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_hindcast(*options); });
}

}  // namespace handover::cli
