#include "threat/steps/endemic_epidemic.h"

#include "numerics/maths.h"
#include "threat/daily/negative_binomial.h"
#include "threat/steps/step_problem.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Cholesky>
#include <fmt/format.h>

namespace handover::threat {
namespace {

// Where the parameters lie: autoregressive, neighbour and endemic intercepts, trend, harmonics, log psi.
struct ParameterPlaces {
  std::size_t per_part, own = 0, next_door, endemic, trend, season, psi, count;
  ParameterPlaces(const StepCounts& data, const StepModel& model) {
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
Clock clock_at(const StepModel& model, const ParameterPlaces& at, std::size_t t,
               const std::vector<double>& theta) {
  Clock clock;
  if (model.trend) clock.regressor.push_back(static_cast<double>(t));
  for (int h = 1; h <= model.harmonics; ++h) {
    const double angle = 2.0 * std::numbers::pi * h * static_cast<double>(t) / model.period;
    clock.regressor.push_back(maths::sin(angle));
    clock.regressor.push_back(maths::cos(angle));
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
Parts parts_at(const StepCounts& data, const ParameterPlaces& at, std::size_t t, std::size_t i, double around,
               const Clock& clock, const std::vector<double>& theta) {
  const double offset = data.offset.empty() ? 0.0 : data.offset[i];
  return {maths::exp(theta[at.own + at.unit(i)]) * data.count[(t - 1) * data.units + i],
          maths::exp(theta[at.next_door + at.unit(i)]) * around,
          maths::exp(offset + theta[at.endemic + at.unit(i)] + clock.exponent)};
}

std::vector<std::string> names_of(const StepCounts& data, const StepModel& model, const ParameterPlaces& at) {
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

std::vector<double> first_guess(const StepCounts& data, const ParameterPlaces& at, std::size_t until) {
  std::vector<double> theta(at.count, 0.0);
  for (std::size_t i = 0; i < at.per_part; ++i) {
    double sum = 0.0, offset = 0.0, cells = 0.0;
    for (std::size_t unit = 0; unit < data.units; ++unit) {
      if (at.per_part > 1 && unit != i) continue;
      for (std::size_t t = 1; t < until; ++t) sum += data.count[t * data.units + unit];
      cells += static_cast<double>(until - 1);
      offset += data.offset.empty() ? 1.0 : maths::exp(data.offset[unit]);
    }
    const double units = at.per_part > 1 ? 1.0 : static_cast<double>(data.units);
    theta[at.own + i] = -1.0;
    theta[at.next_door + i] = -4.0;
    theta[at.endemic + i] = maths::log(0.5 * (sum + 0.5) / cells / (offset / units));
  }
  return theta;
}

}  // namespace

double step_log_likelihood(const StepCounts& data, const StepModel& model, std::size_t from,
                           std::size_t until, const std::vector<double>& theta,
                           std::vector<double>& gradient) {
  const ParameterPlaces at(data, model);
  gradient.assign(at.count, 0.0);
  const double psi = maths::exp(theta[at.psi]);
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

// A step that promises to raise the log-likelihood by less than this is the last.
constexpr double kRise = 1e-10;

// Strengths and log psi from the published scale, where a part that is not there is at the floor.
Eigen::VectorXd to_strengths(const std::vector<double>& theta, const ParameterPlaces& at, double floor) {
  Eigen::VectorXd x = Eigen::Map<const Eigen::VectorXd>(theta.data(), static_cast<Eigen::Index>(at.count));
  for (std::size_t i = 0; i < at.trend; ++i)
    x(static_cast<Eigen::Index>(i)) = theta[i] <= floor ? 0.0 : maths::exp(theta[i]);
  return x;
}
std::vector<double> from_strengths(const Eigen::VectorXd& x, const ParameterPlaces& at, double floor) {
  std::vector<double> theta(x.data(), x.data() + x.size());
  for (std::size_t i = 0; i < at.trend; ++i)
    theta[i] = theta[i] > 0.0 ? std::max(floor, maths::log(theta[i])) : floor;
  return theta;
}

// Newton's step over the parameters that are free to move; the others keep still.
struct NewtonStep {
  Eigen::VectorXd step;
  double promised = 0.0;  // rise of the quadratic
  bool found = false;
};
NewtonStep newton_step(const StepProblem::Result& here, const Eigen::VectorXd& x, std::size_t strengths,
                       double damping) {
  std::vector<Eigen::Index> free;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const bool bound = static_cast<std::size_t>(i) < strengths && x(i) <= 0.0 && here.gradient(i) <= 0.0;
    if (!bound && here.scale(i) > 0.0) free.push_back(i);
  }
  Eigen::MatrixXd matrix = here.curvature(free, free);
  for (std::size_t i = 0; i < free.size(); ++i) {
    const auto d = static_cast<Eigen::Index>(i);
    matrix(d, d) += damping * here.scale(free[i]);
  }
  NewtonStep result{Eigen::VectorXd::Zero(x.size()), 0.0, false};
  const Eigen::LLT<Eigen::MatrixXd> factor(matrix);
  if (factor.info() != Eigen::Success) return result;
  const Eigen::VectorXd slope = here.gradient(free), step = factor.solve(slope);
  for (std::size_t i = 0; i < free.size(); ++i) result.step(free[i]) = step(static_cast<Eigen::Index>(i));
  result.promised = 0.5 * step.dot(slope);
  result.found = true;
  return result;
}

Eigen::VectorXd moved(const Eigen::VectorXd& x, const Eigen::VectorXd& step, std::size_t strengths) {
  Eigen::VectorXd trial = x + step;
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    if (static_cast<std::size_t>(i) < strengths) {
      trial(i) = std::max(0.0, trial(i));
    } else {
      trial(i) = x(i) + std::clamp(step(i), -1.0, 1.0);
    }
  }
  return trial;
}

}  // namespace

// Newton's method with Levenberg's damping on the strengths of the parts, kept from 0 on by an active set.
StepFit fit_steps(const StepCounts& data, const StepModel& model, std::size_t until,
                  const std::vector<double>& start) {
  const ParameterPlaces at(data, model);
  const StepProblem problem(data, model, until);
  StepFit fit;
  fit.names = names_of(data, model, at);
  std::vector<double> theta = start.empty() ? first_guess(data, at, until) : start;
  if (!start.empty()) theta[at.psi] = maths::log(theta[at.psi]);
  Eigen::VectorXd x = to_strengths(theta, at, model.floor);
  StepProblem::Result here, there;
  problem.evaluate(x, here);
  Minimum& report = fit.minimum;
  report.evaluations = 1;
  report.stop = StopReason::iterations_used_up;
  double damping = start.empty() ? 1e-2 : 0.0;
  for (report.iterations = 0; report.iterations < 300; ++report.iterations) {
    bool rose = false;
    double promised = 0.0;
    for (int attempt = 0; attempt < 40 && !rose; ++attempt) {
      const NewtonStep newton = newton_step(here, x, problem.strengths(), damping);
      promised = newton.promised;
      if (newton.found) {
        const Eigen::VectorXd trial = moved(x, newton.step, problem.strengths());
        problem.evaluate(trial, there);
        ++report.evaluations;
        // So near the top a rise drowns in rounding, and the step is trusted.
        const double rounding = promised < 1e-6 ? 1e-12 * std::abs(here.value) : 0.0;
        rose = std::isfinite(there.value) && there.value > here.value - rounding;
        if (rose) {
          x = trial;
          std::swap(here, there);
        }
      }
      damping = rose ? (damping < 1e-7 ? 0.0 : damping * 0.1) : std::max(1e-6, damping * 8.0);
    }
    if (!rose) {
      report.stop = promised < 1e-6 ? StopReason::value_flat : StopReason::line_search_failed;
      break;
    }
    if (promised < kRise && damping <= 1e-6) {
      report.stop = StopReason::gradient_small;
      break;
    }
  }
  for (Eigen::Index i = 0; i < x.size(); ++i) {
    const bool strength = static_cast<std::size_t>(i) < problem.strengths();
    report.gradient_norm =
        std::max(report.gradient_norm, std::abs(here.gradient(i)) * (strength ? x(i) : 1.0));
  }
  report.x = from_strengths(x, at, model.floor);
  report.value = -here.value;
  fit.log_likelihood = here.value;
  fit.estimate = report.x;
  fit.estimate[at.psi] = maths::exp(report.x[at.psi]);
  return fit;
}

StepScores one_step_ahead(const StepCounts& data, const StepModel& model, std::size_t from, std::size_t until,
                          const std::vector<double>& estimate) {
  const ParameterPlaces at(data, model);
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
      scores.dawid_sebastiani += (y - mean) * (y - mean) / variance + maths::log(variance);
      double below = 0.0;
      const double last = std::max(y, std::ceil(mean + 40.0 * std::sqrt(variance)));
      for (double k = 0.0; k <= last; k += 1.0) {
        below += maths::exp(log_negative_binomial(k, mean, psi));
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
