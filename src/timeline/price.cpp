#include "timeline/price.h"

#include "numerics/draws.h"
#include "timeline/multiple_comparisons.h"
#include "timeline/regression.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace handover::timeline {
namespace {

constexpr int kGridPoints = 100;

double grid_value(const Curve& curve, int step) {
  return curve.low() + (curve.high() - curve.low()) * step / kGridPoints;
}

// The root between two neighbouring grid points, by bisection on the fitted curve.
double root_between(const Curve& curve, double a, double b) {
  const bool rising = curve.at(a) < curve.at(b);
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (a + b);
    ((curve.at(middle) < 0.0) == rising ? a : b) = middle;
  }
  return 0.5 * (a + b);
}

// The tipping value of one input, if the fitted difference is surely negative at one end of the range
// that it was drawn from and surely positive at another.
std::optional<TippingValue> tipping_of(const Curve& curve, std::size_t input, double z) {
  bool surely_below = false, surely_above = false;
  for (int i = 0; i <= kGridPoints; ++i) {
    const double x = grid_value(curve, i);
    const double half = z * curve.error_at(x);
    surely_below = surely_below || curve.at(x) + half < 0.0;
    surely_above = surely_above || curve.at(x) - half > 0.0;
  }
  if (!surely_below || !surely_above) return std::nullopt;
  TippingValue tip{.input = input, .interval = {}};
  double nearest = 1e300;
  const double centre = 0.5 * (curve.low() + curve.high());
  for (int i = 0; i < kGridPoints; ++i) {
    const double a = grid_value(curve, i), b = grid_value(curve, i + 1);
    if ((curve.at(a) < 0.0) == (curve.at(b) < 0.0)) continue;
    const double root = root_between(curve, a, b);
    if (std::abs(root - centre) >= nearest) continue;
    nearest = std::abs(root - centre);
    tip.value = root;
    tip.harm_above = curve.at(b) > curve.at(a);
  }
  tip.interval = {tip.value, tip.value};
  for (int i = 0; i <= kGridPoints; ++i) {
    const double x = grid_value(curve, i);
    if (std::abs(curve.at(x)) > z * curve.error_at(x)) continue;
    tip.interval.low = std::min(tip.interval.low, x);
    tip.interval.high = std::max(tip.interval.high, x);
  }
  return tip;
}

}  // namespace

Interval reweighted_mean(std::span<const double> values, double factor) {
  if (values.empty()) return {};
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(sorted.size());
  // A share s of the scenarios carries weight `factor`, the rest 1 / factor, so that the mean weight is one.
  const double share = (1.0 - 1.0 / factor) / (factor - 1.0 / factor);
  const auto tail_mean = [&](bool heavy_at_low) {
    double sum = 0.0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      const double from = static_cast<double>(i) / n, to = static_cast<double>(i + 1) / n;
      const double cut = heavy_at_low ? share : 1.0 - share;
      const double low_part = std::clamp(cut - from, 0.0, to - from);
      const double high_part = (to - from) - low_part;
      const double low_weight = heavy_at_low ? factor : 1.0 / factor;
      const double high_weight = heavy_at_low ? 1.0 / factor : factor;
      sum += sorted[i] * (low_weight * low_part + high_weight * high_part);
    }
    return sum;
  };
  return factor > 1.0 ? Interval{tail_mean(true), tail_mean(false)}
                      : Interval{mean_of(values), mean_of(values)};
}

Ordering order(const MeanEstimate& mean, std::span<const double> difference, std::span<const double> inputs,
               std::size_t count, double confidence) {
  const std::size_t n = difference.size();
  if (inputs.size() != n * count) throw std::logic_error("one row of inputs for each scenario");
  Ordering result{.mean = mean.mean, .interval = mean.interval, .reweighted = {}, .p_value = mean.p_value};
  result.reweighted = reweighted_mean(difference, kReweightFactor);
  const double z = normal_quantile(1.0 - (1.0 - confidence) /
                                             (2.0 * static_cast<double>(std::max<std::size_t>(1, count))));
  std::vector<double> x(n);
  for (std::size_t k = 0; k < count && n >= 16; ++k) {
    for (std::size_t w = 0; w < n; ++w) x[w] = inputs[w * count + k];
    const Curve curve(x, difference);
    if (curve.flat()) continue;
    if (auto tip = tipping_of(curve, k, z)) result.tipping.push_back(*tip);
  }
  return result;
}

void order_all(std::span<Ordering* const> orderings, double rate) {
  std::vector<double> p_values;
  for (const Ordering* one : orderings) p_values.push_back(one->p_value);
  const auto rejected = rejected_at_rate(p_values, rate);
  for (std::size_t i = 0; i < orderings.size(); ++i)
    orderings[i]->ordered = rejected[i] && orderings[i]->tipping.empty();
}

}  // namespace handover::timeline
