#include "brief/publish.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/main_job.h"
#include "store/store.h"

#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ExportOptions {
  std::string mission, folder, edition = "public";
  bool json = false;
};

int export_runs(const ExportOptions& options) {
  const brief::Edition edition = edition_option(options.edition);
  const auto kept = store::Store::open_to_read(store::store_path(options.mission));
  const auto files = kept.export_parquet(
      options.folder, [edition](const std::string& path) { return brief::may_hold_path(edition, path); });
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
  Command command(app, "export");
  command.bind("MISSION", options->mission)
      .bind("--parquet", options->folder)
      .bind("--edition", options->edition)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return export_runs(*options); });
}

}  // namespace handover::cli
