// The answer of a search as JSON: the set of timelines, what each was compared with, what carries the answer.
#pragma once

#include "report/documents.h"
#include "timeline/timeline.h"

namespace handover::report {

// {set[], chosen, signed_by, carried_by[], compared_with_baselines[], words}
Json answer_document(const timeline::TimelineReport& report, const Mission& mission);
// One entry a line of each party, those of the board included when a plan was chosen.
Json red_lines_document(const timeline::TimelineReport& report);
Json ablation_document(const timeline::TimelineReport& report);
Json warnings_document(const timeline::TimelineReport& report);
// The best plan of every other pair of dates against the chosen one: another plan, not the price of a date.
Json best_elsewhere_document(const timeline::TimelineReport& report, const Mission& mission);
Json judged_otherwise_document(const timeline::TimelineReport& report);

// mission_end, presence_end, residual.
Json dates_document(const timeline::GridCell& dates);
Json dates_document(const timeline::MapCell& cell);
Json ordering_document(const timeline::Ordering& ordering);
Json difference_document(const timeline::PlanDifference& difference, const timeline::TimelineReport& report,
                         const Mission& mission);
Json harm_difference_document(const timeline::PricedHarm& harm, const timeline::TimelineReport& report,
                              const Mission& mission);
// An assumption's key; the words of what was fitted.
std::string label_of(const timeline::ScenarioInput& input);

}  // namespace handover::report
