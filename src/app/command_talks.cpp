#include "app/commands.h"
#include "app/talks_views.h"
#include "base/files.h"

#include <memory>

namespace handover::app {
namespace {

struct TalksOptions {
  CommonOptions common;
  std::string mission, svg;
  int draws = 1000;
};

int run_talks(const TalksOptions& options) {
  if (options.draws < 1)
    throw InputError(Problem{.file = "--draws",
                             .value = std::to_string(options.draws),
                             .what = "is too few",
                             .mend = "write 1 or more"});
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const auto law = talks::assess_talks(mission, Seed{options.common.seed}, options.draws);
  const auto report = talks::report_talks(mission, law);
  if (!options.svg.empty()) write_file_atomically(options.svg, no_agreement_svg(report, options.common.seed));
  if (options.common.json) {
    auto document = talks_json(report);
    document["mission"] = mission.id;
    document["seed"] = options.common.seed;
    document["version"] = HANDOVER_VERSION;
    document["inputs_sha256"] = mission.inputs_sha256;
    print_json(document);
  } else {
    print_talks(report);
  }
  return kDone;
}

}  // namespace

void add_talks(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<TalksOptions>();
  CLI::App* command = app.add_subcommand("talks", "When the talks may agree, and what stops them");
  command->add_option("MISSION", options->mission, "The mission folder")->required();
  command->add_option("--draws", options->draws, "Draws of the clock and the terms")->capture_default_str();
  command->add_option("--svg", options->svg, "Write the curve of no agreement yet to this file");
  add_common_options(*command, options->common);
  command->footer("Example:\n  handover talks missions/iraq-2024 --as-of 2024-04-30");
  command->callback([options, &exit_code] { exit_code = run_talks(*options); });
}

}  // namespace handover::app
