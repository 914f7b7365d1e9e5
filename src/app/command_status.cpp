#include "app/commands.h"
#include "app/documents_timeline.h"
#include "base/files.h"
#include "partner/partner.h"

#include <filesystem>
#include <memory>

namespace handover::app {
namespace {

struct StatusCommandOptions {
  CommonOptions common;
  std::string mission, plan, since, record;
};

constexpr int kDraws = 100;
constexpr auto kDefaultLookBack = std::chrono::days(30);

timeline::Measurements measurements_of(const Mission& mission, const CommonOptions& common) {
  timeline::Measurements measurements;
  if (mission.functions.empty() || mission.ratings.empty()) return measurements;
  const auto report = partner::report_partner(mission, Seed{common.seed}, kDraws);
  measurements.chance_alone.resize(mission.functions.size());
  for (const auto& outlook : report.functions)
    measurements.chance_alone[outlook.function.index] = outlook.stands_alone;
  return measurements;
}

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
  const Mission now = load_mission(options.mission, options.common.load_options());
  LoadOptions earlier = options.common.load_options();
  earlier.as_of = since_of(options, now);
  const Mission then = load_mission(options.mission, earlier);
  const Plan plan = load_plan(options.plan, now);
  const auto report = timeline::status_of(now, then, plan, measurements_of(now, options.common),
                                          measurements_of(then, options.common));
  if (!options.record.empty()) write_file_atomically(options.record, to_string(now.as_of) + '\n');
  if (options.common.json)
    print_json(document_of(report));
  else
    print_text(text_of(report));
  return report.alerts.empty() ? kDone : kFinding;
}

}  // namespace

void add_status(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<StatusCommandOptions>();
  CLI::App* command =
      app.add_subcommand("status", "Watch a plan: which gates are open, what is due, what changed and why");
  command->add_option("MISSION", options->mission, "The mission folder")->required();
  command->add_option("PLAN", options->plan, "The plan's TOML file")->required();
  command->add_option("--since", options->since,
                      "Compare with what was known on this day (YYYY-MM-DD); default: a month before");
  command->add_option("--record", options->record,
                      "Remember the day of this look in a file, and compare with the one it holds");
  add_common_options(*command, options->common);
  command->footer(
      "Example:\n  handover status missions/iraq-2024 missions/iraq-2024/plans/gated.toml --since "
      "2024-04-24\nExit code 1: there is an alert.");
  command->callback([options, &exit_code] { exit_code = run_status(*options); });
}

}  // namespace handover::app
