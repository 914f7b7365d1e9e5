#include "cli/timeline_options.h"

#include "cli/bar.h"

namespace handover::cli {

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
      .add_option("--good-enough", options.good_enough,
                  "Stop when every interval is within this of its share (0: never)")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
}

timeline::TimelineReport timeline_with_bar(const Mission& mission, const CommonOptions& common,
                                           const TimelineOptions& options, const Plan* plan) {
  return timeline_of(mission, common, options, plan, with_bar("searching"));
}

}  // namespace handover::cli
