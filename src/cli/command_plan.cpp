#include "base/files.h"
#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver_timeline.h"
#include "cli/timeline_options.h"
#include "report/assessment.h"
#include "report/documents_timeline.h"
#include "timeline/plan_text.h"

#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct PlanCommandOptions {
  CommonOptions common;
  TimelineOptions timeline;
  std::string mission, svg, save;
};

int run_plan(const PlanCommandOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  TimelineOptions only_timeline = options.timeline;
  only_timeline.skill = false;
  const auto report = search_mission(mission, options.common, only_timeline, with_bar("searching")).timeline;
  if (!options.svg.empty())
    write_file_atomically(options.svg, map_picture(report, source_line_of(mission, options.common)));
  if (!options.save.empty() && report.map.chosen) {
    const auto& plan = timeline::chosen_entry(report).plan;
    write_file_atomically(options.save, timeline::plan_as_toml(mission, plan));
  }
  deliver_timeline("plan", mission, options.mission, options.common, report);
  return kDone;
}

}  // namespace

void add_plan(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PlanCommandOptions>();
  Command command(app, "plan");
  bind_timeline_options(command, options->timeline);
  command.bind("MISSION", options->mission)
      .bind("--svg", options->svg)
      .bind("--save", options->save)
      .bind("--draws", options->timeline.draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_plan(*options); });
}

}  // namespace handover::cli
