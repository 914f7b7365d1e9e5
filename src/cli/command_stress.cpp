#include "cli/commands.h"
#include "cli/text_timeline.h"
#include "cli/timeline_options.h"
#include "report/documents_timeline.h"

#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct StressCommandOptions {
  CommonOptions common;
  TimelineOptions timeline;
  std::string mission, plan;
};

// A plan of the past cannot be tried: its steps would all fall on the first days.
void refuse_past(const Mission& mission, const Plan& plan, const std::string& file) {
  const Month now = month_of(mission.as_of);
  for (const Phase& phase : plan.phases) {
    if (phase.earliest >= now) continue;
    throw InputError(Problem{
        .file = file,
        .field = "phase.earliest",
        .value = to_string(phase.earliest),
        .what = fmt::format("of '{}' lies before the as-of date {}", phase.name, to_string(mission.as_of)),
        .hint = "give the steps that are still to come, or look --as-of an earlier day"});
  }
}

int run_stress(const StressCommandOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const Plan plan = load_plan(options.plan, mission);
  refuse_past(mission, plan, options.plan);
  const auto report = timeline_with_bar(mission, options.common, options.timeline, &plan);
  if (options.common.json)
    print_json(document_of(report, mission));
  else
    print_text(text_of(report, mission));
  return kDone;
}

}  // namespace

void add_stress(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<StressCommandOptions>();
  CLI::App* command = app.add_subcommand(
      "stress", "Try a plan that somebody wrote: whose lines it keeps, what breaks it, beside the baselines");
  command->add_option("MISSION", options->mission, "The mission folder")->required();
  command->add_option("PLAN", options->plan, "The plan's TOML file")->required();
  add_timeline_options(*command, options->timeline);
  add_common_options(*command, options->common);
  command->footer("Example:\n  handover stress missions/iraq-2024 missions/iraq-2024/plans/gated.toml");
  command->callback([options, &exit_code] { exit_code = run_stress(*options); });
}

}  // namespace handover::cli
