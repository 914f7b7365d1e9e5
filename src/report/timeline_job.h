// The way from a mission to the report of its timelines: of the search, or of one plan that somebody wrote.
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
  int step_months = 0;             // 0: the preset's
  double good_enough = 0.0;
  int draws = kDraws;  // of every module's fitted model
};

struct TimelineRun {
  Assessed assessed;
  timeline::TimelineReport timeline;
};

// Assesses the mission, tabulates the needs of every posture and searches. Throws Interrupted when `control`
// asks it to stop.
TimelineRun search_mission(const Mission& mission, const CommonOptions& common,
                           const TimelineOptions& options, const Control& control = {});
// The same for one plan that somebody wrote, beside the baselines.
TimelineRun stress_plan(const Mission& mission, const Plan& plan, const CommonOptions& common,
                        const TimelineOptions& options, const Control& control = {});

std::string source_line_of(const Mission& mission, const CommonOptions& common);

}  // namespace handover::report
