#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/documents_timeline.h"
#include "report/status_job.h"
#include "terminal/terminal.h"

#include <memory>

namespace handover::cli {
namespace {

struct StatusCommandOptions {
  CommonOptions common;
  std::string mission, plan, since, record;
  int draws = kDraws;
};

int run_status(const StatusCommandOptions& options) {
  if (options.common.keep && !options.record.empty())
    refuse("--keep", "", "cannot repeat a look that goes by the day of the last one", "give --since instead");
  const Mission now = load_mission(options.mission, options.common.load_options());
  const Date since = report::day_of_last_look(now, options.since, options.record);
  const auto report = report::status_since(now, options.mission, options.common.load_options(), since,
                                           options.plan, assessment_options(options.common, options.draws));
  if (!options.record.empty()) write_file_atomically(options.record, to_string(now.as_of) + '\n');
  deliver(
      {.command = "status", .mission = now, .folder = options.mission, .common = options.common},
      [&] { return document_of(report); }, [&] { print_text(terminal::status_text(report)); });
  return report.alerts.empty() ? kDone : kFinding;
}

}  // namespace

void add_status(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<StatusCommandOptions>();
  Command command(app, "status");
  command.bind("MISSION", options->mission)
      .bind("PLAN", options->plan)
      .bind("--since", options->since)
      .bind("--record", options->record)
      .bind("--draws", options->draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_status(*options); });
}

}  // namespace handover::cli
