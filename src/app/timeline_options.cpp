#include "app/timeline_options.h"

#include "base/progress.h"
#include "brief/charts/charts.h"

namespace handover::app {

void add_timeline_options(CLI::App& command, TimelineOptions& options) {
  command.add_flag("--quick", options.quick,
                   "A coarse grid and fewer scenarios: seconds instead of minutes, wider intervals");
  command
      .add_option(
          "--replications", options.replications,
          "Replications that the search may simulate (0: the preset's, 2 million or 450,000 with --quick)")
      ->capture_default_str();
  command
      .add_option("--step-months", options.step_months,
                  "Months between the dates of the grid (0: the preset's)")
      ->check(CLI::Range(0, 36))
      ->capture_default_str();
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
  if (options.step_months > 0) search.grid.step_months = search.grid.first_month = options.step_months;
  search.good_enough = options.good_enough;
  return search;
}

timeline::TimelineReport timeline_of(const Mission& mission, const CommonOptions& common,
                                     const TimelineOptions& options, const Plan* plan) {
  timeline::SearchOptions search = search_options(common, options);
  const auto candidates = plan != nullptr ? timeline::stress_candidates(mission, *plan, search.grid)
                                          : timeline::candidate_plans(mission, search.grid);
  if (plan != nullptr) search.chosen_cell = 0;
  Assessed assessed = assess(
      mission, {.seed = Seed{common.seed}, .threads = common.threads, .draws = timeline::kFittedDraws});
  solve_needs(mission, timeline::postures_of(mission, candidates), assessed);
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
