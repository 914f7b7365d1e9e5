// The needs of a plan, step by step, beside what the host's forces are likely to do alone.
#pragma once

#include "needs/plan_needs.h"
#include "report/assessment.h"
#include "report/documents.h"

#include <cstdint>
#include <string>
#include <vector>

namespace handover::report {

inline constexpr double kLeastShare = 0.005;  // of a task's demand: less is not shown as a percent

// A task that a step leaves to the host although the partner module doubts that the host can do it.
struct DoubtfulHandover {
  TaskId task;
  FunctionId function;  // that the host needs for it
  double today = 0.0;   // chance that the function stands alone
  int months = 0;  // from the as-of date, the partner module's first mark at or after the step, or its last
  double with_advice = 0.0, without = 0.0;  // chance then
};
std::vector<DoubtfulHandover> doubtful_handovers(const Mission& mission, const needs::PlanStep& step,
                                                 const partner::PartnerReport& partner);

struct NeedsRun {
  needs::PlanNeeds needs;
  partner::PartnerReport partner;  // empty when no step leaves a task to the host
};

// The plan with these sites closed in a step of its own after the last; without any the plan itself. Throws
// InputError about --close.
Plan plan_with_closed(const Mission& mission, Plan plan, const std::vector<std::string>& sites);

// Demand at the options' quantile of the threat's forecast, or of the mission's own records of the last year.
NeedsRun needs_of_plan(const Mission& mission, const Plan& plan, const AssessmentOptions& options,
                       const needs::SolveOptions& solve, bool from_records, const Control& control = {});

// `audit`: with the trail that names sites; not for publication.
Json document_of(const Mission& mission, const NeedsRun& run, std::uint64_t seed, bool audit);

}  // namespace handover::report
