#include "report/measurements.h"

#include "numerics/statistics.h"

#include <algorithm>
#include <cmath>

namespace handover::report {
namespace {

bool looks_at(const Plan& plan, Observable what) {
  const auto looks = [&](const std::vector<Condition>& conditions) {
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const Condition& condition) { return condition.what == what; });
  };
  return std::any_of(plan.phases.begin(), plan.phases.end(), [&](const Phase& phase) {
    return looks(phase.gate.all_of) || looks(phase.gate.reverses);
  });
}

// Chances are means over draws and known no better than those tell.
void measure_functions(const Mission& mission, const AssessmentOptions& options,
                       timeline::Measurements& measurements) {
  const auto report = assess_partner(mission, options).report;
  const auto draws = static_cast<std::size_t>(std::max(1.0, report.diagnostics.least_effective));
  measurements.chance_alone.resize(mission.functions.size());
  for (const auto& outlook : report.functions) {
    const double chance = outlook.stands_alone;
    const auto alone = static_cast<std::size_t>(std::lround(chance * static_cast<double>(draws)));
    measurements.chance_alone[outlook.function.index] = {chance, wilson_interval(alone, draws)};
  }
}

void measure_ratios(const Mission& mission, const AssessmentOptions& options,
                    timeline::Measurements& measurements) {
  AssessmentOptions without_skill = options;
  without_skill.skill = false;
  const auto report = assess_threat(mission, without_skill).report;
  for (const auto& stream : report.streams) {
    auto& ratios = measurements.reporting_ratio.emplace_back();
    for (const auto& one : stream.ratios)
      ratios[one.source] = {one.ratio.median, {one.ratio.low, one.ratio.high}};
    if (!ratios.empty()) ratios[stream.counted_by] = {1.0, {1.0, 1.0}};
  }
}

}  // namespace

timeline::Measurements measurements_of(const Mission& mission, const Plan& plan,
                                       const AssessmentOptions& options) {
  timeline::Measurements measurements;
  if (looks_at(plan, Observable::function_stands_alone) && !mission.functions.empty() &&
      !mission.ratings.empty())
    measure_functions(mission, options, measurements);
  if (looks_at(plan, Observable::attacks_per_month)) measure_ratios(mission, options, measurements);
  return measurements;
}

}  // namespace handover::report
