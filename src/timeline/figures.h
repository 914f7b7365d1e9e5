// From tallies to the figures that a report shows.
#pragma once

#include "timeline/timeline.h"

namespace handover::timeline {

// `by_scenario`: one value for each scenario. Interval of the mean by the normal approximation over
// scenarios.
ScenarioFigure scenario_figure(std::vector<double> by_scenario, double confidence);

PlanFigures figures_of(const PlanTally& tally, const Judge& judge, const Evaluator& evaluator,
                       double confidence);

// One set of scenarios under several plans: a band that was left unstated. In the worst reading a party's
// lines are kept in a scenario when they are kept under all the plans, in the best when under any.
PlanFigures unstated_figures(const std::vector<const PlanTally*>& tallies, const Judge& judge,
                             const Evaluator& evaluator, double confidence, bool worst_reading);

Verdict verdict_of(const Share& share, double threshold);

// True when `a` is the better plan: worst-served party first, then joint share, then fewer dead.
bool ranks_before(const PlanFigures& a, const PlanFigures& b);

}  // namespace handover::timeline
