#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/documents.h"
#include "report/import_job.h"
#include "report/table_look.h"
#include "terminal/terminal.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct LookOptions {
  std::vector<std::string> files;
  std::string days;
  bool json = false;
};

int look_at_files(const LookOptions& options) {
  const evidence::EventReadOptions how = read_options(options.days);
  bool all_whole = true;
  Json documents = Json::array();
  for (const std::string& file : options.files) {
    const TableLook look =
        look_at_table(read_file(file), std::filesystem::path(file).filename().string(), how);
    all_whole = all_whole && !look.taken_for.empty() && look.lost == 0 && look.problems.empty();
    if (options.json)
      documents.push_back(document_of(look));
    else
      print_text(terminal::look_text(look));
  }
  if (options.json) print_json({{"files", documents}});
  return all_whole ? kDone : kFinding;
}

}  // namespace

void add_look(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<LookOptions>();
  Command command(app, "look");
  command.bind("FILE", options->files).bind("--days", options->days).bind("--json", options->json);
  command.runs(exit_code, [options] { return look_at_files(*options); });
}

}  // namespace handover::cli
