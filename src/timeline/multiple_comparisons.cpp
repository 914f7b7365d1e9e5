#include "timeline/multiple_comparisons.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::timeline {
namespace {

// Means, errors of differences and critical values of all plans.
struct Field {
  std::size_t plans = 0;
  std::vector<double> mean;
  std::vector<double> error;     // [plan][plan] of the difference
  std::vector<double> critical;  // [plan] as control
  double error_of(std::size_t i, std::size_t j) const { return error[i * plans + j]; }
};

std::vector<double> errors_of_differences(std::span<const Adjusted> plans, std::size_t draws) {
  const std::size_t n = plans.size();
  std::vector<double> error(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double variance = (plans[i] - plans[j]).error_variance(draws);
      error[i * n + j] = error[j * n + i] = std::sqrt(variance);
    }
  }
  return error;
}

// [repetition][plan] a resample's mean less the mean.
std::vector<double> resampled_means(std::span<const Adjusted> plans, const std::vector<double>& mean,
                                    const Resamples& resamples) {
  std::vector<double> means;
  means.reserve(resamples.repetitions() * plans.size());
  for (std::size_t r = 0; r < resamples.repetitions(); ++r)
    for (std::size_t i = 0; i < plans.size(); ++i)
      means.push_back(resamples.mean(r, plans[i].value) - mean[i]);
  return means;
}

double critical_value(const Field& field, std::size_t control, const std::vector<double>& resampled,
                      double confidence) {
  std::vector<double> largest;
  for (std::size_t row = 0; row < resampled.size(); row += field.plans) {
    double most = 0.0;
    for (std::size_t j = 0; j < field.plans; ++j) {
      const double error = field.error_of(control, j);
      if (error > 0.0) most = std::max(most, (resampled[row + j] - resampled[row + control]) / error);
    }
    largest.push_back(most);
  }
  return largest.empty() ? 0.0 : quantile_of(std::move(largest), confidence);
}

AgainstBest against_best(const Field& field, std::size_t i, double margin) {
  AgainstBest result{.interval = {0.0, 0.0}};
  double upper = 1e300, best = -1e300;
  for (std::size_t j = 0; j < field.plans; ++j) {
    if (j == i) continue;
    best = std::max(best, field.mean[j]);
    const double bound = field.mean[i] - field.mean[j] + field.critical[i] * field.error_of(i, j);
    if (bound >= upper) continue;
    upper = bound;
    result.rival = j;
  }
  result.difference = field.mean[i] - best;
  result.may_be_best = upper >= 0.0;
  result.near_best = upper >= -margin;
  result.interval.high = std::max(0.0, upper);
  return result;
}

}  // namespace

std::vector<AgainstBest> compare_with_best(std::span<const Adjusted> plans, std::size_t draws,
                                           const Resamples& resamples, double confidence, double margin) {
  if (plans.size() < 2) return std::vector<AgainstBest>(plans.size());
  Field field{
      .plans = plans.size(), .mean = {}, .error = errors_of_differences(plans, draws), .critical = {}};
  for (const Adjusted& plan : plans) field.mean.push_back(plan.mean());
  const auto resampled = resampled_means(plans, field.mean, resamples);
  for (std::size_t i = 0; i < plans.size(); ++i)
    field.critical.push_back(critical_value(field, i, resampled, confidence));
  std::vector<AgainstBest> results;
  for (std::size_t i = 0; i < plans.size(); ++i) results.push_back(against_best(field, i, margin));
  // How far below the best a plan may lie: below any other that may be best (Hsu 1996, section 4.1.2).
  for (std::size_t i = 0; i < plans.size(); ++i) {
    for (std::size_t j = 0; j < plans.size(); ++j) {
      if (j == i || !results[j].may_be_best) continue;
      const double bound = field.mean[i] - field.mean[j] - field.critical[j] * field.error_of(i, j);
      results[i].interval.low = std::min(results[i].interval.low, bound);
    }
  }
  return results;
}

std::vector<bool> rejected_at_rate(std::span<const double> p_values, double rate) {
  const std::size_t count = p_values.size();
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  double harmonic = 0.0;
  for (std::size_t i = 1; i <= count; ++i) harmonic += 1.0 / static_cast<double>(i);
  std::size_t rejections = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double limit = rate * static_cast<double>(i + 1) / (static_cast<double>(count) * harmonic);
    if (p_values[order[i]] <= limit) rejections = i + 1;
  }
  std::vector<bool> rejected(count, false);
  for (std::size_t i = 0; i < rejections; ++i) rejected[order[i]] = true;
  return rejected;
}

}  // namespace handover::timeline
