// The simulator against closed forms. Every tolerance is four standard errors of the mean or the variance at
// the sample size used, so that a correct simulator fails once in 16,000 checks and the seed is fixed.
#include "simulate/test_scenarios.h"
#include "threat/fitted_mean.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::simulate;

namespace {

// Total attacks of the (insurgent) streams in each replication.
std::vector<double> totals(const Stage& stage, std::uint32_t replications, Switches off = {}) {
  const Simulator simulator(stage.mission, stage.assessment, stage.plan, {}, off);
  Session session(simulator);
  session.enter(only_scenario(stage), Seed{7});
  std::vector<double> result;
  for (std::uint32_t f = 0; f < replications; ++f)
    result.push_back(session.run(f).metric[static_cast<std::size_t>(Metric::insurgent_attacks)]);
  return result;
}

void check_mean(const std::vector<double>& sample, double expected) {
  const double error = std::sqrt(variance_of(sample) / static_cast<double>(sample.size()));
  CAPTURE(mean_of(sample));
  CAPTURE(expected);
  CHECK(std::abs(mean_of(sample) - expected) < 4.0 * error);
}

// The standard error of a sample variance, from the sample's fourth moment.
void check_variance(const std::vector<double>& sample, double expected) {
  const double mean = mean_of(sample), variance = variance_of(sample);
  double fourth = 0.0;
  for (const double x : sample) fourth += std::pow(x - mean, 4.0);
  const double n = static_cast<double>(sample.size());
  const double error = std::sqrt((fourth / n - variance * variance) / n);
  CAPTURE(variance);
  CAPTURE(expected);
  CHECK(std::abs(variance - expected) < 4.0 * error);
}

// Mean and variance of the total of `days` days, one cell, exactly: the state is (E R, E T, Var R, Cov(R, T),
// Var T), closed because the conditional mean is linear and the conditional variance quadratic in R.
struct TotalMoments {
  double mean, variance;
};
TotalMoments exact_moments(double endemic, double excitation, double rho, double psi, double start,
                           int days) {
  double r = start, rr = 0.0, t = 0.0, rt = 0.0, tt = 0.0;  // means and (co)variances
  for (int d = 0; d < days; ++d) {
    const double m = endemic + excitation * r;
    const double var_m = excitation * excitation * rr;
    const double second = var_m + m * m;
    const double var_n = m + psi * second + var_m;  // E Var + Var E
    const double cov_rn = excitation * rr, cov_tn = excitation * rt;
    const double rho1 = 1.0 - rho;
    tt += var_n + 2.0 * cov_tn;
    rt = rho * rt + rho * cov_rn + rho1 * cov_tn + rho1 * var_n;
    rr = rho * rho * rr + 2.0 * rho * rho1 * cov_rn + rho1 * rho1 * var_n;
    t += m;
    r = rho * r + rho1 * m;
  }
  return {t, tt};
}

}  // namespace

TEST_CASE("a quiet stream has Poisson totals") {
  Stage stage = bare_stage(6, 1, 12);
  const auto sample = totals(stage, 4000);
  check_mean(sample, 0.1 * 6 * 365);
  check_variance(sample, 0.1 * 6 * 365);
}

TEST_CASE("overdispersed days have the negative binomial's variance") {
  Stage stage = bare_stage(3, 1, 12);
  auto& draw = stage.assessment.threat.draws[0];
  draw.endemic = {0.1, 0.9, 2.5};
  draw.dispersion = {0.8};
  const auto sample = totals(stage, 6000);
  double variance = 0.0;
  for (const double m : draw.endemic) variance += m + 0.8 * m * m;
  check_mean(sample, 3.5 * 365);
  check_variance(sample, variance * 365);
  Switches off;
  off.set(static_cast<std::size_t>(Mechanism::overdispersion));
  check_variance(totals(stage, 4000, off), 3.5 * 365);
}

