// From tallies to the figures that a report shows.
#pragma once

#include "timeline/study.h"
#include "timeline/timeline.h"

namespace handover::timeline {

// `by_scenario`: one value for each scenario. Interval of the mean by the normal approximation over
// scenarios: for the gate cards' chances, which have few scenarios of their own.
ScenarioFigure scenario_figure(std::vector<double> by_scenario, double confidence);

PlanFigures figures_of(const PlanTally& tally, const Judge& judge, const Evaluator& evaluator,
                       const Study& study);

// One set of scenarios under several plans: a band that was left unstated. In the worst reading a party's
// lines are kept in a scenario when they are kept under all the plans, in the best when under any.
PlanFigures unstated_figures(const std::vector<const PlanTally*>& tallies, const Judge& judge,
                             const Evaluator& evaluator, const Study& study, bool worst_reading);

Verdict verdict_of(const Share& share, double threshold);

// True when `a` is the better plan: the joint share, then the worst-served party, then fewer dead.
bool ranks_before(const PlanFigures& a, const PlanFigures& b);

}  // namespace handover::timeline
