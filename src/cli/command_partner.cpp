#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/assessment.h"
#include "report/documents.h"
#include "terminal/terminal.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct PartnerOptions {
  CommonOptions common;
  std::string mission, svg;
  int draws = kDraws;
};

int run_partner(const PartnerOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const partner::PartnerReport report =
      report::assess_partner(mission, assessment_options(options.common, options.draws)).report;
  if (!options.svg.empty()) {
    write_file_atomically(options.svg, partner_svg(mission, report, options.common.seed));
  }
  deliver(
      {.command = "partner", .mission = mission, .folder = options.mission, .common = options.common},
      [&] {
        Json document = head_of(mission, options.common);
        document.update(document_of(report, mission));
        return document;
      },
      [&] { print_text(terminal::partner_text(mission, report, options.common.seed)); });
  return kDone;
}

}  // namespace

void add_partner(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PartnerOptions>();
  Command command(app, "partner");
  command.bind("MISSION", options->mission)
      .bind("--draws", options->draws)
      .bind("--svg", options->svg)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_partner(*options); });
}

}  // namespace handover::cli
