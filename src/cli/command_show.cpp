#include "cli/commands.h"
#include "store/store.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ShowOptions {
  std::string run, mission;
  bool json = false;
};

// The mission's own store, or every store here and in missions/ when no mission is named.
std::vector<std::filesystem::path> stores(const std::string& mission) {
  if (!mission.empty()) return {store::store_path(mission)};
  std::vector<std::filesystem::path> files;
  for (const char* folder : {".", "missions"}) {
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
      if (entry.path().extension() == ".duckdb") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

store::RunRecord find_run(const ShowOptions& options) {
  for (const auto& file : stores(options.mission)) {
    if (auto run = store::Store::open_to_read(file).find(options.run)) return *run;
  }
  refuse("RUN", options.run, "is not a run that is kept here",
         "`handover runs MISSION` lists them; name the folder with --mission");
}

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
  const auto run = find_run(options);
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
  CLI::App* command = app.add_subcommand("show", "Show one kept run: its inputs, seed, options and figures");
  command->add_option("RUN", options->run, "The run's id, or the first digits of it")->required();
  command->add_option("--mission", options->mission,
                      "The mission folder; without it every store here and in missions/ is searched");
  command->add_flag("--json", options->json, "Print the whole result as one JSON document");
  command->footer("Example:\n  handover show 3f9c --mission missions/iraq-2024 --json");
  command->callback([options, &exit_code] { exit_code = show_run(*options); });
}

}  // namespace handover::cli
