#include "brief/brief.h"
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

struct Source {
  brief::View view;
  std::filesystem::path folder;  // the mission's
  std::string mission, run;      // run: empty for a mission that was assessed now
};

// What a mission gives now, as `run` would keep it.
Source assessed_now(const BriefOptions& options, brief::Edition edition) {
  const Mission mission = load_mission(options.run, options.common.load_options());
  brief::refuse_private_views(mission, edition);
  brief::refuse_telling_names(mission, edition);
  std::vector<Side> sides;
  for (const PartyId party : mission.private_views) sides.push_back(mission.parties[party.index].side);
  refuse_without_overlay(sides, edition);
  const MainJobOptions job_options{
      .seed = options.common.seed, .threads = options.common.threads, .draws = options.draws};
  const MainJob job = do_main_job(mission, job_options, with_bar("brief"));
  auto inputs = brief_inputs(mission, job, job_options);
  inputs.language = options.language;
  return {brief::view_of(inputs), options.run, mission.id, ""};
}

Source kept(const BriefOptions& options, brief::Edition edition) {
  const KeptRun run = find_kept_run(options.run, options.mission);
  Source source{kept_view(run, options.language), mission_beside(run.store), run.record.mission,
                run.record.id};
  for (const Side side : source.view.private_views) {
    if (!brief::may_hold_view_of(edition, side))
      refuse("--edition", options.edition,
             "cannot be made from a run with a private overlay of another reader's",
             "only a side's own edition may use that side's overlay");
  }
  refuse_without_overlay(source.view.private_views, edition);
  return source;
}

int run_brief(const BriefOptions& options) {
  const brief::Edition edition = edition_option(options.edition);
  const auto format = papers::parse_format(options.format).value();
  const auto sheet = papers::parse_sheet(options.sheet).value();
  const bool is_mission = std::filesystem::exists(options.run);
  if (is_mission)  // before the minutes of work, not after them
    brief_file(options.run, options.edition, options.out, options.language, options.format);
  const Source source = is_mission ? assessed_now(options, edition) : kept(options, edition);
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
