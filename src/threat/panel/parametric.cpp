#include "threat/panel/parametric.h"

#include "numerics/distributions.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handover::threat {
namespace {

constexpr std::array<double, Regimes::kLevels - 1> kLevelEdges = {0.5, 5.5, 25.5, 100.5, 300.5, 1000.5};
constexpr std::size_t kUsualPoints = 20, kFittedPoints = 60;
constexpr double kHalfLife = 6.0, kBorrowedMonths = 1.0;

std::size_t level_of(double value) {
  return static_cast<std::size_t>(std::ranges::upper_bound(kLevelEdges, value) - kLevelEdges.begin());
}

// Weighted sum of values and of their squares.
struct TwoMoments {
  double weight = 0.0, sum = 0.0, square = 0.0;
  void add(double value, double w) {
    weight += w;
    sum += w * value;
    square += w * value * value;
  }
  void take(const TwoMoments& other, double w) {
    if (other.weight == 0.0) return;
    weight += w;
    sum += w * other.sum / other.weight;
    square += w * other.square / other.weight;
  }
};

}  // namespace

WeightedSample negative_binomial_sample(const std::vector<double>& newest_first,
                                        const WeightedSample& alike) {
  TwoMoments own, others;
  for (std::size_t back = 0; back < newest_first.size(); ++back)
    own.add(newest_first[back], maths::exp(-0.69314718055994531 * static_cast<double>(back) / kHalfLife));
  for (std::size_t i = 0; i < alike.value.size(); ++i) others.add(alike.value[i], alike.weight[i]);
  own.take(others, kBorrowedMonths);
  const double mean = own.weight > 0.0 ? own.sum / own.weight : 0.0;
  const double variance = own.weight > 0.0 ? own.square / own.weight - mean * mean : 0.0;
  const double size =
      variance > mean ? mean * mean / (variance - mean) : std::numeric_limits<double>::infinity();
  WeightedSample sample;
  for (const double value : negative_binomial_quantiles(mean, size, kFittedPoints)) sample.add(value, 1.0);
  return sample;
}

Regimes::Regimes(const Panel& panel, std::size_t last) {
  constexpr double kUnseen = 0.5;  // transitions of each kind that are taken as seen, to stay or to change
  std::array<WeightedSample, kLevels> seen;
  for (std::size_t level = 0; level < kLevels; ++level) {
    next_[level].fill(kUnseen / kLevels);
    next_[level][level] += kUnseen;
  }
  for (const auto& values : panel.value) {
    for (std::size_t month = 0; month <= last && month < values.size(); ++month) {
      if (std::isnan(values[month])) continue;
      if (values[month] > 0.0) seen[level_of(values[month])].add(values[month], 1.0);
      if (month < last && month + 1 < values.size() && !std::isnan(values[month + 1]))
        next_[level_of(values[month])][level_of(values[month + 1])] += 1.0;
    }
  }
  for (std::size_t level = 0; level < kLevels; ++level) {
    double all = 0.0;
    for (const double count : next_[level]) all += count;
    for (double& count : next_[level]) count /= all;
    // A level that nobody has been at: its lower edge.
    if (seen[level].value.empty()) seen[level].add(level == 0 ? 0.0 : std::ceil(kLevelEdges[level - 1]), 1.0);
    usual_[level] = quantile_sample(seen[level], level == 0 ? 1 : kUsualPoints);
  }
}

WeightedSample Regimes::after(const std::vector<double>& values, std::size_t last, int lead) const {
  std::size_t now = 0;
  for (std::size_t back = 0; back < 12 && back <= last; ++back) {
    if (std::isnan(values[last - back])) continue;
    now = level_of(values[last - back]);
    break;
  }
  Shares shares{};
  shares[now] = 1.0;
  for (int month = 0; month < lead; ++month) {
    Shares next{};
    for (std::size_t from = 0; from < kLevels; ++from) {
      for (std::size_t to = 0; to < kLevels; ++to) next[to] += shares[from] * next_[from][to];
    }
    shares = next;
  }
  std::vector<double> own;
  for (std::size_t back = 0; back < 6 && back <= last; ++back) {
    if (now > 0 && values[last - back] > 0.0 && level_of(values[last - back]) == now)
      own.push_back(values[last - back]);
  }
  WeightedSample sample;
  for (std::size_t level = 0; level < kLevels; ++level) {
    const bool mixed = level == now && !own.empty();
    const double usual = (mixed ? 0.5 : 1.0) * shares[level] / static_cast<double>(usual_[level].size());
    for (const double value : usual_[level]) sample.add(value, usual);
    if (!mixed) continue;
    for (const double value : own) sample.add(value, 0.5 * shares[level] / static_cast<double>(own.size()));
  }
  return sample;
}

}  // namespace handover::threat