TEST_CASE("a branching stream has the mean and the variance of the exact recursion") {
  struct Case {
    double excitation, rho, psi, start;
  };
  for (const Case& c : {Case{0.7, 0.6, 0.0, 0.5}, Case{0.5, 0.9, 0.6, 0.0}, Case{0.6, 0.3, 1.2, 2.0}}) {
    CAPTURE(c.excitation);
    Stage stage = bare_stage(1, 1, 12);
    auto& draw = stage.assessment.threat.draws[0];
    draw.endemic = {0.2};
    draw.excitation = {c.excitation};
    draw.kernel_decay = {c.rho};
    draw.dispersion = {c.psi};
    draw.kernel_sum = {c.start};
    const auto expected = exact_moments(0.2, c.excitation, c.rho, c.psi, c.start, 365);
    const auto sample = totals(stage, 8000);
    check_mean(sample, expected.mean);
    check_variance(sample, expected.variance);
  }
}

TEST_CASE("streams, zones, seasons, drift and regimes follow the threat fitted model's analytic mean") {
  Stage stage = benchmark_stage();
  stage.assessment.threat.as_of = stage.mission.as_of;
  stage.assessment.threat.talks_in_session = true;
  // The first stream falls to a third over the year, the last one doubles after a month.
  stage.assessment.threat.draws[0].drift = {1.0, 0.7, 0.5, 0.33, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0};
  stage.mission.assumptions.clear();
  stage.mission.horizon_months = 12;
  stage.plan.phases.clear();
  Switches off;
  off.set(static_cast<std::size_t>(Mechanism::talks));
  const auto& fitted = stage.assessment.threat;
  const auto expected = threat::expected_counts(fitted, fitted.draws[0], 365,
                                                std::vector<double>(fitted.streams * fitted.zones, 1.0));
  std::vector<double> by_stream(3, 0.0);
  for (std::size_t i = 0; i < expected.size(); ++i) by_stream[i / fitted.zones % 3] += expected[i];
  const Simulator simulator(stage.mission, stage.assessment, stage.plan, {}, off);
  Session session(simulator);
  session.enter(only_scenario(stage), Seed{3});
  std::vector<double> insurgents, attacks, strikes;
  for (std::uint32_t f = 0; f < 1500; ++f) {
    const Outcome& outcome = session.run(f);
    insurgents.push_back(outcome.metric[static_cast<std::size_t>(Metric::insurgent_attacks)]);
    attacks.push_back(outcome.metric[static_cast<std::size_t>(Metric::attacks_on_coalition)]);
    strikes.push_back(outcome.metric[static_cast<std::size_t>(Metric::strikes_on_host_soil)]);
  }
  check_mean(insurgents, by_stream[0]);
  check_mean(attacks, by_stream[1]);
  check_mean(strikes, by_stream[2]);
}

TEST_CASE("the number killed follows the size fitted model: nobody, body and tail") {
  Stage stage = bare_stage(1, 1, 12);
  auto& size = stage.assessment.threat.draws[0].killed[0][static_cast<std::size_t>(Victim::civilians)];
  size.zero = 0.4;
  size.body = {0.5, 0.3};
  size.x_min = 3;
  size.alpha = 2.6;
  size.cap = 200;
  // Mean of the tail: 3 + sum over x > 3 of P(X >= x), cut at the cap.
  double tail = 3.0;
  for (int x = 4; x <= 200; ++x) tail += std::pow(x / 3.0, 1.0 - 2.6);
  const double per_incident = 0.6 * (0.5 * 1 + 0.3 * 2 + 0.2 * tail);
  const Simulator simulator(stage.mission, stage.assessment, stage.plan);
  Session session(simulator);
  session.enter(only_scenario(stage), Seed{5});
  std::vector<double> excess;
  for (std::uint32_t f = 0; f < 8000; ++f) {
    const Outcome& outcome = session.run(f);
    excess.push_back(outcome.metric[static_cast<std::size_t>(Metric::civilians_killed)] -
                     per_incident * outcome.metric[static_cast<std::size_t>(Metric::insurgent_attacks)]);
  }
  check_mean(excess, 0.0);
}
