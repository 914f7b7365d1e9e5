#include "app/timeline_options.h"

#include "base/progress.h"
#include "brief/charts/charts.h"
#include "timeline/plan_search.h"

#include <algorithm>
#include <cstdio>

namespace handover::app {

namespace {

Band band_option(const std::string& text) {
  int low = -1, high = -1;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%d-%d%c", &low, &high, &rest) != 2 || low < 0 || high < std::max(1, low))
    refuse("--residual", text, "is not a band of troops", "write LOW-HIGH, for example 400-800");
  return {low, high, true};
}

}  // namespace

void add_timeline_options(CLI::App& command, TimelineOptions& options) {
  command.add_flag("--quick", options.quick,
                   "A coarse grid and fewer scenarios: seconds instead of minutes, wider intervals");
  command
      .add_option(
          "--replications", options.replications,
          "Replications that the search may simulate (0: the preset's, 2 million or 240,000 with --quick)")
      ->capture_default_str();
  command
      .add_option("--seconds", options.seconds,
                  "Stop after this many seconds with what there is (0: the preset's)")
      ->capture_default_str();
  command
      .add_option("--step-months", options.step_months,
                  "Months between the dates of the grid (0: the preset's)")
      ->check(CLI::Range(0, 36))
      ->capture_default_str();
  command
      .add_option(
          "--residual", options.residual,
          "Troops that may stay, as LOW-HIGH; may be given several times (default: shares of today's)")
      ->allow_extra_args(false);
  command
      .add_option("--good-enough", options.good_enough,
                  "Stop when every interval is within this of its share (0: never)")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
}

timeline::SearchOptions search_options(const CommonOptions& common, const TimelineOptions& options) {
  timeline::SearchOptions search = options.quick ? timeline::quick_options() : timeline::full_options();
  search.seed = Seed{common.seed};
  search.threads = common.threads;
  if (options.replications > 0) search.replications = options.replications;
  if (options.seconds > 0.0) search.seconds = options.seconds;
  if (options.step_months > 0) search.grid.step_months = search.grid.first_month = options.step_months;
  for (const std::string& band : options.residual) search.grid.residual_bands.push_back(band_option(band));
  search.good_enough = options.good_enough;
  return search;
}

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

timeline::TimelineReport timeline_of(const Mission& mission, const CommonOptions& common,
                                     const TimelineOptions& options, const Plan* plan) {
  timeline::SearchOptions search = search_options(common, options);
  Assessed assessed = assess(mission, {.seed = Seed{common.seed}, .threads = common.threads});
  const auto candidates = plan != nullptr ? stress_plans(mission, *plan, search, assessed)
                                          : plans_to_compare(mission, search, assessed);
  if (plan != nullptr) search.chosen_cell = 0;
  Progress progress("searching", 1000);
  std::size_t shown = 0;
  search.progress = [&](double share, const std::string& best) {
    const auto now = static_cast<std::size_t>(1000.0 * share);
    progress.note(best);
    if (now > shown) progress.advance(now - shown);
    shown = std::max(shown, now);
  };
  return timeline::search_timeline(mission, assessed.fitted, candidates, search);
}

std::string source_line_of(const Mission& mission, const CommonOptions& common) {
  return charts::source_line(common.seed, HANDOVER_VERSION, mission.as_of,
                             "inputs " + mission.inputs_sha256.substr(0, 12));
}

}  // namespace handover::app
