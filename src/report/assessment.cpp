#include "report/assessment.h"

#include "base/interrupt.h"
#include "base/problem.h"
#include "threat/demand.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::report {

Assessed assess(const Mission& mission, const AssessmentOptions& options, const Control& control) {
  const StopScope scope(control.stop);
  constexpr double kModules = 4.0;
  double started = 0.0;
  const auto step = [&](const char* what) {
    control.say(started++ / kModules, what);
    throw_if_interrupted();
  };
  if (mission.streams.empty())
    throw InputError(
        Problem{.file = "mission.toml",
                .field = "stream",
                .what = "is missing: without a stream of incidents there is nothing to simulate",
                .hint = "describe one under [[stream]]; `evidence`, `partner` and `talks` do without"});
  Assessed result;
  step("threat");
  threat::ThreatOptions threat_options;
  threat_options.draws = static_cast<std::size_t>(options.draws);
  threat_options.seed = options.seed;
  threat_options.threads = options.threads;
  auto threat_assessment = threat::assess_threat(mission, threat_options);
  result.fitted.threat = std::move(threat_assessment.fitted);
  result.threat = std::move(threat_assessment.report);
  step("partner");
  const partner::AssessOptions partner_options{.threads = options.threads};
  result.fitted.partner = partner::assess_partner(mission, options.seed, options.draws, partner_options);
  result.partner = partner::report_partner(mission, options.seed, options.draws, partner_options);
  step("talks");
  result.fitted.talks =
      talks::assess_talks(mission, options.seed, std::max(options.draws, options.talks_report_draws));
  result.talks = talks::report_talks(mission, result.fitted.talks);
  // A draw does not depend on how many there are: the fitted model's are the first of the report's.
  result.fitted.talks.draws.resize(static_cast<std::size_t>(options.draws));
  result.fitted.talks.settlements.resize(static_cast<std::size_t>(options.draws));
  step("needs");
  result.demand.quantile = options.demand_quantile;
  result.demand.incidents_per_month = threat::monthly_incidents_at(
      result.fitted.threat, options.demand_quantile, options.seed, options.threads);
  result.demand.said_by = fmt::format("the threat module's forecast of the next month, {:.0f} % quantile",
                                      100 * options.demand_quantile);
  result.needs_today = needs::assess_posture(mission, needs::unlimited_today(mission), result.demand);
  return result;
}

void solve_needs(const Mission& mission, const std::vector<Posture>& postures, Assessed& assessed) {
  assessed.fitted.needs = needs::solve_postures(mission, postures, assessed.demand);
}

}  // namespace handover::report
