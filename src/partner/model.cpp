#include "partner/model.h"

#include "numerics/draws.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

namespace handover::partner {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

double density(double x) {
  return std::isfinite(x) ? maths::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi) : 0.0;
}
double upper_tail(double x) {
  return 0.5 * maths::erfc(x / std::numbers::sqrt2);
}

struct BiasPrior {
  double mean = 0.0, sd = 0.0;
};
BiasPrior bias_prior(const Prior& prior, AssessorKind kind) {
  switch (kind) {
    case AssessorKind::builder:
      return {prior.builder_bias, prior.builder_bias_sd};
    case AssessorKind::self:
      return {prior.self_bias, prior.self_bias_sd};
    case AssessorKind::independent:
      break;
  }
  return {prior.independent_bias, prior.independent_bias_sd};
}

std::vector<bool> advised_functions(const Mission& mission) {
  std::vector<bool> advised(mission.functions.size(), false);
  bool stated = false;
  for (const Task& task : mission.tasks) {
    for (const FunctionId function : task.mentors) advised[function.index] = stated = true;
  }
  if (!stated) advised.assign(mission.functions.size(), true);
  return advised;
}

}  // namespace

LogProbit log_probit(double low, double high) {
  // Work in the upper tail, where the complementary error function keeps its digits.
  const bool mirrored = low + high < 0.0;
  const double a = mirrored ? -high : low, b = mirrored ? -low : high;
  const double probability = upper_tail(a) - upper_tail(b);
  LogProbit result;
  double by_a = 0.0, by_b = 0.0;
  if (probability > 1e-280) {
    result.value = maths::log(probability);
    by_a = -density(a) / probability;
    by_b = density(b) / probability;
  } else {
    // Mills' ratio: the mass above a is density(a) / a, and b does not matter any more.
    result.value = -0.5 * a * a - maths::log(a * std::sqrt(2.0 * std::numbers::pi));
    by_a = -a;
    by_b = 0.0;
  }
  result.by_low = mirrored ? -by_b : by_a;
  result.by_high = mirrored ? -by_a : by_b;
  return result;
}

Prior prior_of(const Priors& priors) {
  Prior prior;
  const auto take = [&priors](PriorName name, double& centre, double& spread) {
    centre = priors[name].centre;
    spread = priors[name].spread;
  };
  take(PriorName::capability, prior.mean, prior.mean_sd);
  take(PriorName::spread_of_functions, prior.function_sd, prior.function_log_sd);
  take(PriorName::spread_of_units, prior.unit_sd, prior.unit_log_sd);
  take(PriorName::growth_with_advisers, prior.growth, prior.growth_sd);
  prior.growth_function_sd = priors[PriorName::growth_of_function].spread;
  prior.decay = priors[PriorName::decay_without_advisers].spread;
  take(PriorName::walk_of_capability, prior.innovation, prior.innovation_log_sd);
  prior.innovation_function_log_sd = priors[PriorName::walk_of_function].spread;
  take(PriorName::rating_noise, prior.noise, prior.noise_log_sd);
  prior.gap_log_sd = priors[PriorName::rating_gaps].spread;
  take(PriorName::coverage_without_advisers, prior.coverage_without_advisers, prior.coverage_log_odds_sd);
  take(PriorName::builder_bias, prior.builder_bias, prior.builder_bias_sd);
  take(PriorName::self_bias, prior.self_bias, prior.self_bias_sd);
  take(PriorName::independent_bias, prior.independent_bias, prior.independent_bias_sd);
  return prior;
}

Data data_of(const Mission& mission, std::span<const Date> marks) {
  return data_of(mission, marks, prior_of(mission.priors));
}

Data data_of(const Mission& mission, std::span<const Date> marks, const Prior& prior) {
  Data data;
  data.prior = prior;
  data.functions = mission.functions.size();
  data.levels = mission.rating_scale.levels.size();
  data.alone_from = mission.rating_scale.alone_from;
  data.assessors = mission.assessors.size();
  data.advised = advised_functions(mission);
  for (const Assessor& assessor : mission.assessors) data.assessor_kind.push_back(assessor.kind);

  std::map<std::pair<std::uint16_t, std::uint16_t>, std::set<Date>> days;
  for (const Rating& rating : mission.ratings) {
    days[{rating.function.index, rating.unit.index}].insert(std::min(rating.known.from, mission.as_of));
  }
  std::map<std::pair<std::uint16_t, std::uint16_t>, std::size_t> series_of;
  for (auto& [key, grid] : days) {
    grid.insert(mission.as_of);
    for (const Date mark : marks) grid.insert(std::min(mark, mission.as_of));
    series_of[key] = data.series.size();
    data.series.push_back({UnitId{key.second}, FunctionId{key.first}, {grid.begin(), grid.end()}});
  }
  for (std::uint16_t f = 0; f < data.functions; ++f) {
    const bool rated = std::any_of(data.series.begin(), data.series.end(),
                                   [&](const Series& series) { return series.function == FunctionId{f}; });
    if (!rated) data.series.push_back({std::nullopt, FunctionId{f}, {mission.as_of}});
  }
  for (const Rating& rating : mission.ratings) {
    const std::size_t s = series_of.at({rating.function.index, rating.unit.index});
    const auto& grid = data.series[s].grid;
    const auto day = std::lower_bound(grid.begin(), grid.end(), std::min(rating.known.from, mission.as_of));
    data.observations.push_back({s, static_cast<std::size_t>(day - grid.begin()), rating.level,
                                 rating.assessor.index, rating.coverage});
  }
  return data;
}

