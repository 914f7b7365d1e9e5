#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/readout_job.h"
#include "terminal/terminal.h"

#include <memory>

namespace handover::cli {
namespace {

struct ReadoutCommandOptions {
  std::string first, second, svg;
  talks::ReadoutOptions readout;
  std::vector<std::string> background;
  std::size_t most = 15;
  bool json = false;
};

int run_readout(const ReadoutCommandOptions& options) {
  const ReadoutRun run = compare_statement_files(options.first, options.second, options.most,
                                                 options.background, options.readout);
  if (!options.svg.empty()) write_file_atomically(options.svg, words_svg(run));
  if (options.json) {
    print_json(document_of(run));
    return kDone;
  }
  print_text(terminal::readout_text(run));
  return kDone;
}

}  // namespace

void add_readout(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ReadoutCommandOptions>();
  Command command(app, "readout");
  command.bind("FIRST", options->first)
      .bind("SECOND", options->second)
      .bind("--background", options->background)
      .bind("--prior", options->readout.prior_words)
      .bind("--language", options->readout.language)
      .bind("--most", options->most)
      .bind("--svg", options->svg)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return run_readout(*options); });
}

}  // namespace handover::cli
