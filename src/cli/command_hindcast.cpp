#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "mission/mission_workbook.h"
#include "report/assessment.h"
#include "report/documents_timeline.h"
#include "report/simulation.h"
#include "terminal/terminal.h"
#include "timeline/candidates.h"
#include "timeline/hindcast.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using namespace handover::timeline;

struct HindcastCommandOptions {
  CommonOptions common;
  std::string mission, plan, outcomes;
  std::uint32_t scenarios = 200, replications = 16;
  int draws = kDraws;
};

int run_hindcast(const HindcastCommandOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const Plan plan = find_plan(options.plan, mission);
  const std::string file = options.outcomes.empty()
                               ? (mission_folder(options.mission) / "outcomes.csv").string()
                               : options.outcomes;
  std::vector<Problem> problems;
  const auto questions = read_questions(read_file(file), file, problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  Assessed assessed = assess(mission, assessment_options(options.common, options.draws));
  std::vector<Posture> postures = postures_of({plan});
  postures.insert(postures.begin(), posture_today(mission));
  solve_needs(mission, postures, assessed);
  const auto report = hindcast(mission, assessed.fitted, plan, questions,
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
