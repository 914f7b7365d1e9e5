#include "brief/publish.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/kept_runs.h"
#include "report/main_job.h"
#include "terminal/terminal.h"

#include <memory>
#include <vector>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ShowOptions {
  std::string run, mission, edition;
  bool json = false;
};

int show_run(const ShowOptions& options) {
  auto run = find_kept_run(options.run, options.mission).record;
  // Without an edition the run is shown whole, to whoever keeps it.
  if (!options.edition.empty()) {
    run.result_json = brief::document_for(edition_option(options.edition), run.result_json, {});
    run.options_json = "{}";
  }
  if (!options.json) {
    print_text(terminal::run_text(run));
    return kDone;
  }
  print_json({{"id", run.id},
              {"command", run.command},
              {"mission", run.mission},
              {"as_of", run.as_of},
              {"seed", run.seed},
              {"version", run.version},
              {"started", run.started},
              {"finished", run.finished},
              {"inputs_sha256", run.inputs_sha256},
              {"options", nlohmann::ordered_json::parse(run.options_json, nullptr, false)},
              {"result", nlohmann::ordered_json::parse(run.result_json, nullptr, false)}});
  return kDone;
}

}  // namespace

void add_show(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ShowOptions>();
  Command command(app, "show");
  command.bind("RUN", options->run)
      .bind("--mission", options->mission)
      .bind("--edition", options->edition)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return show_run(*options); });
}

}  // namespace handover::cli
