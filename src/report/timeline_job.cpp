#include "report/timeline_job.h"

#include "base/interrupt.h"
#include "charts/charts.h"
#include "report/version.h"
#include "timeline/plan_search.h"
#include "wording/plans.h"

#include <algorithm>
#include <cstdio>

namespace handover::report {

namespace {

Band band_option(const std::string& text) {
  int low = -1, high = -1;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%d-%d%c", &low, &high, &rest) != 2 || low < 0 || high < std::max(1, low))
    refuse("--residual", text, "is not a band of troops", "write LOW-HIGH, for example 400-800");
  return {low, high, true};
}

timeline::SearchOptions search_options(const CommonOptions& common, const TimelineOptions& options,
                                       const Control& control) {
  timeline::SearchOptions search = options.quick ? timeline::quick_options() : timeline::full_options();
  search.seed = Seed{common.seed};
  search.search_seed = Seed{options.search_seed};
  search.threads = common.threads;
  if (options.replications > 0) search.replications = options.replications;
  if (options.step_months > 0) search.grid.step_months = search.grid.first_month = options.step_months;
  for (const std::string& band : options.residual) search.grid.residual_bands.push_back(band_option(band));
  search.good_enough = options.good_enough;
  search.smallest_difference = options.smallest_difference;
  search.grid.titles = wording::plan_titles();
  search.progress = [&control](double share, const std::string& best) {
    control.say(0.2 + 0.8 * share, "timelines: " + best);
  };
  return search;
}

// How the streams are counted, for whoever reads a gate.
std::vector<timeline::StreamUnit> units_of(const threat::ThreatReport& threat) {
  std::vector<timeline::StreamUnit> units;
  for (const auto& stream : threat.streams) {
    auto& unit = units.emplace_back(timeline::StreamUnit{.counted_by = stream.counted_by, .others = {}});
    for (const auto& one : stream.ratios)
      unit.others.push_back({one.source, one.ratio.median, {one.ratio.low, one.ratio.high}});
  }
  return units;
}

Assessed assessed_for(const Mission& mission, const CommonOptions& common, const TimelineOptions& options,
                      const Control& control) {
  AssessmentOptions assessed = assessment_options(common, options.draws);
  assessed.skill = options.skill;
  return assess(mission, assessed, {.progress = [&](double share, const std::string& module) {
                  control.say(0.2 * share, module);
                }});
}

}  // namespace

timeline::CandidatePlans plans_to_compare(const Mission& mission, const timeline::SearchOptions& search,
                                          Assessed& assessed) {
  const auto ability = timeline::host_ability(mission, assessed.partner);
  solve_needs(mission, {posture_today(mission)}, assessed);
  return timeline::improve_plans(mission, assessed.fitted, assessed.demand,
                                 timeline::candidate_plans(mission, search.grid, ability), search);
}

timeline::CandidatePlans stress_plans(const Mission& mission, const Plan& plan,
                                      const timeline::SearchOptions& search, Assessed& assessed) {
  const auto ability = timeline::host_ability(mission, assessed.partner);
  auto candidates = timeline::stress_candidates(mission, plan, search.grid, ability);
  solve_needs(mission, timeline::postures_of(mission, candidates), assessed);
  return candidates;
}

TimelineRun search_mission(const Mission& mission, const CommonOptions& common,
                           const TimelineOptions& options, const Control& control) {
  const StopScope scope(control.stop);
  const auto search = search_options(common, options, control);
  TimelineRun run{.assessed = assessed_for(mission, common, options, control), .timeline = {}};
  auto candidates = plans_to_compare(mission, search, run.assessed);
  timeline::drop_unprotected(mission, run.assessed.fitted.needs, candidates);
  run.timeline = timeline::search_timeline(mission, run.assessed.fitted, candidates, search);
  run.timeline.conduct.units = units_of(run.assessed.threat);
  return run;
}

TimelineRun stress_plan(const Mission& mission, const Plan& plan, const CommonOptions& common,
                        const TimelineOptions& options, const Control& control) {
  const StopScope scope(control.stop);
  auto search = search_options(common, options, control);
  search.chosen_cell = 0;
  TimelineRun run{.assessed = assessed_for(mission, common, options, control), .timeline = {}};
  const auto candidates = stress_plans(mission, plan, search, run.assessed);
  run.timeline = timeline::search_timeline(mission, run.assessed.fitted, candidates, search);
  run.timeline.conduct.units = units_of(run.assessed.threat);
  return run;
}

std::string source_line_of(const Mission& mission, const CommonOptions& common) {
  return charts::source_line(common.seed, version(), mission.as_of,
                             "inputs " + mission.inputs_sha256.substr(0, 12));
}

}  // namespace handover::report
