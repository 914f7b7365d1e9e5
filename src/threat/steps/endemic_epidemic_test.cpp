#include "threat/steps/endemic_epidemic.h"

#include "numerics/draws.h"
#include "threat/steps/step_problem.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::threat;

namespace {

StepCounts made_up_steps(std::size_t times, double own, double next_door, double endemic, double psi) {
  StepCounts data;
  data.times = times;
  data.units = 3;
  data.weight = {0, 1, 0, 1, 0, 1, 0, 1, 0};
  data.count.assign(times * 3, 1.0);
  const RandomStream randomness(Seed{2}, 0, 0, Purpose::test);
  for (std::size_t t = 1; t < times; ++t) {
    for (std::size_t i = 0; i < 3; ++i) {
      double mean = endemic + own * data.count[(t - 1) * 3 + i];
      for (std::size_t j = 0; j < 3; ++j)
        mean += next_door * data.weight[j * 3 + i] * data.count[(t - 1) * 3 + j];
      data.count[t * 3 + i] = negative_binomial_draw(
          randomness.uniform_at(static_cast<std::uint32_t>(t), static_cast<std::uint32_t>(i)), mean,
          1.0 / psi);
    }
  }
  return data;
}

}  // namespace

TEST_CASE("the step model's gradient agrees with differences") {
  const StepCounts data = made_up_steps(60, 0.3, 0.05, 1.0, 0.5);
  const StepModel model{.unit_effects = true};
  std::vector<double> theta(9 + 3 + 1, -0.7), gradient, unused;
  theta[9] = 0.002;
  step_log_likelihood(data, model, 1, 60, theta, gradient);
  for (std::size_t i = 0; i < theta.size(); ++i) {
    const double kept = theta[i];
    theta[i] = kept + 1e-6;
    const double above = step_log_likelihood(data, model, 1, 60, theta, unused);
    theta[i] = kept - 1e-6;
    const double below = step_log_likelihood(data, model, 1, 60, theta, unused);
    theta[i] = kept;
    CHECK(gradient[i] == doctest::Approx((above - below) / 2e-6).epsilon(1e-5));
  }
}

TEST_CASE("a long series gives its parameters back") {
  // 6,000 steps of three units; tolerances about three standard errors.
  const StepCounts data = made_up_steps(6000, 0.35, 0.08, 0.9, 0.4);
  const StepFit fit = fit_steps(data, {.trend = false, .harmonics = 0}, data.times);
  CHECK(fit.minimum.converged());
  CHECK(std::exp(fit.estimate[0]) == doctest::Approx(0.35).epsilon(0.08));
  CHECK(std::exp(fit.estimate[1]) == doctest::Approx(0.08).epsilon(0.15));
  CHECK(std::exp(fit.estimate[2]) == doctest::Approx(0.9).epsilon(0.06));
  CHECK(fit.estimate[3] == doctest::Approx(0.4).epsilon(0.06));
  const StepScores scores = one_step_ahead(data, {.trend = false, .harmonics = 0}, 5000, 6000, fit.estimate);
  // A negative binomial's expected squared error is its variance: mean 0.9 / (1 - 0.35 - 0.08 * 4 / 3) or so.
  CHECK(scores.squared_error > 2.0);
  CHECK(scores.squared_error < 9.0);
  CHECK(scores.ranked_probability < scores.squared_error);
}

TEST_CASE("the step model's curvature agrees with differences of its gradient") {
  const StepCounts data = made_up_steps(60, 0.3, 0.05, 1.0, 0.5);
  const StepProblem problem(data, {.unit_effects = true}, 60);
  Eigen::VectorXd x(13);
  x << 0.3, 0.2, 0.4, 0.05, 0.0, 0.1, 0.8, 0.9, 1.1, 0.002, 0.1, -0.2, -0.7;
  StepProblem::Result here, above, below;
  problem.evaluate(x, here);
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const double kept = x(i);
    x(i) = kept + 1e-6;
    problem.evaluate(x, above);
    x(i) = kept - 1e-6;
    problem.evaluate(x, below);
    x(i) = kept;
    CHECK(here.gradient(i) == doctest::Approx((above.value - below.value) / 2e-6).epsilon(1e-5));
    for (Eigen::Index j = 0; j < x.size(); ++j) {
      const double slope = -(above.gradient(j) - below.gradient(j)) / 2e-6;
      CHECK(here.curvature(i, j) == doctest::Approx(slope).epsilon(1e-4));
    }
  }
}

TEST_CASE("a part that the data do without ends on the bound, and the fit still converges") {
  // Counts alternate, so that a high count is followed by a low one: nothing is inherited from the step
  // before.
  StepCounts data;
  data.times = 200;
  data.units = 1;
  data.weight = {0.0};
  for (std::size_t t = 0; t < data.times; ++t) data.count.push_back(t % 2 == 0 ? 0.0 : 3.0);
  const StepModel model{.trend = false, .harmonics = 0};
  const StepFit fit = fit_steps(data, model, data.times);
  CHECK(fit.minimum.converged());
  CHECK(fit.estimate[0] == model.floor);
  CHECK(std::exp(fit.estimate[2]) == doctest::Approx(1.507538).epsilon(1e-5));  // 100 of 199 steps, 3 each
}