void roll_ratings(const Quantities& truth, RandomStream randomness, Data& data) {
  std::uint32_t slot = 0;
  for (Observation& observation : data.observations) {
    const double noise = truth.noise[observation.assessor] / std::sqrt(observation.coverage);
    const double seen = truth.level[observation.series][observation.at] + truth.bias[observation.assessor] +
                        noise * normal_draw(randomness.uniform_at(0, slot++));
    observation.level = 0;
    while (observation.level < truth.threshold.size() && seen >= truth.threshold[observation.level]) {
      ++observation.level;
    }
  }
}

Model::Model(const Data& data) : data_(data) {
  std::size_t next = 5;
  const auto take = [&](std::size_t count) {
    const std::size_t start = next;
    next += count;
    return start;
  };
  function_ = take(data.functions);
  function_growth_ = take(data.functions);
  function_decay_ = take(data.functions);
  function_innovation_ = take(data.functions);
  bias_ = take(data.assessors);
  noise_ = take(data.assessors);
  gap_ = take(data.levels >= 2 ? data.levels - 2 : 0);
  series_ = take(data.series.size());
  for (const Series& series : data.series) {
    step_.push_back(take(series.grid.size() - 1));
    std::vector<double> years;
    for (std::size_t i = 0; i + 1 < series.grid.size(); ++i) {
      years.push_back(days_between(series.grid[i], series.grid[i + 1]).value / kDaysPerYear);
    }
    years_.push_back(std::move(years));
  }
  dimension_ = next;
}

Quantities Model::quantities(std::span<const double> x) const {
  const Prior& prior = data_.prior;
  Quantities q;
  q.mean = prior.mean + prior.mean_sd * x[mean_];
  q.function_sd = prior.function_sd * maths::exp(prior.function_log_sd * x[function_sd_]);
  q.unit_sd = prior.unit_sd * maths::exp(prior.unit_log_sd * x[unit_sd_]);
  for (std::size_t f = 0; f < data_.functions; ++f) {
    q.function.push_back(q.function_sd * x[function_ + f]);
    q.growth.push_back(prior.growth + prior.growth_sd * x[growth_] +
                       prior.growth_function_sd * x[function_growth_ + f]);
    q.decay.push_back(prior.decay * std::abs(x[function_decay_ + f]));
    q.innovation.push_back(prior.innovation *
                           maths::exp(prior.innovation_log_sd * x[innovation_] +
                                      prior.innovation_function_log_sd * x[function_innovation_ + f]));
  }
  for (std::size_t a = 0; a < data_.assessors; ++a) {
    const auto [mean, sd] = bias_prior(prior, data_.assessor_kind[a]);
    q.bias.push_back(mean + sd * x[bias_ + a]);
    q.noise.push_back(prior.noise * maths::exp(prior.noise_log_sd * x[noise_ + a]));
  }
  if (data_.levels >= 2) {
    // Thresholds outwards from "alone" at 0; gap g lies between thresholds g and g + 1.
    q.threshold.assign(data_.levels - 1, 0.0);
    const std::size_t zero = std::clamp<std::size_t>(data_.alone_from, 1, data_.levels - 1) - 1;
    for (std::size_t k = zero + 1; k < q.threshold.size(); ++k) {
      q.threshold[k] = q.threshold[k - 1] + maths::exp(prior.gap_log_sd * x[gap_ + k - 1]);
    }
    for (std::size_t k = zero; k-- > 0;) {
      q.threshold[k] = q.threshold[k + 1] - maths::exp(prior.gap_log_sd * x[gap_ + k]);
    }
  }
  for (std::size_t s = 0; s < data_.series.size(); ++s) {
    const std::size_t f = data_.series[s].function.index;
    std::vector<double> level(data_.series[s].grid.size());
    level[0] = q.mean + q.function[f] + q.unit_sd * x[series_ + s];
    for (std::size_t i = 0; i + 1 < level.size(); ++i) {
      const double drift = data_.advised[f] ? q.growth[f] * years_[s][i] : 0.0;
      level[i + 1] = level[i] + drift + q.innovation[f] * std::sqrt(years_[s][i]) * x[step_[s] + i];
    }
    q.level.push_back(std::move(level));
  }
  return q;
}

