#include "threat/endemic_epidemic.h"

#include "threat/negative_binomial.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>
#include <fmt/format.h>

namespace handover::threat {
namespace {

constexpr double kTwoPi = 6.283185307179586476925;

// Where the parameters lie: autoregressive, neighbour and endemic intercepts, trend, harmonics, log psi.
struct Places {
  std::size_t per_part, own = 0, next_door, endemic, trend, season, psi, count;
  Places(const StepCounts& data, const StepModel& model) {
    per_part = model.unit_effects ? data.units : 1;
    next_door = per_part;
    endemic = 2 * per_part;
    trend = 3 * per_part;
    season = trend + (model.trend ? 1 : 0);
    psi = season + 2 * static_cast<std::size_t>(model.harmonics);
    count = psi + 1;
  }
  std::size_t unit(std::size_t i) const { return per_part == 1 ? 0 : i; }
};

// Time-dependent part of the endemic predictor and its regressors.
struct Clock {
  double exponent = 0.0;
  std::vector<double> regressor;
};
Clock clock_at(const StepModel& model, const Places& at, std::size_t t, const std::vector<double>& theta) {
  Clock clock;
  if (model.trend) clock.regressor.push_back(static_cast<double>(t));
  for (int h = 1; h <= model.harmonics; ++h) {
    const double angle = kTwoPi * h * static_cast<double>(t) / model.period;
    clock.regressor.push_back(std::sin(angle));
    clock.regressor.push_back(std::cos(angle));
  }
  for (std::size_t r = 0; r < clock.regressor.size(); ++r)
    clock.exponent += theta[at.trend + r] * clock.regressor[r];
  return clock;
}

double neighbours_before(const StepCounts& data, std::size_t t, std::size_t unit) {
  double sum = 0.0;
  for (std::size_t from = 0; from < data.units; ++from) {
    const double weight = data.weight[from * data.units + unit];
    if (weight != 0.0) sum += weight * data.count[(t - 1) * data.units + from];
  }
  return sum;
}

struct Parts {
  double own, next_door, endemic;
  double mean() const { return own + next_door + endemic; }
};
Parts parts_at(const StepCounts& data, const Places& at, std::size_t t, std::size_t i, double around,
               const Clock& clock, const std::vector<double>& theta) {
  const double offset = data.offset.empty() ? 0.0 : data.offset[i];
  return {std::exp(theta[at.own + at.unit(i)]) * data.count[(t - 1) * data.units + i],
          std::exp(theta[at.next_door + at.unit(i)]) * around,
          std::exp(offset + theta[at.endemic + at.unit(i)] + clock.exponent)};
}

std::vector<std::string> names_of(const StepCounts& data, const StepModel& model, const Places& at) {
  std::vector<std::string> names;
  for (const char* part : {"ar", "ne", "end"}) {
    for (std::size_t i = 0; i < at.per_part; ++i) {
      names.push_back(model.unit_effects && data.units > 1 ? fmt::format("{}.unit{}", part, i + 1)
                                                           : fmt::format("{}.1", part));
    }
  }
  if (model.trend) names.push_back("end.t");
  for (int h = 1; h <= model.harmonics; ++h) {
    names.push_back(fmt::format("end.sin{}", h));
    names.push_back(fmt::format("end.cos{}", h));
  }
  names.push_back("psi");
  return names;
}

std::vector<double> first_guess(const StepCounts& data, const Places& at, std::size_t until) {
  std::vector<double> theta(at.count, 0.0);
  for (std::size_t i = 0; i < at.per_part; ++i) {
    double sum = 0.0, offset = 0.0, cells = 0.0;
    for (std::size_t unit = 0; unit < data.units; ++unit) {
      if (at.per_part > 1 && unit != i) continue;
      for (std::size_t t = 1; t < until; ++t) sum += data.count[t * data.units + unit];
      cells += static_cast<double>(until - 1);
      offset += data.offset.empty() ? 1.0 : std::exp(data.offset[unit]);
    }
    const double units = at.per_part > 1 ? 1.0 : static_cast<double>(data.units);
    theta[at.own + i] = -1.0;
    theta[at.next_door + i] = -4.0;
    theta[at.endemic + i] = std::log(0.5 * (sum + 0.5) / cells / (offset / units));
  }
  return theta;
}

}  // namespace

double step_log_likelihood(const StepCounts& data, const StepModel& model, std::size_t from,
                           std::size_t until, const std::vector<double>& theta,
                           std::vector<double>& gradient) {
  const Places at(data, model);
  gradient.assign(at.count, 0.0);
  const double psi = std::exp(theta[at.psi]);
  std::vector<CountTerm> table;
  const auto count_of = [&](double y) -> const CountTerm& {
    while (static_cast<double>(table.size()) <= y)
      table.push_back(count_term(static_cast<double>(table.size()), psi));
    return table[static_cast<std::size_t>(y)];
  };
  double sum = 0.0;
  for (std::size_t t = from; t < until; ++t) {
    const Clock clock = clock_at(model, at, t, theta);
    for (std::size_t i = 0; i < data.units; ++i) {
      const double y = data.count[t * data.units + i];
      const Parts parts = parts_at(data, at, t, i, neighbours_before(data, t, i), clock, theta);
      const CountTerm& count = count_of(y);
      const MeanTerm term = mean_term(y, parts.mean(), psi);
      sum += count.value + term.value;
      gradient[at.own + at.unit(i)] += term.d_mean * parts.own;
      gradient[at.next_door + at.unit(i)] += term.d_mean * parts.next_door;
      gradient[at.endemic + at.unit(i)] += term.d_mean * parts.endemic;
      for (std::size_t r = 0; r < clock.regressor.size(); ++r) {
        gradient[at.trend + r] += term.d_mean * parts.endemic * clock.regressor[r];
      }
      gradient[at.psi] += psi * (count.d_psi + term.d_psi);
    }
  }
  return sum;
}

namespace {

// Expected information about the means' parameters plus the weak pull at the floor: the sum over cells of the
// outer product of the mean's slopes over the count's variance. The dispersion is orthogonal to the means.
Eigen::MatrixXd information(const StepCounts& data, const StepModel& model, std::size_t until,
                            const std::vector<double>& theta) {
  const Places at(data, model);
  const auto n = static_cast<Eigen::Index>(at.psi);
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(n, n);
  const double psi = std::exp(theta[at.psi]);
  std::vector<std::pair<Eigen::Index, double>> slopes;
  for (std::size_t t = 1; t < until; ++t) {
    const Clock clock = clock_at(model, at, t, theta);
    for (std::size_t i = 0; i < data.units; ++i) {
      const Parts parts = parts_at(data, at, t, i, neighbours_before(data, t, i), clock, theta);
      slopes.clear();
      slopes.emplace_back(static_cast<Eigen::Index>(at.own + at.unit(i)), parts.own);
      slopes.emplace_back(static_cast<Eigen::Index>(at.next_door + at.unit(i)), parts.next_door);
      slopes.emplace_back(static_cast<Eigen::Index>(at.endemic + at.unit(i)), parts.endemic);
      for (std::size_t r = 0; r < clock.regressor.size(); ++r) {
        slopes.emplace_back(static_cast<Eigen::Index>(at.trend + r), parts.endemic * clock.regressor[r]);
      }
      const double precision = 1.0 / (parts.mean() * (1.0 + psi * parts.mean()));
      for (const auto& [a, x] : slopes) {
        for (const auto& [b, y] : slopes) sum(a, b) += precision * x * y;
      }
    }
  }
  return sum;
}

// The log-likelihood less the pull, and its gradient.
double pulled(const StepCounts& data, const StepModel& model, std::size_t until,
              const std::vector<double>& theta, std::vector<double>& gradient) {
  const Places at(data, model);
  double value = step_log_likelihood(data, model, 1, until, theta, gradient);
  for (std::size_t i = 0; i < at.trend; ++i) {
    const double below = std::max(0.0, model.floor - theta[i]);
    value -= 0.5 * below * below;
    gradient[i] += below;
  }
  return value;
}

// Observed information about log psi, by a difference of the gradient; at least a little.
double psi_information(const StepCounts& data, const StepModel& model, std::size_t until,
                       std::vector<double> theta, const std::vector<double>& gradient) {
  const Places at(data, model);
  constexpr double kStep = 1e-5;
  theta[at.psi] += kStep;
  std::vector<double> above;
  step_log_likelihood(data, model, 1, until, theta, above);
  return std::max(1e-2, (gradient[at.psi] - above[at.psi]) / kStep);
}

}  // namespace

// Fisher scoring with Levenberg's damping.
StepFit fit_steps(const StepCounts& data, const StepModel& model, std::size_t until,
                  const std::vector<double>& start) {
  const Places at(data, model);
  StepFit fit;
  fit.names = names_of(data, model, at);
  std::vector<double> theta = start.empty() ? first_guess(data, at, until) : start;
  if (!start.empty()) theta[at.psi] = std::log(theta[at.psi]);
  std::vector<double> gradient, trial_gradient;
  double value = pulled(data, model, until, theta, gradient);
  double damping = 1e-3;
  Minimum& report = fit.minimum;
  report.evaluations = 1;
  report.stop = StopReason::iterations_used_up;
  const auto n = static_cast<Eigen::Index>(at.psi);
  for (report.iterations = 0; report.iterations < 300; ++report.iterations) {
    Eigen::MatrixXd curvature = information(data, model, until, theta);
    for (std::size_t i = 0; i < at.trend; ++i) {
      const auto d = static_cast<Eigen::Index>(i);
      curvature(d, d) += theta[i] < model.floor ? 1.0 : 1e-9;
    }
    const Eigen::VectorXd slope = Eigen::Map<const Eigen::VectorXd>(gradient.data(), n);
    const double psi_curvature = psi_information(data, model, until, theta, gradient);
    bool rose = false;
    double promised = 0.0;
    for (int attempt = 0; attempt < 30 && !rose; ++attempt) {
      Eigen::MatrixXd damped = curvature;
      damped.diagonal() *= 1.0 + damping;
      damped.diagonal().array() += 1e-10;
      const Eigen::VectorXd step = damped.ldlt().solve(slope);
      std::vector<double> trial = theta;
      for (Eigen::Index i = 0; i < n; ++i)
        trial[static_cast<std::size_t>(i)] += std::clamp(step(i), -2.0, 2.0);
      const double psi_step = std::clamp(gradient[at.psi] / (psi_curvature * (1.0 + damping)), -1.0, 1.0);
      trial[at.psi] += psi_step;
      promised = 0.5 * (step.dot(slope) + psi_step * gradient[at.psi]);
      const double at_trial = pulled(data, model, until, trial, trial_gradient);
      ++report.evaluations;
      if (std::isfinite(at_trial) && at_trial >= value) {
        rose = at_trial > value || promised < 1e-12;
        theta = trial;
        value = at_trial;
        gradient = trial_gradient;
        damping = std::max(1e-12, damping * 0.1);
        if (!rose) break;
      } else {
        damping = std::max(1e-6, damping * 8.0);
      }
    }
    if (promised < 1e-9) {
      report.stop = StopReason::gradient_small;
      break;
    }
    if (!rose) {
      report.stop = promised < 1e-6 ? StopReason::value_flat : StopReason::line_search_failed;
      break;
    }
  }
  for (const double one : gradient) report.gradient_norm = std::max(report.gradient_norm, std::abs(one));
  report.x = theta;
  report.value = -value;
  fit.log_likelihood = step_log_likelihood(data, model, 1, until, theta, gradient);
  fit.estimate = theta;
  fit.estimate[at.psi] = std::exp(theta[at.psi]);
  return fit;
}

StepScores one_step_ahead(const StepCounts& data, const StepModel& model, std::size_t from, std::size_t until,
                          const std::vector<double>& estimate) {
  const Places at(data, model);
  const double psi = estimate[at.psi];
  StepScores scores;
  double cells = 0.0;
  for (std::size_t t = from; t < until; ++t) {
    const Clock clock = clock_at(model, at, t, estimate);
    for (std::size_t i = 0; i < data.units; ++i) {
      const double y = data.count[t * data.units + i];
      const double mean = parts_at(data, at, t, i, neighbours_before(data, t, i), clock, estimate).mean();
      const double variance = mean + psi * mean * mean;
      scores.logarithmic -= log_negative_binomial(y, mean, psi);
      scores.squared_error += (y - mean) * (y - mean);
      scores.dawid_sebastiani += (y - mean) * (y - mean) / variance + std::log(variance);
      double below = 0.0;
      const double last = std::max(y, std::ceil(mean + 40.0 * std::sqrt(variance)));
      for (double k = 0.0; k <= last; k += 1.0) {
        below += std::exp(log_negative_binomial(k, mean, psi));
        const double step = k >= y ? 1.0 : 0.0;
        scores.ranked_probability += (below - step) * (below - step);
      }
      cells += 1.0;
    }
  }
  scores.logarithmic /= cells;
  scores.ranked_probability /= cells;
  scores.dawid_sebastiani /= cells;
  scores.squared_error /= cells;
  return scores;
}

}  // namespace handover::threat
