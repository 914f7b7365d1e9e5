// What `plan` and `stress` have in common: the way from a mission to the report of its timelines.
#pragma once

#include "report/assessment.h"
#include "report/options.h"
#include "timeline/timeline.h"

#include <cstdint>
#include <string>

namespace handover::report {

struct TimelineOptions {
  bool quick = false;
  std::uint64_t replications = 0;  // 0: the preset's
  double seconds = 0.0;            // 0: the preset's
  int step_months = 0;             // 0: the preset's
  double good_enough = 0.0;
};

timeline::SearchOptions search_options(const CommonOptions& common, const TimelineOptions& options);

// Assesses the mission, tabulates the needs of every posture and searches; with `plan`, stresses that plan
// instead. Throws Interrupted when `control` asks it to stop.
timeline::TimelineReport timeline_of(const Mission& mission, const CommonOptions& common,
                                     const TimelineOptions& options, const Plan* plan,
                                     const Control& control = {});

std::string source_line_of(const Mission& mission, const CommonOptions& common);

}  // namespace handover::report
