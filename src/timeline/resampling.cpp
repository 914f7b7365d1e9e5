#include "timeline/resampling.h"

#include "base/random_stream.h"
#include "numerics/draws.h"
#include "timeline/bounds.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handover::timeline {
namespace {

// Fewer discordant scenarios than this are tested exactly as well.
constexpr std::size_t kFewDiscordant = 40;

double skewness_of(std::span<const double> values, double mean, double variance) {
  if (variance <= 0.0) return 0.0;
  double sum = 0.0;
  for (const double value : values) sum += std::pow(value - mean, 3);
  return sum / (static_cast<double>(values.size()) * std::pow(variance, 1.5));
}

double two_sided(double statistic) {
  return std::min(1.0, 2.0 * normal_cdf(-std::abs(statistic)));
}

double halls_p_value(const Adjusted& values, double mean, double error) {
  if (error <= 0.0) return mean == 0.0 ? 1.0 : 0.0;
  const double n = static_cast<double>(values.value.size());
  const double skew = skewness_of(values.value, mean, variance_of(values.value)) / std::sqrt(n);
  const double t = mean / error;
  return two_sided(t + skew * t * t / 3.0 + skew * skew * t * t * t / 27.0 + skew / 6.0);
}

}  // namespace

Resamples::Resamples(std::size_t scenarios, std::size_t repetitions, Seed seed)
    : scenarios_(scenarios), times_(scenarios * repetitions) {
  for (std::size_t r = 0; r < repetitions; ++r) {
    const RandomStream stream(seed, static_cast<std::uint32_t>(r), 0, Purpose::bootstrap);
    std::uint8_t* row = times_.data() + r * scenarios;
    for (std::size_t i = 0; i < scenarios; ++i) {
      std::uint8_t& times = row[even_index(stream.uniform_at(3, static_cast<std::uint32_t>(i)), scenarios)];
      if (times < std::numeric_limits<std::uint8_t>::max()) ++times;
    }
  }
}

double Resamples::mean(std::size_t repetition, std::span<const double> values) const {
  const std::uint8_t* row = times_.data() + repetition * scenarios_;
  double sum = 0.0;
  for (std::size_t w = 0; w < scenarios_; ++w) sum += row[w] * values[w];
  return sum / static_cast<double>(scenarios_);
}

Resamples::Moments Resamples::moments(std::size_t repetition, std::span<const double> values) const {
  const std::uint8_t* row = times_.data() + repetition * scenarios_;
  Moments moments;
  for (std::size_t w = 0; w < scenarios_; ++w) {
    const double weighted = row[w] * values[w];
    moments.mean += weighted;
    moments.square += weighted * values[w];
  }
  moments.mean /= static_cast<double>(scenarios_);
  moments.square /= static_cast<double>(scenarios_);
  return moments;
}

MeanEstimate studentised_mean(const Adjusted& values, std::size_t draws, const Resamples& resamples,
                              double confidence) {
  MeanEstimate result{
      .mean = values.mean(), .error = std::sqrt(values.error_variance(draws)), .interval = {}};
  result.interval = {result.mean, result.mean};
  const double n = static_cast<double>(values.value.size());
  const double own = std::sqrt(variance_of(values.value) / std::max(1.0, n));
  result.p_value = halls_p_value(values, result.mean, result.error);
  if (own <= 0.0) return result;
  // About the mean, so that the squares lose no digits.
  std::vector<double> centred = values.value;
  for (double& value : centred) value -= result.mean;
  std::vector<double> statistic;
  for (std::size_t r = 0; r < resamples.repetitions(); ++r) {
    const auto moments = resamples.moments(r, centred);
    const double variance = (moments.square - moments.mean * moments.mean) / std::max(1.0, n - 1.0);
    if (variance > 0.0) statistic.push_back(moments.mean / std::sqrt(variance));
  }
  if (statistic.empty()) return result;
  std::sort(statistic.begin(), statistic.end());
  const double tail = 0.5 * (1.0 - confidence);
  result.interval = {result.mean - quantile_of_sorted(statistic, 1.0 - tail) * result.error,
                     result.mean - quantile_of_sorted(statistic, tail) * result.error};
  return result;
}

MeanEstimate share_mean(const Adjusted& values, std::size_t draws, double confidence) {
  MeanEstimate result{.mean = std::clamp(values.mean(), 0.0, 1.0), .interval = {0.0, 1.0}};
  if (values.value.empty()) return result;
  result.error = std::sqrt(values.error_variance(draws));
  double n = static_cast<double>(values.value.size());
  const double spread = result.mean * (1.0 - result.mean);
  // Scores between nought and one, controls and few draws all show in the error.
  if (result.error > 0.0 && spread > 0.0) n = spread / (result.error * result.error);
  const double z = normal_quantile(0.5 + confidence / 2.0), shrink = 1.0 + z * z / n;
  const double centre = (result.mean + z * z / (2.0 * n)) / shrink;
  const double half = z * std::sqrt(spread / n + z * z / (4.0 * n * n)) / shrink;
  result.interval = {std::max(0.0, centre - half), std::min(1.0, centre + half)};
  return result;
}

MeanEstimate share_difference(const Adjusted& difference, std::span<const double> plain, std::size_t draws,
                              double confidence) {
  MeanEstimate result{.mean = difference.mean(), .error = std::sqrt(difference.error_variance(draws))};
  const double half = normal_quantile(0.5 + confidence / 2.0) * result.error;
  result.interval = {result.mean - half, result.mean + half};
  result.p_value =
      result.error > 0.0 ? two_sided(result.mean / result.error) : (result.mean == 0.0 ? 1.0 : 0.0);
  std::size_t more = 0, less = 0;
  for (const double value : plain) {
    more += value > 0.0 ? 1 : 0;
    less += value < 0.0 ? 1 : 0;
  }
  if (more + less >= kFewDiscordant) return result;
  result.p_value =
      std::max(result.p_value, std::min(1.0, 2.0 * sign_test(std::max(more, less), std::min(more, less))));
  return result;
}

}  // namespace handover::timeline
