#include "base/program_files.h"
#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/run_record.h"
#include "report/simulation_job.h"
#include "terminal/terminal.h"

#include <iostream>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct ReplicationsOptions {
  CommonOptions common;
  SimulationSpec spec;
  std::string part, out, gather;
  std::uint32_t slurm = 0;  // parts; 0: no script
};

void print_part(const PartDone& done, const ReplicationsOptions& options) {
  if (options.common.json) {
    print_json(Json{{"part", done.file.stem().string()},
                    {"file", done.file.string()},
                    {"was_there", done.was_there},
                    {"replications", done.replications},
                    {"seconds", done.seconds}});
  } else {
    print_text("{}: {}, {} replications\n", done.file.string(), done.was_there ? "already there" : "written",
               done.replications);
  }
}

void refuse_missing(const ReplicationsOptions& options) {
  if (!options.gather.empty()) return;
  if (options.spec.mission.empty()) refuse("MISSION", "", "is missing", "name the mission folder");
  if (options.spec.plan.empty())
    refuse("--plan", "", "is missing", "name a plan file, or the id of one of the mission's plans");
  if ((!options.part.empty() || options.slurm > 0) && options.out.empty())
    refuse("--out", "", "is missing", "name the folder that the parts go into");
}

void deliver_run(const SimulationRun& run, const CommonOptions& common) {
  const Mission& mission = run.assessed->mission;
  const Json document = document_of(run);
  deliver(
      {.command = "simulate",
       .mission = mission,
       .folder = run.spec.mission,
       .common = common,
       .figures = [&] { return figures_of(run.batch, run.plan.id); }},
      [&] { return document; }, [&] { print_text(terminal::batch_text(mission, document, run.batch)); });
}

int run_replications(ReplicationsOptions options) {
  refuse_missing(options);
  SimulationSpec& spec = options.spec;
  spec.seed = options.common.seed;
  spec.as_of = options.common.as_of;
  spec.overlays = options.common.overlays;
  const SimulationOptions how{.threads = options.common.threads, .steps = steps_with_bar("replications")};
  if (options.slurm > 0) {
    std::cout << slurm_script(spec, options.slurm, options.out, code_file());
  } else if (!options.gather.empty()) {
    deliver_run(gather_parts(options.gather, spec.mission), options.common);
  } else if (!options.part.empty()) {
    print_part(simulate_part(spec, part_option(options.part), options.out, how, with_bar("assessing")),
               options);
  } else {
    deliver_run(simulate_plan(spec, how, with_bar("assessing")), options.common);
  }
  return kDone;
}

}  // namespace

void add_replications(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ReplicationsOptions>();
  Command command(app, "simulate");
  command.bind("MISSION", options->spec.mission)
      .bind("--plan", options->spec.plan)
      .bind("--scenarios", options->spec.scenarios)
      .bind("--replications", options->spec.replications)
      .bind("--draws", options->spec.draws)
      .bind("--part", options->part)
      .bind("--out", options->out)
      .bind("--gather", options->gather)
      .bind("--slurm", options->slurm)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_replications(*options); });
}

}  // namespace handover::cli
