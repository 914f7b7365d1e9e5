// What `plan`, `stress` and `run` have in common: options of the search and the way from a mission to its
// report.
#pragma once

#include "app/assessment.h"
#include "app/commands.h"
#include "timeline/timeline.h"

#include <cstdint>
#include <string>

namespace handover::app {

struct TimelineOptions {
  bool quick = false;
  std::uint64_t replications = 0;  // 0: the preset's
  int step_months = 0;             // 0: the preset's
  double good_enough = 0.0;
};
void add_timeline_options(CLI::App& command, TimelineOptions& options);

timeline::SearchOptions search_options(const CommonOptions& common, const TimelineOptions& options);

// Assesses the mission, tabulates the needs of every posture and searches; with `plan`, stresses that plan
// instead.
timeline::TimelineReport timeline_of(const Mission& mission, const CommonOptions& common,
                                     const TimelineOptions& options, const Plan* plan);

std::string source_line_of(const Mission& mission, const CommonOptions& common);

}  // namespace handover::app
