#include "cli/bind.h"
#include "cli/commands.h"
#include "report/workbook_job.h"

#include <memory>

#include <fmt/ranges.h>

namespace handover::cli {
namespace {

struct WorkbookOptions {
  std::string mission, out, language;
  std::vector<std::string> overlays;
  bool replace = false, json = false;
};

int write_workbook(const WorkbookOptions& options) {
  const auto left_out = report::write_mission_workbook({.mission = options.mission,
                                                        .out = options.out,
                                                        .overlays = options.overlays,
                                                        .language = options.language,
                                                        .replace = options.replace});
  if (options.json) {
    print_json({{"workbook", options.out}, {"left_out", left_out}});
    return kDone;
  }
  print_text("{}: written\n", options.out);
  if (!left_out.empty()) print_text("not in it: {}\n", fmt::join(left_out, ", "));
  return kDone;
}

}  // namespace

void add_workbook(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<WorkbookOptions>();
  Command command(app, "workbook");
  command.bind("MISSION", options->mission)
      .bind("--out", options->out)
      .bind("--language", options->language)
      .bind("--overlay", options->overlays)
      .bind("--replace", options->replace)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return write_workbook(*options); });
}

}  // namespace handover::cli
