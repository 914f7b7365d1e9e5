#include "cli/commands.h"
#include "store/store.h"

#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ExportOptions {
  std::string mission, folder;
  bool json = false;
};

int export_runs(const ExportOptions& options) {
  const auto kept = store::Store::open_to_read(store::store_path(options.mission));
  const auto files = kept.export_parquet(options.folder);
  nlohmann::ordered_json document = {{"mission", options.mission},
                                     {"files", nlohmann::ordered_json::array()}};
  for (const auto& file : files) {
    document["files"].push_back(file.string());
    if (!options.json) print_text("{}\n", file.string());
  }
  if (options.json) print_json(document);
  return kDone;
}

}  // namespace

void add_export(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand(
      "export", "Write the kept runs, figures and values as Parquet files for other tools");
  command->add_option("MISSION", options->mission, "The mission folder")->required();
  command->add_option("--parquet", options->folder, "The folder to write into; made when missing")
      ->required();
  command->add_flag("--json", options->json, "Print one JSON document instead of text");
  command->footer("Example:\n  handover export missions/iraq-2024 --parquet out/parquet");
  command->callback([options, &exit_code] { exit_code = export_runs(*options); });
}

}  // namespace handover::cli
