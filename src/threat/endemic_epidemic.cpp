#include "threat/endemic_epidemic.h"

#include "threat/negative_binomial.h"

#include <algorithm>
#include <cmath>

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

StepFit fit_steps(const StepCounts& data, const StepModel& model, std::size_t until,
                  const std::vector<double>& start) {
  const Places at(data, model);
  StepFit fit;
  fit.names = names_of(data, model, at);
  // Trend and season are scaled so that no parameter is worth a thousand times another.
  std::vector<double> scale(at.count, 1.0);
  if (model.trend) scale[at.trend] = 1.0 / static_cast<double>(std::max<std::size_t>(until, 2));
  const auto unscaled = [&](const std::vector<double>& x) {
    std::vector<double> theta = x;
    for (std::size_t i = 0; i < theta.size(); ++i) theta[i] *= scale[i];
    return theta;
  };
  const Objective objective = [&](const std::vector<double>& x, std::vector<double>& gradient) {
    const double value = step_log_likelihood(data, model, 1, until, unscaled(x), gradient);
    double pull = 0.0;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
      gradient[i] *= -scale[i];
      if (i >= at.trend || x[i] >= model.floor) continue;
      pull += 0.5 * (x[i] - model.floor) * (x[i] - model.floor);
      gradient[i] += x[i] - model.floor;
    }
    return pull - value;
  };
  std::vector<double> x = start.empty() ? first_guess(data, at, until) : start;
  if (!start.empty()) {
    x[at.psi] = std::log(x[at.psi]);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] /= scale[i];
  }
  fit.minimum =
      minimise(objective, x,
               {.most_iterations = 2000, .gradient_tolerance = 1e-9, .value_tolerance = 1e-14, .memory = 20});
  const std::vector<double> theta = unscaled(fit.minimum.x);
  std::vector<double> gradient;
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
