#include "base/problem_lines.h"
#include "base/program_files.h"
#include "base/standard_streams.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/import_job.h"
#include "report/workbook_job.h"
#include "terminal/terminal.h"

#include <memory>
#include <span>

namespace handover::cli {
namespace {

struct ImportOptions {
  ImportWanted wanted;
  std::string days;  // day-first or month-first
  bool json = false;
};

int import_files(const ImportOptions& options) {
  refuse_workbook(options.wanted.mission, "import");
  ImportWanted wanted = options.wanted;
  wanted.usual_boundaries = boundaries_folder();
  wanted.read = read_options(options.days);
  const ImportRun run = import_events(wanted);
  if (options.json)
    print_json(document_of(run));
  else
    print_text(terminal::import_text(run, wanted.dry_run));
  if (run.refusal && !options.json) throw InputError(*run.refusal);
  if (run.refusal) {  // the document holds it: a second one would make neither readable
    for (const std::string& line : problem_lines(std::span(&*run.refusal, 1))) say(line);
    return kBadInput;
  }
  return run.much_is_unreadable() ? kFinding : kDone;
}

}  // namespace

void add_import(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ImportOptions>();
  Command command(app, "import");
  command.bind("MISSION", options->wanted.mission)
      .bind("FILE", options->wanted.files)
      .bind("--source", options->wanted.source)
      .bind("--boundaries", options->wanted.boundaries)
      .bind("--days", options->days)
      .bind("--replace", options->wanted.replace)
      .bind("--dry-run", options->wanted.dry_run)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return import_files(*options); });
}

}  // namespace handover::cli
