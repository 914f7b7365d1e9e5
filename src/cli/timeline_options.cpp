#include "cli/timeline_options.h"

namespace handover::cli {

void bind_timeline_options(Command& command, TimelineOptions& options) {
  command.bind("--quick", options.quick)
      .bind("--replications", options.replications)
      .bind("--step-months", options.step_months)
      .bind("--residual", options.residual)
      .bind("--good-enough", options.good_enough)
      .bind("--smallest-difference", options.smallest_difference)
      .bind("--search-seed", options.search_seed);
}

}  // namespace handover::cli
