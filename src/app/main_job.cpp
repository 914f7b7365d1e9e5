#include "app/main_job.h"

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
  const Seed seed{options.seed};
  const auto draws = static_cast<std::size_t>(options.draws);
  MainJob job;

  say(0.0, "threat");
  auto threat = threat::assess_threat(mission, {.draws = draws, .seed = seed, .threads = options.threads});
  job.threat = std::move(threat.report);
  job.assessment.threat = std::move(threat.law);

  say(0.2, "partner");
  const partner::AssessOptions partner_options{.threads = options.threads};
  job.assessment.partner = partner::assess_partner(mission, seed, options.draws, partner_options);
  job.partner = partner::report_partner(mission, seed, options.draws, partner_options);

  say(0.3, "talks");
  job.assessment.talks = talks::assess_talks(mission, seed, options.draws);
  job.talks = talks::report_talks(mission, job.assessment.talks);

  say(0.35, "needs");
  auto search = options.quick ? timeline::quick_options() : timeline::full_options();
  search.seed = seed;
  search.threads = options.threads;
  search.progress = [&](double share, const std::string& what) {
    if (options.progress) options.progress(0.4 + 0.6 * share, "timelines: " + what);
  };
  auto candidates = timeline::candidate_plans(mission, search.grid);
  const auto postures = timeline::postures_of(mission, candidates);
  const auto demand = needs::recorded_threat(mission, 0.9);
  job.assessment.needs = needs::solve_postures(mission, postures, demand);
  timeline::drop_unprotected(mission, job.assessment.needs, candidates);

  say(0.4, "timelines");
  job.timeline = timeline::search_timeline(mission, job.assessment, candidates, search);
  job.needs.push_back({"today", needs::assess_posture(mission, needs::unlimited_today(mission), demand)});
  if (const auto last = last_posture(job.timeline)) {
    job.needs.push_back({"after the last step", needs::assess_posture(mission, *last, demand)});
  }
  return job;
}

brief::Inputs brief_inputs(const Mission& mission, const MainJob& job, const MainJobOptions& options,
                           bool overlays_used) {
  brief::Inputs inputs;
  inputs.mission = &mission;
  inputs.seed = options.seed;
  inputs.version = HANDOVER_VERSION;
  inputs.overlays_used = overlays_used;
  inputs.needs = job.needs;
  inputs.threat = &job.threat;
  inputs.partner = &job.partner;
  inputs.talks = &job.talks;
  inputs.timeline = &job.timeline;
  return inputs;
}

}  // namespace handover::app
