#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/bargain_job.h"
#include "terminal/terminal.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct BargainOptions {
  CommonOptions common;
  BargainWanted wanted;
  std::string densities, positions;  // pictures
  bool record = false, list = false;
};

// A table has no mission beside which a run could be kept.
void deliver_of_table(const BargainOptions& options, const BargainResult& result) {
  if (options.common.keep)
    refuse("--keep", "", "needs a mission beside which the run is kept", "leave it out with a table");
  if (options.common.json)
    print_json(bargain_json(result));
  else
    print_text(terminal::bargain_text(result));
}

void deliver_of_mission(const BargainOptions& options, const BargainResult& result) {
  const std::string& folder = options.wanted.files.front();
  const Mission mission = load_mission(folder, options.common.load_options());
  deliver(
      {.command = "bargain", .mission = mission, .folder = folder, .common = options.common},
      [&] { return bargain_json(result); }, [&] { print_text(terminal::bargain_text(result)); });
}

void show_record(const BargainOptions& options) {
  const RecordRun run = bargain_record(options.wanted);
  if (options.common.json)
    print_json(record_json(run.scores, run.cases));
  else
    print_text(terminal::record_text(run.scores, run.cases));
}

void show_models(bool json) {
  if (json)
    print_json(bargain_models_document());
  else
    print_text(terminal::bargain_models_text());
}

int run_bargain(BargainOptions options) {
  BargainWanted& wanted = options.wanted;
  if (options.list) {
    show_models(options.common.json);
    return kDone;
  }
  if (wanted.files.empty()) refuse("FILE", "", "is missing", "give a mission folder or a table of positions");
  if (wanted.draws < 1) refuse("--draws", fmt::format("{}", wanted.draws), "is too few", "write 1 or more");
  wanted.seed = options.common.seed;
  wanted.threads = options.common.threads;
  wanted.load = options.common.load_options();
  if (options.record) {
    show_record(options);
    return kDone;
  }
  const BargainResult result = bargain(wanted);
  if (!options.densities.empty()) write_file_atomically(options.densities, densities_svg(result));
  if (!options.positions.empty()) write_file_atomically(options.positions, positions_svg(result));
  if (std::filesystem::is_directory(wanted.files.front()))
    deliver_of_mission(options, result);
  else
    deliver_of_table(options, result);
  return kDone;
}

}  // namespace

void add_bargain(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<BargainOptions>();
  Command command(app, "bargain");
  command.bind("FILE", options->wanted.files)
      .bind("--model", options->wanted.models)
      .bind("--option", options->wanted.settings)
      .bind("--rounds", options->wanted.rounds)
      .bind("--draws", options->wanted.draws)
      .bind("--issue", options->wanted.issue)
      .bind("--low", options->wanted.low)
      .bind("--high", options->wanted.high)
      .bind("--reference", options->wanted.reference)
      .bind("--outcome", options->wanted.outcomes)
      .bind("--deu-influence", options->wanted.deu_influence)
      .bind("--record", options->record)
      .bind("--list", options->list)
      .bind("--svg", options->densities)
      .bind("--svg-positions", options->positions)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_bargain(*options); });
}

}  // namespace handover::cli
