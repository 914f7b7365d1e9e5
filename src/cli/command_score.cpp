#include "cli/bind.h"
#include "cli/commands.h"
#include "report/score_job.h"
#include "terminal/terminal.h"

#include <memory>

namespace handover::cli {
namespace {

struct ScoreCommandOptions {
  CommonOptions common;
  bool resample_as_published = false;  // the rule since; named so that older commands run
  ScoreWanted wanted;
};

int run_score(const ScoreCommandOptions& options) {
  ScoreWanted wanted = options.wanted;
  wanted.seed = options.common.seed;
  const ScoreRun run = score_draws(wanted);
  if (options.common.json)
    print_json(document_of(run));
  else
    print_text(terminal::score_text(run));
  return kDone;
}

}  // namespace

void add_score(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ScoreCommandOptions>();
  Command command(app, "score");
  command.bind("--draws", options->wanted.draws)
      .bind("--actuals", options->wanted.actuals)
      .bind("--column", options->wanted.column)
      .bind("--absent", options->wanted.absent)
      .bind("--against", options->wanted.against)
      .bind("--history", options->wanted.history)
      .bind("--origin", options->wanted.origin)
      .bind("--groups", options->wanted.groups)
      .bind("--leave-out", options->wanted.leave_out)
      .bind("--ignorance-draws", options->wanted.ignorance_draws)
      .bind("--resample-as-published", options->resample_as_published)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_score(*options); });
}

}  // namespace handover::cli
