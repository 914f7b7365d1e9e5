#include "cli/bind.h"
#include "cli/commands.h"
#include "report/kept_runs.h"
#include "store/store.h"
#include "terminal/terminal.h"

#include <memory>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct RunsOptions {
  std::string mission;
  bool json = false;
};

nlohmann::ordered_json run_json(const store::RunRecord& run) {
  return {{"id", run.id},           {"command", run.command},   {"mission", run.mission},
          {"as_of", run.as_of},     {"seed", run.seed},         {"version", run.version},
          {"started", run.started}, {"finished", run.finished}, {"inputs_sha256", run.inputs_sha256}};
}

int list_runs(const RunsOptions& options) {
  std::vector<store::RunRecord> runs;
  for (const auto& file : stores_of(options.mission)) {
    for (auto& run : store::Store::open_to_read(file).runs()) runs.push_back(std::move(run));
  }
  if (options.json) {
    nlohmann::ordered_json document = {{"mission", options.mission},
                                       {"runs", nlohmann::ordered_json::array()}};
    for (const auto& run : runs) document["runs"].push_back(run_json(run));
    print_json(document);
    return kDone;
  }
  print_text(terminal::runs_text(runs));
  return kDone;
}

}  // namespace

void add_runs(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RunsOptions>();
  Command command(app, "runs");
  command.bind("MISSION", options->mission).bind("--json", options->json);
  command.runs(exit_code, [options] { return list_runs(*options); });
}

}  // namespace handover::cli
