#include "brief/brief.h"
#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/main_job.h"

#include <filesystem>
#include <iostream>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct BriefOptions {
  CommonOptions common;
  std::string mission, edition, out, language;
  int draws = kDraws;
};

int run_brief(const BriefOptions& options) {
  const brief::Edition edition = edition_option(options.edition);
  const Mission mission = load_mission(options.mission, options.common.load_options());
  brief::refuse_private_views(mission, edition);
  brief::refuse_telling_names(mission, edition);
  const auto file = brief_file(options.mission, options.edition, options.out);
  const MainJobOptions job_options{
      .seed = options.common.seed, .threads = options.common.threads, .draws = options.draws};
  const MainJob job = do_main_job(mission, job_options, with_bar("brief"));
  auto inputs = brief_inputs(mission, job, job_options);
  inputs.language = options.language;
  const std::size_t bytes = brief::write_brief(inputs, edition, file);
  if (options.common.json) {
    print_json({{"mission", mission.id},
                {"as_of", to_string(mission.as_of)},
                {"seed", options.common.seed},
                {"version", version()},
                {"edition", options.edition},
                {"language", options.language},
                {"brief", file.string()},
                {"bytes", bytes}});
  } else {
    print_text("{}: {} edition, {} kB\n", file.string(), options.edition, (bytes + 999) / 1000);
  }
  return kDone;
}

}  // namespace

void add_brief(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<BriefOptions>();
  Command command(app, "brief");
  command.bind("MISSION", options->mission)
      .bind("--edition", options->edition)
      .bind("--out", options->out)
      .bind("--draws", options->draws)
      .bind("--language", options->language)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_brief(*options); });
}

}  // namespace handover::cli
