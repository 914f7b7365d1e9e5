#include "threat/panel/analogues.h"

#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::threat {
namespace {

constexpr std::size_t kYear = 12;
constexpr std::size_t kMonthsBetweenYears = 3;  // months between a unit's analogue years
constexpr int kLeadsAround = 2;
constexpr std::size_t kMostAnalogues = 600;
constexpr double kBandwidth[3] = {0.35, 0.35, 0.25};
constexpr double kLevelOffset = 0.5;  // keeps ratios of levels finite near zero
constexpr double kHalfLifeMonths = 6.0;

// Squared, in bandwidths.
double distance_between(const YearFeatures& a, const YearFeatures& b) {
  double distance = 0.0;
  for (std::size_t f = 0; f < 3; ++f) {
    const double gap = (a.place[f] - b.place[f]) / kBandwidth[f];
    distance += gap * gap;
  }
  return distance;
}

}  // namespace

std::size_t class_of_level(double mean_per_month) {
  constexpr double edges[] = {1e-9, 0.5, 3.0, 20.0, 100.0, 300.0};
  return static_cast<std::size_t>(std::upper_bound(std::begin(edges), std::end(edges), mean_per_month) -
                                  std::begin(edges));
}

std::vector<double> quantile_sample(const WeightedSample& sample, std::size_t count) {
  std::vector<std::size_t> order(sample.value.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return sample.value[a] < sample.value[b]; });
  const double all = std::accumulate(sample.weight.begin(), sample.weight.end(), 0.0);
  std::vector<double> result;
  double below = 0.0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double wanted = (static_cast<double>(i) + 0.5) / static_cast<double>(count) * all;
    while (next + 1 < order.size() && below + sample.weight[order[next]] < wanted)
      below += sample.weight[order[next++]];
    result.push_back(sample.value[order[next]]);
  }
  return result;
}

WeightedSample thinned_above_zero(const WeightedSample& sample, std::size_t count) {
  WeightedSample above;
  double none = 0.0, some = 0.0;
  for (std::size_t i = 0; i < sample.value.size(); ++i) {
    if (!(sample.weight[i] > 0.0)) continue;
    if (sample.value[i] > 0.0) {
      above.add(sample.value[i], sample.weight[i]);
      some += sample.weight[i];
    } else {
      none += sample.weight[i];
    }
  }
  WeightedSample result;
  if (none > 0.0) result.add(0.0, none);
  if (above.value.empty()) return result;
  if (count > 0 && above.value.size() > count) {
    for (const double value : quantile_sample(above, count))
      result.add(value, some / static_cast<double>(count));
    return result;
  }
  std::vector<std::size_t> order(above.value.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return above.value[i]; });
  for (const std::size_t i : order) result.add(above.value[i], above.weight[i]);
  return result;
}

YearFeatures features_of(const std::vector<double>& values, std::size_t last) {
  YearFeatures features;
  double weighted = 0.0, weights = 0.0, sum = 0.0, recent = 0.0;
  std::size_t months = 0, recent_months = 0, positive = 0;
  for (std::size_t back = 0; back < kYear && back <= last; ++back) {
    const double value = values[last - back];
    if (std::isnan(value)) continue;
    const double weight = maths::exp(-0.69314718055994531 * static_cast<double>(back) / kHalfLifeMonths);
    weighted += weight * value;
    weights += weight;
    sum += value;
    ++months;
    positive += value > 0.0 ? 1 : 0;
    if (back < 3) {
      recent += value;
      ++recent_months;
    }
  }
  if (months == 0) return features;
  features.known = true;
  features.level = weighted / weights;
  features.mean = sum / static_cast<double>(months);
  const double recent_mean = recent_months > 0 ? recent / static_cast<double>(recent_months) : features.mean;
  features.place = {maths::log(1.0 + features.level),
                    maths::log(1.0 + recent_mean) - maths::log(1.0 + features.mean),
                    static_cast<double>(positive) / static_cast<double>(months)};
  return features;
}

void Analogues::learn(const Panel& panel, std::size_t last) {
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    auto values = panel.value[unit];
    values.resize(last + 1);
    kept_.push_back(std::move(values));
  }
  const std::size_t first_row = kept_.size() - panel.units.size();
  for (std::size_t at = kYear - 1; at + 1 <= last; at += kMonthsBetweenYears) {
    for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
      const YearFeatures features = features_of(kept_[first_row + unit], at);
      if (features.known) years_.push_back({features, first_row + unit, at});
    }
  }
}

std::vector<Neighbour> Analogues::like(const YearFeatures& year) const {
  std::vector<std::pair<double, std::size_t>> distances;
  distances.reserve(years_.size());
  for (std::size_t i = 0; i < years_.size(); ++i)
    distances.emplace_back(distance_between(years_[i].features, year), i);
  // Calm years are alike by the thousand, and all are needed to see how rarely calm ends.
  if (year.level > 0.0 && distances.size() > kMostAnalogues) {
    std::nth_element(distances.begin(), distances.begin() + kMostAnalogues, distances.end());
    distances.resize(kMostAnalogues);
    std::sort(distances.begin(), distances.end());
  }
  const double nearest =
      distances.empty() ? 0.0 : std::min_element(distances.begin(), distances.end())->first;
  std::vector<Neighbour> neighbours;
  for (const auto& [distance, index] : distances) {
    const double excess = distance - nearest;
    if (excess > 14.0) continue;  // a thousandth of the weight of the nearest
    const double ratio =
        year.level > 0.0 ? (year.level + kLevelOffset) / (years_[index].features.level + kLevelOffset) : 1.0;
    neighbours.push_back({index, maths::exp(-0.5 * excess), ratio});
  }
  return neighbours;
}

WeightedSample Analogues::after(std::span<const Neighbour> neighbours, int lead) const {
  WeightedSample sample;
  for (const Neighbour& neighbour : neighbours) {
    const Year& other = years_[neighbour.year];
    const std::vector<double>& values = kept_[other.row];
    for (int l = std::max(1, lead - kLeadsAround); l <= lead + kLeadsAround; ++l) {
      const std::size_t month = other.at + static_cast<std::size_t>(l);
      if (month < values.size() && !std::isnan(values[month]))
        sample.add(neighbour.ratio * values[month], neighbour.weight);
    }
  }
  return sample;
}

WeightedSample Analogues::after_class(std::size_t level_class, int lead) const {
  WeightedSample sample;
  for (const Year& other : years_) {
    if (class_of_level(other.features.mean) != level_class) continue;
    const std::vector<double>& values = kept_[other.row];
    const std::size_t month = other.at + static_cast<std::size_t>(lead);
    if (month < values.size() && !std::isnan(values[month])) sample.add(values[month], 1.0);
  }
  return sample;
}

}  // namespace handover::threat
