// What `plan`, `stress` and `run` have in common: options of the search and the way from a mission to its
// report.
#pragma once

#include "app/assessment.h"
#include "app/commands.h"
#include "timeline/timeline.h"

#include <cstdint>
#include <string>
#include <vector>

namespace handover::app {

struct TimelineOptions {
  bool quick = false;
  std::uint64_t replications = 0;  // 0: the preset's
  double seconds = 0.0;            // 0: the preset's
  int step_months = 0;             // 0: the preset's
  double good_enough = 0.0;
  std::vector<std::string> residual;  // "LOW-HIGH"; empty: the preset's shares of today's troops
};
void add_timeline_options(CLI::App& command, TimelineOptions& options);

timeline::SearchOptions search_options(const CommonOptions& common, const TimelineOptions& options);

// The plans that a search compares, or those that stand beside a plan that is stressed: made by what the
// host's forces are judged able to take over. The needs of every posture are tabulated in `assessed`.
timeline::CandidatePlans plans_to_compare(const Mission& mission, const timeline::SearchOptions& search,
                                          Assessed& assessed);
timeline::CandidatePlans stress_plans(const Mission& mission, const Plan& plan,
                                      const timeline::SearchOptions& search, Assessed& assessed);

// Assesses the mission, tabulates the needs of every posture and searches; with `plan`, stresses that plan
// instead.
timeline::TimelineReport timeline_of(const Mission& mission, const CommonOptions& common,
                                     const TimelineOptions& options, const Plan* plan);

std::string source_line_of(const Mission& mission, const CommonOptions& common);

}  // namespace handover::app
