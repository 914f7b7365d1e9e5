#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver_timeline.h"
#include "cli/timeline_options.h"
#include "report/simulation.h"
#include "report/timeline_job.h"

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
        .code = ProblemCode::out_of_range,
        .file = file,
        .field = "phase.earliest",
        .value = to_string(phase.earliest),
        .what = fmt::format("of '{}' lies before the as-of date {}", phase.name, to_string(mission.as_of)),
        .hint = "give the steps that are still to come, or look --as-of an earlier day"});
  }
}

int run_stress(const StressCommandOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const Plan plan = find_plan(options.plan, mission);
  refuse_past(mission, plan, options.plan);
  TimelineOptions only_timeline = options.timeline;
  only_timeline.skill = false;
  const auto report =
      stress_plan(mission, plan, options.common, only_timeline, with_bar("searching")).timeline;
  deliver_timeline("stress", mission, options.mission, options.common, report);
  return kDone;
}

}  // namespace

void add_stress(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<StressCommandOptions>();
  Command command(app, "stress");
  bind_timeline_options(command, options->timeline);
  command.bind("MISSION", options->mission)
      .bind("PLAN", options->plan)
      .bind("--draws", options->timeline.draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_stress(*options); });
}

}  // namespace handover::cli
