// What the final figures say: prices, regrets, what breaks the plan, what to find out first.
#pragma once

#include "timeline/study.h"
#include "timeline/timeline.h"

#include <functional>
#include <string>
#include <vector>

namespace handover::timeline {

// Tallies of everything that was compared, on the study's scenarios.
struct Finals {
  ReportList<PlanIndex, PlanTally> plan;
  std::vector<PlanTally> baseline;  // [baseline of the report]
};

struct AnswerContext {
  const Mission& mission;
  const SearchOptions& options;
  const Evaluator& evaluator;
  const Judge& judge;
  const Finals& finals;
  const Study& study;
  // Of any other plans, in the same scenarios and replications.
  std::function<std::vector<PlanTally>(const std::vector<Plan>&)> on_final_draws;
};

// Whether a plan is signed in time often enough to be compared.
bool signable(const PlanFigures& figures, const SearchOptions& options);
// Where every pair of dates stands against the best, and the set that is not worse.
void add_standings(const AnswerContext& context, TimelineReport& report);
// The chosen plan at other dates, the best plans elsewhere and the baselines against the chosen one; then
// decides, over all these differences together, which are ordered. At most `moves` pairs of dates.
void add_differences(const AnswerContext& context, std::size_t moves, TimelineReport& report);
void add_red_lines(const AnswerContext& context, TimelineReport& report);
void add_judged_otherwise(const AnswerContext& context, TimelineReport& report);
// Without each line, from the same replications; without slip and with half the effects, simulated again on
// `budget.ablation_scenarios`. Returns the number of replications simulated.
std::uint64_t add_ablations(const AnswerContext& context, const SearchBudget& budget,
                            const MakeAblated& make_ablated, TimelineReport& report);
void add_warnings(const AnswerContext& context, const SearchBudget& budget, TimelineReport& report);
void add_regret(const AnswerContext& context, TimelineReport& report);
void add_breaks(const AnswerContext& context, TimelineReport& report);
void add_information(const AnswerContext& context, TimelineReport& report);

const PlanTally& chosen_tally(const AnswerContext& context, const TimelineReport& report);
// One plan less another; tipping values only where `with_tipping`.
PlanDifference difference_of_plans(const AnswerContext& context, const PlanTally& first,
                                   const PlanTally& second);
// The plans with the best figures, best first.
std::vector<PlanIndex> top_plans(const TimelineReport& report, std::size_t most);
// The plan at other dates, everything else the same: steps up to the end of the mission move with it, later
// ones with the last presence. Nothing when the dates cannot be had so.
std::optional<Plan> at_dates(const Mission& mission, const PlanEntry& entry, const GridCell& from,
                             const GridCell& to);

// A range without false precision: two significant digits.
std::string rounded(double value);

}  // namespace handover::timeline
