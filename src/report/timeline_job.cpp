#include "report/timeline_job.h"

#include "base/interrupt.h"
#include "brief/charts/charts.h"
#include "report/version.h"

namespace handover::report {

namespace {

timeline::SearchOptions search_options(const CommonOptions& common, const TimelineOptions& options,
                                       const Control& control) {
  timeline::SearchOptions search = options.quick ? timeline::quick_options() : timeline::full_options();
  search.seed = Seed{common.seed};
  search.threads = common.threads;
  if (options.replications > 0) search.replications = options.replications;
  if (options.step_months > 0) search.grid.step_months = search.grid.first_month = options.step_months;
  search.good_enough = options.good_enough;
  search.progress = [&control](double share, const std::string& best) {
    control.say(0.2 + 0.8 * share, "timelines: " + best);
  };
  return search;
}

Assessed assessed_for(const Mission& mission, const CommonOptions& common, const TimelineOptions& options,
                      const Control& control) {
  return assess(
      mission, assessment_options(common, options.draws),
      {.progress = [&](double share, const std::string& module) { control.say(0.2 * share, module); }});
}

}  // namespace

TimelineRun search_mission(const Mission& mission, const CommonOptions& common,
                           const TimelineOptions& options, const Control& control) {
  const StopScope scope(control.stop);
  const auto search = search_options(common, options, control);
  TimelineRun run{.assessed = assessed_for(mission, common, options, control), .timeline = {}};
  auto candidates = timeline::candidate_plans(mission, search.grid);
  solve_needs(mission, timeline::postures_of(mission, candidates), run.assessed);
  timeline::drop_unprotected(mission, run.assessed.fitted.needs, candidates);
  run.timeline = timeline::search_timeline(mission, run.assessed.fitted, candidates, search);
  return run;
}

TimelineRun stress_plan(const Mission& mission, const Plan& plan, const CommonOptions& common,
                        const TimelineOptions& options, const Control& control) {
  const StopScope scope(control.stop);
  auto search = search_options(common, options, control);
  search.chosen_cell = 0;
  TimelineRun run{.assessed = assessed_for(mission, common, options, control), .timeline = {}};
  const auto candidates = timeline::stress_candidates(mission, plan, search.grid);
  solve_needs(mission, timeline::postures_of(mission, candidates), run.assessed);
  run.timeline = timeline::search_timeline(mission, run.assessed.fitted, candidates, search);
  return run;
}

std::string source_line_of(const Mission& mission, const CommonOptions& common) {
  return charts::source_line(common.seed, version(), mission.as_of,
                             "inputs " + mission.inputs_sha256.substr(0, 12));
}

}  // namespace handover::report
