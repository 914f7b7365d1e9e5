// The main job: mission -> assessments -> talks -> replications -> timelines -> brief -> store.
#include "brief/brief.h"
#include "cli/bar.h"
#include "cli/commands.h"
#include "cli/text_timeline.h"
#include "report/documents.h"
#include "report/documents_timeline.h"
#include "report/main_job.h"
#include "report/run_record.h"
#include "store/store.h"

#include <chrono>
#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct RunOptions {
  CommonOptions common;
  std::string mission, edition = "public", out;
  int draws = 200;
  bool full = false, keep = true;
};

Json document_of_run(const Mission& mission, const MainJob& job, const RunOptions& options,
                     const std::filesystem::path& file) {
  Json timeline = document_of(job.timeline, mission);
  Json document = {{"mission", mission.id},
                   {"title", mission.title},
                   {"as_of", to_string(mission.as_of)},
                   {"seed", options.common.seed},
                   {"version", version()},
                   {"inputs_sha256", mission.inputs_sha256},
                   {"threat", document_of(job.assessed.threat, mission)},
                   {"needs", document_of(job.assessed.needs_today, mission)},
                   {"partner", document_of(job.assessed.partner, mission)},
                   {"talks", document_of(job.assessed.talks)},
                   {"agreement_map", std::move(timeline["agreement_map"])}};
  timeline.erase("agreement_map");
  document["timeline"] = std::move(timeline);
  document["assumptions"] = assumptions_document(mission);
  document["brief"] = file.string();
  without_clock(document);
  return document;
}

int run_run(const RunOptions& options) {
  const brief::Edition edition = edition_option(options.edition);
  const std::string started = store::now_utc();
  const auto start = std::chrono::steady_clock::now();
  const Mission mission = load_mission(options.mission, options.common.load_options());
  brief::refuse_private_views(mission, edition);
  // Before the minutes of work, not after them.
  const auto file = brief_file(options.mission, options.edition, options.out);
  if (options.keep)
    refuse_unwritable("the run's store", store::store_path(options.mission),
                      "make room for it there, or add --no-store");
  const MainJobOptions job_options{.seed = options.common.seed,
                                   .threads = options.common.threads,
                                   .quick = !options.full,
                                   .draws = options.draws};
  const MainJob job = do_main_job(mission, job_options, with_bar("run"));
  brief::write_brief(brief_inputs(mission, job, job_options), edition, file);
  Json document = document_of_run(mission, job, options, file);
  std::string id;
  if (options.keep) {
    auto store = store::Store::open(store::store_path(options.mission));
    id = store.add(
        record_of("run", mission, options.common, started, document, figures_of(job.timeline, mission)));
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (options.common.json) {
    document["clock"] = {{"started", started}, {"seconds", seconds}, {"run", id}};
    print_json(document);
    return kDone;
  }
  print_text("{}\n", text_of(job.timeline, mission));
  print_text("Brief ({} edition): {}\n", options.edition, file.string());
  if (options.keep)
    print_text("Kept as run {0}; to see it again:\n  handover show {0} --mission {1}\n", id, options.mission);
  print_text("seed {}, version {}, as of {}, inputs {}, {:.0f} s\n", options.common.seed, version(),
             to_string(mission.as_of), mission.inputs_sha256.substr(0, 12), seconds);
  return kDone;
}

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run", "Assess a mission, compare timelines and write the brief");
  command->add_option("MISSION", options->mission, "The mission folder")->required();
  command
      ->add_option("--edition", options->edition, "Who may read the brief: public, joint, coalition or host")
      ->capture_default_str();
  add_output_file(*command, "--out", options->out, "The brief's file; otherwise beside the mission folder");
  command->add_option("--draws", options->draws, "Draws of each module's fitted parameters")
      ->check(CLI::Range(20, 5000))
      ->capture_default_str();
  command->add_flag("--full", options->full,
                    "Search the whole grid of dates (minutes) instead of the coarse one");
  command->add_flag("!--no-store", options->keep, "Do not keep the run in the mission's store");
  add_common_options(*command, options->common);
  command->footer(
      "Example:\n  handover run missions/iraq-2024 --seed 1\n  handover run missions/iraq-2024 --as-of "
      "2024-02-13 --json");
  command->callback([options, &exit_code] { exit_code = run_run(*options); });
}

}  // namespace handover::cli
