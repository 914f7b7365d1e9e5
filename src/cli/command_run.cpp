// The main job: mission -> assessments -> talks -> replications -> timelines -> brief -> store.
#include "brief/brief.h"
#include "brief/publish.h"
#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/brief_job.h"
#include "report/main_document.h"
#include "report/main_job.h"
#include "report/run_record.h"
#include "terminal/terminal.h"

#include <chrono>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct RunOptions {
  CommonOptions common;
  std::string mission, edition, out;
  int draws = kDraws;
  bool full = false, keep = true;
  bool shows_own_view = true;  // no: an edition for others was asked for
};

void print_run(const Mission& mission, const MainJob& job, const RunOptions& options,
               const std::filesystem::path& file, const std::string& id, double seconds) {
  // The terminal's text is a side's own: sites, red lines, what puts a step back.
  if (options.shows_own_view) print_text("{}\n", terminal::timeline_text(job.timeline, mission));
  print_text("Brief ({} edition): {}\n", options.edition, file.string());
  if (!options.shows_own_view)
    print_text(
        "What this edition may say stands there; without --edition your side's own view is printed here.\n");
  if (!id.empty())
    print_text(
        "Kept as run {0}; to see it again, and for its papers:\n  handover show {0} --mission {1}\n"
        "  handover brief {0} --mission {1} --edition joint --format docx\n",
        id, options.mission);
  print_text("seed {}, version {}, as of {}, inputs {}, {:.0f} s\n", options.common.seed, version(),
             to_string(mission.as_of), mission.inputs_sha256.substr(0, 12), seconds);
}

int run_run(RunOptions options) {
  const bool for_an_edition = !options.edition.empty();
  if (!for_an_edition) options.edition = "public";
  const brief::Edition edition = edition_option(options.edition);
  options.shows_own_view =
      !for_an_edition || (edition != brief::Edition::published && edition != brief::Edition::joint);
  const auto start = std::chrono::steady_clock::now();
  const Mission mission = load_mission(options.mission, options.common.load_options());
  brief::refuse_private_views(mission, edition);
  brief::refuse_telling_names(mission, edition);
  if (for_an_edition) refuse_without_overlay(mission, edition);
  // Before the minutes of work, not after them.
  const auto file = brief_file(options.mission, options.edition, options.out);
  if (options.keep) refuse_bad_store(mission, options.mission);
  const MainJobOptions job_options{.seed = options.common.seed,
                                   .threads = options.common.threads,
                                   .quick = !options.full,
                                   .draws = options.draws};
  const MainJob job = do_main_job(mission, job_options, with_bar("run"));
  if (!repeating()) brief::write_brief(brief_inputs(mission, job, job_options), edition, file);
  Json document = main_document(mission, job, options.common.seed);
  std::string id;
  if (options.keep || repeating())
    id = keep({.command = "run",
               .mission = mission,
               .folder = options.mission,
               .common = options.common,
               .figures = [&] { return figures_of(job.timeline, mission); },
               .documents = [&] { return views_of(mission, job, job_options); }},
              document);
  if (repeating()) return kDone;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (options.common.json) {
    document["audience"] = name_of(Audience::own_side);
    if (for_an_edition)
      document = Json::parse(brief::document_for(edition, json_text(document, -1), secrets_of(mission)));
    document["brief"] = file.string();
    document["clock"] = {{"started", options.common.started}, {"seconds", seconds}, {"run", id}};
    print_json(document);
  } else {
    print_run(mission, job, options, file, id, seconds);
  }
  return kDone;
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RunOptions>();
  Command command(app, "run");
  command.bind("MISSION", options->mission)
      .bind("--edition", options->edition)
      .bind("--out", options->out)
      .bind("--draws", options->draws)
      .bind("--full", options->full)
      .bind_off("--no-store", options->keep)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_run(*options); });
}

}  // namespace handover::cli
