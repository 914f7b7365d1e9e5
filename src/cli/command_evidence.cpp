#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/evidence_job.h"
#include "report/intake_job.h"
#include "terminal/terminal.h"

#include <memory>

namespace handover::cli {
namespace {

struct EvidenceOptions {
  CommonOptions common;
  std::string mission;
};

int show_evidence(const EvidenceOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  EvidenceRun run = examine_evidence(mission);
  run.sentences = sentences_behind(options.mission, mission);
  deliver(
      {.command = "evidence", .mission = mission, .folder = options.mission, .common = options.common},
      [&] { return document_of(mission, run); }, [&] { print_text(terminal::evidence_text(mission, run)); });
  return kDone;
}

}  // namespace

void add_evidence(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<EvidenceOptions>();
  Command command(app, "evidence");
  command.bind("MISSION", options->mission).bind_common(options->common);
  command.runs(exit_code, [options] { return show_evidence(*options); });
}

}  // namespace handover::cli
