// The way from a mission to the report of its timelines: of the search, or of one plan that somebody wrote.
#pragma once

#include "report/assessment.h"
#include "report/options.h"
#include "timeline/timeline.h"

#include <cstdint>
#include <string>
#include <vector>

namespace handover::report {

struct TimelineOptions {
  bool quick = false;
  std::uint64_t replications = 0;  // 0: the preset's
  int step_months = 0;             // 0: the preset's
  double good_enough = 0.0;
  std::uint64_t search_seed = 1;      // of the scenarios in which plans are looked for
  double smallest_difference = 0.05;  // of shares; less decides nothing
  std::vector<std::string> residual;  // "LOW-HIGH"; empty: the preset's shares of today's troops
  int draws = kDraws;                 // of every module's fitted model
  bool skill =
      true;  // the threat's forecasts are scored on past months, for whoever shows the assessment too
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

// The plans that a search compares, or those that stand beside a plan that is stressed: made by what the
// host's forces are judged able to take over. The needs of every posture are tabulated in `assessed`.
timeline::CandidatePlans plans_to_compare(const Mission& mission, const timeline::SearchOptions& search,
                                          Assessed& assessed);
timeline::CandidatePlans stress_plans(const Mission& mission, const Plan& plan,
                                      const timeline::SearchOptions& search, Assessed& assessed);

std::string source_line_of(const Mission& mission, const CommonOptions& common);

}  // namespace handover::report
