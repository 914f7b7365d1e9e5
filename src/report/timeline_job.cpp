#include "report/timeline_job.h"

#include "base/interrupt.h"
#include "brief/charts/charts.h"
#include "report/version.h"

namespace handover::report {

timeline::SearchOptions search_options(const CommonOptions& common, const TimelineOptions& options) {
  timeline::SearchOptions search = options.quick ? timeline::quick_options() : timeline::full_options();
  search.seed = Seed{common.seed};
  search.threads = common.threads;
  if (options.replications > 0) search.replications = options.replications;
  if (options.seconds > 0.0) search.seconds = options.seconds;
  if (options.step_months > 0) search.grid.step_months = search.grid.first_month = options.step_months;
  search.good_enough = options.good_enough;
  return search;
}

timeline::TimelineReport timeline_of(const Mission& mission, const CommonOptions& common,
                                     const TimelineOptions& options, const Plan* plan,
                                     const Control& control) {
  const StopScope scope(control.stop);
  timeline::SearchOptions search = search_options(common, options);
  const auto candidates = plan != nullptr ? timeline::stress_candidates(mission, *plan, search.grid)
                                          : timeline::candidate_plans(mission, search.grid);
  if (plan != nullptr) search.chosen_cell = 0;
  Assessed assessed = assess(
      mission, {.seed = Seed{common.seed}, .threads = common.threads},
      {.progress = [&](double share, const std::string& module) { control.say(0.1 * share, module); }});
  solve_needs(mission, timeline::postures_of(mission, candidates), assessed);
  search.progress = [&](double share, const std::string& best) { control.say(0.1 + 0.9 * share, best); };
  return timeline::search_timeline(mission, assessed.fitted, candidates, search);
}

std::string source_line_of(const Mission& mission, const CommonOptions& common) {
  return charts::source_line(common.seed, version(), mission.as_of,
                             "inputs " + mission.inputs_sha256.substr(0, 12));
}

}  // namespace handover::report
