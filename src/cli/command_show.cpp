#include "brief/publish.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/kept_runs.h"
#include "report/main_job.h"

#include <memory>
#include <vector>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ShowOptions {
  std::string run, mission, edition;
  bool json = false;
};

void print_report(const store::RunRecord& run) {
  const std::pair<const char*, std::string> lines[] = {{"run", run.id},
                                                       {"command", run.command},
                                                       {"mission", run.mission},
                                                       {"as of", run.as_of},
                                                       {"seed", fmt::to_string(run.seed)},
                                                       {"version", run.version},
                                                       {"started", run.started},
                                                       {"finished", run.finished},
                                                       {"inputs", run.inputs_sha256},
                                                       {"options", run.options_json}};
  for (const auto& [name, value] : lines) print_text("{:<9} {}\n", name, value);
  if (run.figures.empty()) return;
  print_text("\n{:<9} {:<30} {:<20} {:<8} {}\n", "module", "figure", "of", "at", "best [low, high]");
  for (const auto& figure : run.figures) {
    print_text("{:<9} {:<30} {:<20} {:<8} {:.4g} [{:.4g}, {:.4g}] {}\n", figure.module, figure.quantity,
               figure.subject, figure.at, figure.best, figure.low, figure.high, figure.unit);
  }
}

int show_run(const ShowOptions& options) {
  auto run = find_kept_run(options.run, options.mission).record;
  // Without an edition the run is shown whole, to whoever keeps it.
  if (!options.edition.empty()) {
    run.result_json = brief::document_for(edition_option(options.edition), run.result_json, {});
    run.options_json = "{}";
  }
  if (!options.json) {
    print_report(run);
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
