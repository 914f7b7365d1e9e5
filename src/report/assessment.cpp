#include "report/assessment.h"

#include "base/interrupt.h"
#include "base/problem.h"
#include "threat/demand.h"

#include <algorithm>

namespace handover::report {
namespace {

void refuse_without_streams(const Mission& mission) {
  if (!mission.streams.empty()) return;
  throw InputError(
      Problem{.code = ProblemCode::missing,
              .file = "mission.toml",
              .field = "stream",
              .what = "is missing: without a stream of incidents there is nothing to simulate",
              .hint = "describe one under [[stream]]; `evidence`, `partner` and `talks` do without"});
}

}  // namespace

AssessmentOptions assessment_options(const CommonOptions& common, int draws) {
  return {.seed = Seed{common.seed}, .threads = common.threads, .draws = draws};
}

threat::ThreatAssessment assess_threat(const Mission& mission, const AssessmentOptions& options) {
  threat::ThreatOptions threat_options;
  threat_options.draws = static_cast<std::size_t>(options.draws);
  threat_options.regimes = options.regimes;
  threat_options.seed = options.seed;
  threat_options.threads = options.threads;
  if (!options.skill) threat_options.backtests = 0;
  return threat::assess_threat(mission, threat_options);
}

partner::PartnerAssessment assess_partner(const Mission& mission, const AssessmentOptions& options) {
  return partner::assess_and_report(mission, options.seed, options.draws, {.threads = options.threads});
}

TalksAssessment assess_talks(const Mission& mission, const AssessmentOptions& options) {
  TalksAssessment result;
  result.fitted = talks::assess_talks(mission, options.seed, std::max(options.draws, talks::kReportDraws));
  result.report = talks::report_talks(mission, result.fitted);
  // A draw does not depend on how many there are: the fitted model's are the first of the report's.
  result.fitted.draws.resize(static_cast<std::size_t>(options.draws));
  result.fitted.settlements.resize(static_cast<std::size_t>(options.draws));
  return result;
}

needs::ThreatDemand demand_of(const Mission& mission, const threat::FittedThreat& threat,
                              const AssessmentOptions& options) {
  constexpr std::size_t kReplications = 2000;  // a 90 % quantile of some ten moves by less than one
  const auto incidents = threat::next_month_incidents(threat, kReplications, options.seed, options.threads);
  return needs::demand_of_replications(mission, options.demand_quantile, incidents,
                                       threat::zone_shares(threat));
}

Assessed assess(const Mission& mission, const AssessmentOptions& options, const Control& control) {
  const StopScope scope(control.stop);
  constexpr double kModules = 4.0;
  double started = 0.0;
  const auto step = [&](const char* what) {
    control.say(started++ / kModules, what);
    throw_if_interrupted();
  };
  refuse_without_streams(mission);
  Assessed result;
  step("threat");
  auto threat = assess_threat(mission, options);
  result.fitted.threat = std::move(threat.fitted);
  result.threat = std::move(threat.report);
  step("partner");
  auto partner = assess_partner(mission, options);
  result.fitted.partner = std::move(partner.fitted);
  result.partner = std::move(partner.report);
  step("talks");
  auto talks = assess_talks(mission, options);
  result.fitted.talks = std::move(talks.fitted);
  result.talks = std::move(talks.report);
  step("needs");
  result.demand = demand_of(mission, result.fitted.threat, options);
  result.needs_today = needs::assess_posture(mission, posture_today(mission), result.demand);
  return result;
}

void solve_needs(const Mission& mission, const std::vector<Posture>& postures, Assessed& assessed) {
  assessed.fitted.needs = needs::solve_postures(mission, postures, assessed.demand);
}

}  // namespace handover::report
