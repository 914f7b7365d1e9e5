#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/brief_job.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct BriefOptions {
  CommonOptions common;
  std::string run, mission, edition, out, language, format, sheet;
  int draws = kDraws;
};

int run_brief(const BriefOptions& options) {
  const brief::Edition edition = edition_option(options.edition);
  const auto format = papers::parse_format(options.format).value();
  const auto sheet = papers::parse_sheet(options.sheet).value();
  const bool is_mission = std::filesystem::exists(options.run);
  if (is_mission)  // before the minutes of work, not after them
    brief_file(options.run, options.edition, options.out, options.language, options.format);
  const ViewSource source =
      is_mission
          ? view_now(options.run, options.common.load_options(),
                     {.seed = options.common.seed, .threads = options.common.threads, .draws = options.draws},
                     edition, options.language, with_bar("brief"))
          : view_of_kept(find_kept_run(options.run, options.mission), edition, options.language);
  const auto file = brief_file(source.folder, options.edition, options.out, options.language, options.format);
  const auto written = write_papers(source.view, edition, format, sheet, file);
  if (!options.common.json) {
    for (const WrittenPaper& one : written)
      print_text("{}: {}, {} edition, {} kB\n", one.file.string(), options.format, options.edition,
                 (one.bytes + 999) / 1000);
    return kDone;
  }
  Json files = Json::array();
  for (const WrittenPaper& one : written)
    files.push_back({{"file", one.file.string()}, {"bytes", one.bytes}});
  print_json({{"mission", source.mission},
              {"run", source.run.empty() ? Json(nullptr) : Json(source.run)},
              {"as_of", to_string(source.view.as_of)},
              {"seed", source.view.seed},
              {"version", source.view.version},
              {"edition", options.edition},
              {"language", options.language},
              {"format", options.format},
              {"brief", written.front().file.string()},
              {"bytes", written.front().bytes},
              {"files", files}});
  return kDone;
}

}  // namespace

void add_brief(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<BriefOptions>();
  Command command(app, "brief");
  command.bind("RUN", options->run)
      .bind("--mission", options->mission)
      .bind("--edition", options->edition)
      .bind("--out", options->out)
      .bind("--draws", options->draws)
      .bind("--language", options->language)
      .bind("--format", options->format)
      .bind("--sheet", options->sheet)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_brief(*options); });
}

}  // namespace handover::cli
