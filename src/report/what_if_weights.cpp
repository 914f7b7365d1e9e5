#include "report/what_if_weights.h"

#include "numerics/draws.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>

namespace handover::report {

using namespace timeline;

namespace {

constexpr double kHalfWidths = 0.95;  // two-sided 90 %

double triangular(const ThreePoint& range, double value) {
  if (value <= range.mode)
    return range.mode > range.low ? (value - range.low) / (range.mode - range.low) : 1.0;
  return range.high > range.mode ? (range.high - value) / (range.high - range.mode) : 1.0;
}

double pert(const ThreePoint& range, double value) {
  const double width = range.high - range.low;
  const double a = 4.0 * (range.mode - range.low) / width, b = 4.0 * (range.high - range.mode) / width;
  const double u = (value - range.low) / width;
  // Divided by its height at the mode, so that narrow and wide ranges stay of one size.
  const double at = (range.mode - range.low) / width;
  const auto log_part = [](double power, double x) {
    return power == 0.0 ? 0.0 : power * maths::log(std::max(x, 1e-300));
  };
  return maths::exp(log_part(a, u) + log_part(b, 1.0 - u) - log_part(a, at) - log_part(b, 1.0 - at));
}

// A mean over scenarios and what each of them adds to its error (delta method for a ratio of weighted sums).
struct WeightedMean {
  double mean = 0.0;
  std::vector<double> pull;  // [scenario]
};
// Each scenario counts by its new weight and by how often the plan is signed there.
WeightedMean mean_of_weighted(std::span<const double> weight, const Scores& scores) {
  double sum = 0.0;
  for (std::size_t i = 0; i < weight.size(); ++i) sum += weight[i] * scores.weight[i];
  WeightedMean result{.mean = 0.0, .pull = std::vector<double>(weight.size(), 0.0)};
  if (sum <= 0.0) return result;
  for (std::size_t i = 0; i < weight.size(); ++i)
    result.mean += weight[i] * scores.weight[i] * scores.score[i] / sum;
  for (std::size_t i = 0; i < weight.size(); ++i)
    result.pull[i] = weight[i] * scores.weight[i] / sum * (scores.score[i] - result.mean);
  return result;
}

Share with_interval(const WeightedMean& mean, bool is_share) {
  double variance = 0.0;
  for (const double one : mean.pull) variance += one * one;
  const double half = normal_quantile(kHalfWidths) * std::sqrt(variance);
  Share share{.value = mean.mean, .interval = {mean.mean - half, mean.mean + half}};
  if (is_share) share.interval = {std::max(0.0, share.interval.low), std::min(1.0, share.interval.high)};
  return share;
}

Share weighted_mean(std::span<const double> weight, const Scores& scores, bool is_share) {
  return with_interval(mean_of_weighted(weight, scores), is_share);
}

Share weighted_change(std::span<const double> weight, const Scores& before, const Scores& after) {
  const WeightedMean less = mean_of_weighted(weight, before);
  WeightedMean change = mean_of_weighted(weight, after);
  change.mean -= less.mean;
  for (std::size_t i = 0; i < change.pull.size(); ++i) change.pull[i] -= less.pull[i];
  return with_interval(change, false);
}

}  // namespace

double density(RangeShape shape, const ThreePoint& range, double value) {
  if (value < range.low || value > range.high) return 0.0;
  if (range.high <= range.low) return 1.0;
  switch (shape) {
    case RangeShape::uniform:
      return 1.0;
    case RangeShape::triangular:
      return triangular(range, value);
    case RangeShape::pert:
      return pert(range, value);
  }
  return 0.0;
}

std::vector<double> weights(std::span<const std::vector<double>> assumed,
                            std::span<const Assumption> assumptions, std::span<const RangeChange> ranges) {
  std::vector<double> weight(assumed.size(), 1.0);
  double sum = 0.0;
  for (std::size_t w = 0; w < assumed.size(); ++w) {
    for (const RangeChange& change : ranges) {
      const Assumption& stated = assumptions[change.assumption];
      const double value = assumed[w][change.assumption];
      const double before = density(stated.shape, stated.range, value);
      weight[w] *= before > 0.0 ? density(stated.shape, change.range, value) / before : 0.0;
    }
    sum += weight[w];
  }
  for (double& one : weight) one = sum > 0.0 ? one / sum : 0.0;
  return weight;
}

double share_outside(std::span<const Assumption> assumptions, std::span<const RangeChange> ranges) {
  constexpr int kParts = 1000;  // of the midpoint rule
  double inside = 1.0;
  for (const RangeChange& change : ranges) {
    const Assumption& stated = assumptions[change.assumption];
    double covered = 0.0, whole = 0.0;
    for (int i = 0; i < kParts; ++i) {
      const double value = change.range.low + (change.range.high - change.range.low) * (i + 0.5) / kParts;
      const double weight = density(stated.shape, change.range, value);
      whole += weight;
      if (value >= stated.range.low && value <= stated.range.high) covered += weight;
    }
    inside *= whole > 0.0 ? covered / whole : 1.0;
  }
  return 1.0 - inside;
}

Reweighted reweighted(const Judge& judge, const PlanTally& before, const PlanTally& after,
                      std::span<const std::vector<double>> assumed, std::span<const Assumption> assumptions,
                      std::span<const RangeChange> ranges) {
  Reweighted result{.scenarios = static_cast<std::uint32_t>(assumed.size())};
  const auto weight = weights(assumed, assumptions, ranges);
  double squares = 0.0;
  for (const double one : weight) squares += one * one;
  result.effective = squares > 0.0 ? 1.0 / squares : 0.0;
  result.outside = share_outside(assumptions, ranges);
  result.joint_before = weighted_mean(weight, judge.joint_scores(before), true);
  result.joint_after = weighted_mean(weight, judge.joint_scores(after), true);
  for (std::size_t p = 0; p < judge.parties(); ++p)
    result.by_party_after.push_back(weighted_mean(weight, judge.party_scores(after, p), true));
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind) {
    const Scores second = harm_scores(after, kind);
    result.harm_after[kind] = weighted_mean(weight, second, false);
    result.harm_change[kind] = weighted_change(weight, harm_scores(before, kind), second);
  }
  return result;
}

}  // namespace handover::report
