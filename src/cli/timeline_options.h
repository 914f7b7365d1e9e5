// The options that `plan` and `stress` have in common.
#pragma once

#include "cli/commands.h"
#include "report/timeline_job.h"

namespace handover::cli {

void add_timeline_options(CLI::App& command, TimelineOptions& options);

// The report of the search, or of `plan` when there is one, with a bar on standard error meanwhile.
timeline::TimelineReport timeline_with_bar(const Mission& mission, const CommonOptions& common,
                                           const TimelineOptions& options, const Plan* plan);

}  // namespace handover::cli
