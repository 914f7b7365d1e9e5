// What a reader of the answer has to know first.
#include "timeline/answers.h"

#include <algorithm>

namespace handover::timeline {
namespace {

void warn_of_tolerances(const SearchBudget& budget, TimelineReport& report) {
  if (!budget.whole) report.warnings.push_back({Warning::no_whole_replications});
  for (std::size_t line = 0; line < report.lines.size(); ++line) {
    const double tolerated = report.lines[line].tolerated;
    if (tolerated > 0.0 && tolerated * budget.replications < 1.0)
      report.warnings.push_back({Warning::tolerance_below_reach, line});
  }
}

// The dates are the first or the last that were examined.
bool at_edge(const TimelineReport& report, const MapCell& cell) {
  Month first = cell.mission_end, last = cell.mission_end;
  for (const MapCell& other : report.map.cells) {
    if (!other.standing.signable) continue;
    first = std::min(first, other.mission_end);
    last = std::max(last, other.mission_end);
  }
  return first < last && (cell.mission_end == first || cell.mission_end == last);
}

// As far as the scenarios tell: its difference to the chosen plan is not below nought beyond its interval.
bool not_worse(const BaselineEntry& baseline) {
  return baseline.to_chosen && baseline.to_chosen->joint.interval.high >= 0.0;
}

}  // namespace

void add_warnings(const AnswerContext& context, const SearchBudget& budget, TimelineReport& report) {
  warn_of_tolerances(budget, report);
  if (context.study.population.draws > 0 && context.study.population.draws < context.study.scenarios)
    report.warnings.push_back({Warning::too_few_fitted_draws, context.study.population.draws});
  if (!report.map.chosen) return;
  const auto stated =
      static_cast<std::size_t>(std::count_if(report.map.cells.begin(), report.map.cells.end(),
                                             [](const MapCell& cell) { return cell.residual.stated; }));
  const bool none = std::all_of(report.map.plans.begin(), report.map.plans.end(),
                                [](const PlanEntry& plan) { return plan.figures.joint.value <= 0.0; });
  if (none) report.warnings.push_back({Warning::nothing_keeps_all_lines});
  if (!report.map.plan_given) {
    if (!none && stated > 2 && report.map.answer_set.size() == stated)
      report.warnings.push_back({Warning::set_is_everything});
    if (at_edge(report, chosen_cell(report)))
      report.warnings.push_back({Warning::best_at_edge, report.map.chosen->at});
  }
  for (std::size_t b = 0; b < report.compared.baselines.size(); ++b)
    if (not_worse(report.compared.baselines[b])) report.warnings.push_back({Warning::baseline_not_beaten, b});
}

}  // namespace handover::timeline
