#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/assessment.h"
#include "report/talks_timing.h"
#include "report/talks_views.h"
#include "terminal/terminal.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct TalksOptions {
  CommonOptions common;
  std::string mission, svg, forecast_file, durability, by, agreed_on;
  std::vector<std::string> compare;
  int draws = kDraws;
};

std::optional<Date> day_if_any(const std::string& text, const char* option) {
  if (text.empty()) return std::nullopt;
  return day_option(text, option);
}

int run_durability(const TalksOptions& options) {
  const auto groups = talks::durability(read_file(options.durability), options.durability, options.by,
                                        day_if_any(options.common.as_of, "--as-of"));
  if (options.common.json)
    print_json(durability_document(options.durability, groups));
  else
    print_text(terminal::durability_text(groups));
  return kDone;
}

int run_compare(const TalksOptions& options) {
  const auto agreed_on = day_if_any(options.agreed_on, "--agreed-on");
  std::vector<TimingScores> files;
  for (const std::string& path : options.compare) files.push_back(score_timing(path, agreed_on));
  if (options.common.json)
    print_json(document_of(files));
  else
    print_text(terminal::timing_text(files));
  return kDone;
}

int run_talks(const TalksOptions& options) {
  if (!options.durability.empty()) return run_durability(options);
  if (!options.compare.empty()) return run_compare(options);
  if (options.mission.empty()) refuse("MISSION", "", "is missing", "give a mission folder");
  if (options.draws < 1) refuse("--draws", std::to_string(options.draws), "is too few", "write 1 or more");
  const Mission mission = load_mission(options.mission, options.common.load_options());
  const auto report = report::assess_talks(mission, assessment_options(options.common, options.draws)).report;
  const auto timing = talks::timing_forecasts(mission, report);
  auto document = document_of(report);
  document["timing"] = timing_document(timing);
  document["mission"] = mission.id;
  document["seed"] = options.common.seed;
  document["version"] = version();
  document["inputs_sha256"] = mission.inputs_sha256;
  if (!options.forecast_file.empty())
    write_file_atomically(options.forecast_file, json_text(document, 2) + "\n");
  if (!options.svg.empty()) write_file_atomically(options.svg, no_agreement_svg(report, options.common.seed));
  deliver(
      {.command = "talks", .mission = mission, .folder = options.mission, .common = options.common},
      [&] { return document; }, [&] { print_text(terminal::talks_text(report, timing)); });
  return kDone;
}

}  // namespace

void add_talks(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<TalksOptions>();
  Command command(app, "talks");
  command.bind("MISSION", options->mission)
      .bind("--draws", options->draws)
      .bind("--svg", options->svg)
      .bind("--forecast", options->forecast_file)
      .bind("--compare", options->compare)
      .bind("--agreed-on", options->agreed_on)
      .bind("--durability", options->durability)
      .bind("--by", options->by)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_talks(*options); });
}

}  // namespace handover::cli
