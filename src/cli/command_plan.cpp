#include "base/files.h"
#include "cli/commands.h"
#include "cli/text_timeline.h"
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
  const auto report = timeline_with_bar(mission, options.common, options.timeline, nullptr);
  if (!options.svg.empty())
    write_file_atomically(options.svg, map_picture(report, source_line_of(mission, options.common)));
  if (!options.save.empty() && report.chosen) {
    const auto& plan = report.plans[report.agreement_map[*report.chosen].plan].plan;
    write_file_atomically(options.save, timeline::plan_as_toml(mission, plan));
  }
  if (options.common.json)
    print_json(document_of(report, mission));
  else
    print_text(text_of(report, mission));
  return kDone;
}

}  // namespace

void add_plan(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PlanCommandOptions>();
  CLI::App* command = app.add_subcommand(
      "plan", "Search the timelines: where both sides can say yes, and what each date costs");
  command->add_option("MISSION", options->mission, "The mission folder")->required();
  add_timeline_options(*command, options->timeline);
  add_output_file(*command, "--svg", options->svg, "Write the agreement map as a picture to this file");
  add_output_file(*command, "--save", options->save,
                  "Write the plan that lasts best to this file, for `stress` and `status`");
  add_common_options(*command, options->common);
  command->footer("Example:\n  handover plan missions/iraq-2024 --quick --svg map.svg --save best.toml");
  command->callback([options, &exit_code] { exit_code = run_plan(*options); });
}

}  // namespace handover::cli