// Derivatives of the log likelihood by the quantities.
struct Model::Sums {
  double value = 0.0;
  std::vector<double> bias, log_noise, threshold;
  std::vector<std::vector<double>> level;
};

void Model::add_observation(const Observation& observation, const Quantities& q, Sums& sums) const {
  const std::size_t k = observation.level, a = observation.assessor;
  const double sd = q.noise[a] / std::sqrt(observation.coverage);
  const double centre = q.level[observation.series][observation.at] + q.bias[a];
  const double low = k == 0 ? -kInfinite : (q.threshold[k - 1] - centre) / sd;
  const double high = k + 1 == data_.levels ? kInfinite : (q.threshold[k] - centre) / sd;
  const LogProbit term = log_probit(low, high);
  sums.value += term.value;
  const double by_centre = -(term.by_low + term.by_high) / sd;
  sums.level[observation.series][observation.at] += by_centre;
  sums.bias[a] += by_centre;
  if (k > 0) {
    sums.threshold[k - 1] += term.by_low / sd;
    sums.log_noise[a] -= term.by_low * low;
  }
  if (k + 1 < data_.levels) {
    sums.threshold[k] += term.by_high / sd;
    sums.log_noise[a] -= term.by_high * high;
  }
}

void Model::pull_back(std::span<const double> x, const Quantities& q, const Sums& sums,
                      std::span<double> gradient) const {
  const Prior& prior = data_.prior;
  for (std::size_t a = 0; a < data_.assessors; ++a) {
    gradient[bias_ + a] += bias_prior(prior, data_.assessor_kind[a]).sd * sums.bias[a];
    gradient[noise_ + a] += prior.noise_log_sd * sums.log_noise[a];
  }
  if (data_.levels >= 2) {
    const std::size_t zero = std::clamp<std::size_t>(data_.alone_from, 1, data_.levels - 1) - 1;
    double beyond = 0.0;
    for (std::size_t k = q.threshold.size(); k-- > zero + 1;) {
      beyond += sums.threshold[k];
      gradient[gap_ + k - 1] += beyond * (q.threshold[k] - q.threshold[k - 1]) * prior.gap_log_sd;
    }
    beyond = 0.0;
    for (std::size_t k = 0; k < zero; ++k) {
      beyond += sums.threshold[k];
      gradient[gap_ + k] -= beyond * (q.threshold[k + 1] - q.threshold[k]) * prior.gap_log_sd;
    }
  }
  for (std::size_t s = 0; s < data_.series.size(); ++s) {
    const std::size_t f = data_.series[s].function.index;
    double later = 0.0;  // derivative by a shift of this level and all later ones
    for (std::size_t i = q.level[s].size(); i-- > 1;) {
      later += sums.level[s][i];
      const double years = years_[s][i - 1], step = q.innovation[f] * std::sqrt(years);
      gradient[step_[s] + i - 1] += later * step;
      const double by_log = later * step * x[step_[s] + i - 1];
      gradient[innovation_] += prior.innovation_log_sd * by_log;
      gradient[function_innovation_ + f] += prior.innovation_function_log_sd * by_log;
      if (!data_.advised[f]) continue;
      gradient[growth_] += prior.growth_sd * later * years;
      gradient[function_growth_ + f] += prior.growth_function_sd * later * years;
    }
    later += sums.level[s][0];
    gradient[mean_] += prior.mean_sd * later;
    gradient[function_ + f] += q.function_sd * later;
    gradient[function_sd_] += prior.function_log_sd * q.function_sd * x[function_ + f] * later;
    gradient[series_ + s] += q.unit_sd * later;
    gradient[unit_sd_] += prior.unit_log_sd * q.unit_sd * x[series_ + s] * later;
  }
}

double Model::log_density(std::span<const double> x, std::span<double> gradient) const {
  const Quantities q = quantities(x);
  Sums sums;
  sums.bias.assign(data_.assessors, 0.0);
  sums.log_noise.assign(data_.assessors, 0.0);
  sums.threshold.assign(q.threshold.size(), 0.0);
  for (const auto& level : q.level) sums.level.emplace_back(level.size(), 0.0);
  if (data_.levels >= 2) {
    for (const Observation& observation : data_.observations) add_observation(observation, q, sums);
  }
  double value = sums.value;
  for (const double v : x) value -= 0.5 * v * v;
  if (gradient.empty()) return value;
  for (std::size_t i = 0; i < x.size(); ++i) gradient[i] = -x[i];
  pull_back(x, q, sums, gradient);
  return value;
}

}  // namespace handover::partner
