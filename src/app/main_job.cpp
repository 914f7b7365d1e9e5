#include "app/main_job.h"

#include "app/commands.h"

namespace handover::app {
namespace {

// The posture that the chosen timeline ends in.
std::optional<Posture> last_posture(const timeline::TimelineReport& report) {
  if (!report.chosen) return std::nullopt;
  const std::size_t plan = report.agreement_map[*report.chosen].plan;
  if (plan >= report.plans.size() || report.plans[plan].plan.phases.empty()) return std::nullopt;
  return report.plans[plan].plan.phases.back().after;
}

}  // namespace

MainJob do_main_job(const Mission& mission, const MainJobOptions& options) {
  const auto say = [&](double share, const char* what) {
    if (options.progress) options.progress(share, what);
  };
  MainJob job;
  double share_done = 0.0;
  const auto next_module = [&](const char* module) { say(share_done += 0.08, module); };
  job.assessed = assess(mission, {.seed = Seed{options.seed},
                                  .threads = options.threads,
                                  .draws = options.draws,
                                  .talks_report_draws = talks::kReportDraws,
                                  .progress = next_module});

  say(0.35, "needs");
  auto search = options.quick ? timeline::quick_options() : timeline::full_options();
  search.seed = Seed{options.seed};
  search.threads = options.threads;
  search.progress = [&](double share, const std::string& what) {
    if (options.progress) options.progress(0.4 + 0.6 * share, "timelines: " + what);
  };
  auto candidates = timeline::candidate_plans(mission, search.grid);
  solve_needs(mission, timeline::postures_of(mission, candidates), job.assessed);
  timeline::drop_unprotected(mission, job.assessed.fitted.needs, candidates);

  say(0.4, "timelines");
  job.timeline = timeline::search_timeline(mission, job.assessed.fitted, candidates, search);
  job.needs.push_back({"today", job.assessed.needs_today});
  if (const auto last = last_posture(job.timeline)) {
    job.needs.push_back({"after the last step", needs::assess_posture(mission, *last, job.assessed.demand)});
  }
  return job;
}

brief::Inputs brief_inputs(const Mission& mission, const MainJob& job, const MainJobOptions& options) {
  brief::Inputs inputs;
  inputs.mission = &mission;
  inputs.seed = options.seed;
  inputs.version = HANDOVER_VERSION;
  inputs.needs = job.needs;
  inputs.threat = &job.assessed.threat;
  inputs.partner = &job.assessed.partner;
  inputs.talks = &job.assessed.talks;
  inputs.timeline = &job.timeline;
  return inputs;
}

brief::Edition edition_option(const std::string& text) {
  if (const auto edition = brief::parse_edition(text)) return *edition;
  refuse("--edition", text, "is no edition", "write public, joint, coalition or host");
}

std::filesystem::path brief_file(const std::filesystem::path& mission, const std::string& edition,
                                 const std::string& out) {
  if (!out.empty()) return out;
  std::filesystem::path folder = mission.lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  const auto file = folder.parent_path() / (folder.filename().string() + "-" + edition + ".html");
  refuse_unwritable("the brief", file, "name another file with --out");
  return file;
}

}  // namespace handover::app
