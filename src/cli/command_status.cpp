#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/documents_timeline.h"
#include "report/measurements.h"
#include "report/simulation.h"
#include "terminal/terminal.h"

#include <filesystem>
#include <memory>

namespace handover::cli {
namespace {

struct StatusCommandOptions {
  CommonOptions common;
  std::string mission, plan, since, record;
  int draws = kDraws;
};

constexpr auto kDefaultLookBack = std::chrono::days(30);

// The day of the last look: as asked for, else as recorded, else a month ago.
Date since_of(const StatusCommandOptions& options, const Mission& mission) {
  if (!options.since.empty()) return day_option(options.since, "--since");
  if (!options.record.empty() && std::filesystem::exists(options.record)) {
    std::string text = read_file(options.record);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return day_option(text, options.record);
  }
  return mission.as_of - kDefaultLookBack;
}

int run_status(const StatusCommandOptions& options) {
  if (options.common.keep && !options.record.empty())
    refuse("--keep", "", "cannot repeat a look that goes by the day of the last one", "give --since instead");
  const Mission now = load_mission(options.mission, options.common.load_options());
  LoadOptions earlier = options.common.load_options();
  earlier.as_of = since_of(options, now);
  if (*earlier.as_of > now.as_of)
    refuse("--since", to_string(*earlier.as_of), "comes after the as-of date " + to_string(now.as_of),
           "give an earlier day");
  const Mission then = load_mission(options.mission, earlier);
  const Plan plan = find_plan(options.plan, now);
  const auto wanted = assessment_options(options.common, options.draws);
  const auto report = timeline::status_of(now, then, plan, measurements_of(now, plan, wanted),
                                          measurements_of(then, plan, wanted));
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
