#include "threat/panel/unit_features.h"

#include "numerics/maths.h"

#include <algorithm>
#include <array>

namespace handover::threat {
namespace {

constexpr std::array<std::size_t, 5> kMeanMonths = {3, 6, 12, 24, 60};
constexpr std::array<std::size_t, 4> kShareMonths = {6, 12, 36, 120};
constexpr std::array<double, 3> kSinceAbove = {0.0, 10.0, 100.0};
constexpr std::size_t kLongest = 240;  // months back
constexpr std::size_t kOwn =
    3 + kMeanMonths.size() + 2 + kShareMonths.size() + 1 + 2 + kSinceAbove.size() + 2;
constexpr std::size_t kOfNeighbours = 4, kOfOther = 3;

// Of the months known among the last `months` up to `last`; 0 where none is.
template <class Value>
double mean_back(const std::vector<double>& values, std::size_t last, std::size_t months, Value value) {
  double sum = 0.0, n = 0.0;
  for (std::size_t back = 0; back < months && back <= last; ++back) {
    if (std::isnan(values[last - back])) continue;
    sum += value(values[last - back]);
    n += 1.0;
  }
  return n > 0.0 ? sum / n : 0.0;
}

double as_is(double value) {
  return value;
}
double is_any(double value) {
  return value > 0.0 ? 1.0 : 0.0;
}
double log_mean(const std::vector<double>& values, std::size_t last, std::size_t months) {
  return maths::log1p(mean_back(values, last, months, as_is));
}

// Logarithm of 1 + the months since a value above `limit`; as if kLongest months ago where there was none.
double months_since(const std::vector<double>& values, std::size_t last, double limit) {
  std::size_t back = 0;
  while (back <= last && back < kLongest && !(values[last - back] > limit)) ++back;
  return maths::log1p(back > last ? static_cast<double>(kLongest) : static_cast<double>(back));
}

double log_most(const std::vector<double>& values, std::size_t last, std::size_t months) {
  double most = 0.0;
  for (std::size_t back = 0; back < months && back <= last; ++back) {
    if (values[last - back] > most) most = values[last - back];
  }
  return maths::log1p(most);
}

// Mean and standard deviation of the logarithms of twelve months.
std::array<double, 2> logs_of_year(const std::vector<double>& values, std::size_t last) {
  const double mean = mean_back(values, last, 12, [](double v) { return maths::log1p(v); });
  const double square = mean_back(values, last, 12, [](double v) {
    const double log = maths::log1p(v);
    return log * log;
  });
  return {mean, std::sqrt(std::max(0.0, square - mean * mean))};
}

std::vector<double> mean_of_units(const Panel& panel, const std::vector<std::uint32_t>& units) {
  std::vector<double> mean(panel.months, kMissing);
  for (std::size_t month = 0; month < panel.months; ++month) {
    double sum = 0.0, n = 0.0;
    for (const std::uint32_t unit : units) {
      if (std::isnan(panel.value[unit][month])) continue;
      sum += panel.value[unit][month];
      n += 1.0;
    }
    if (n > 0.0) mean[month] = sum / n;
  }
  return mean;
}

// A further count on the panel's own calendar; no unit of its names, no count.
std::vector<std::vector<double>> on_calendar_of(const Panel& panel, const Panel& other) {
  std::vector<std::vector<double>> rows(panel.units.size());
  bool any = false;
  std::map<std::string_view, std::size_t> index;
  for (std::size_t unit = 0; unit < other.units.size(); ++unit) index[other.units[unit]] = unit;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    const auto found = index.find(panel.units[unit]);
    rows[unit].assign(panel.months, kMissing);
    if (found == index.end()) continue;
    any = true;
    for (std::size_t month = 0; month < panel.months; ++month)
      rows[unit][month] = other.at(found->second, panel.month_at(month));
  }
  return any ? rows : std::vector<std::vector<double>>{};
}

}  // namespace

UnitFeatures::UnitFeatures(const Panel& panel, std::span<const Panel* const> others,
                           const Neighbours& neighbours)
    : panel_(panel) {
  for (std::size_t month = 0; month < panel.months; ++month) {
    double sum = 0.0, n = 0.0;
    for (const auto& row : panel.value) {
      if (std::isnan(row[month])) continue;
      sum += maths::log1p(row[month]);
      n += 1.0;
    }
    everywhere_.push_back(n > 0.0 ? sum / n : kMissing);
  }
  for (const auto& units : neighbours) neighbours_.push_back(mean_of_units(panel, units));
  for (const Panel* other : others) {
    auto rows = on_calendar_of(panel, *other);
    if (!rows.empty()) others_.push_back(std::move(rows));
  }
}

std::size_t UnitFeatures::own_size() const {
  return kOwn;
}

std::span<const std::size_t> UnitFeatures::after_quiet() {
  static constexpr std::array<std::size_t, 8> places = {7, 12, 13, 17, 18, 19, 20, 21};
  return places;
}

std::size_t UnitFeatures::size() const {
  return kOwn + (neighbours_.empty() ? 0 : kOfNeighbours) + kOfOther * others_.size();
}

void UnitFeatures::write(std::size_t unit, std::size_t last, std::span<double> out) const {
  const std::vector<double>& values = panel_.value[unit];
  std::size_t at = 0;
  const auto add = [&](double value) { out[at++] = value; };
  for (std::size_t back = 0; back < 3; ++back) {
    const bool known = back <= last && !std::isnan(values[last - back]);
    add(known ? maths::log1p(values[last - back]) : log_mean(values, last, 12));
  }
  for (const std::size_t months : kMeanMonths) add(log_mean(values, last, months));
  add(mean_back(values, last, 6, [](double v) { return maths::log1p(v); }));
  const auto [mean, deviation] = logs_of_year(values, last);
  add(mean);
  for (const std::size_t months : kShareMonths) add(mean_back(values, last, months, is_any));
  add(deviation);
  add(log_most(values, last, 12));
  add(log_most(values, last, 60));
  for (const double limit : kSinceAbove) add(months_since(values, last, limit));
  add(log_mean(values, last, last + 1));
  add(mean_back(everywhere_, last, 6, as_is));
  if (!neighbours_.empty()) {
    const std::vector<double>& beside = neighbours_[unit];
    for (const std::size_t months : {3, 12, 60}) add(log_mean(beside, last, months));
    add(mean_back(beside, last, 3, is_any));
  }
  for (const auto& other : others_) {
    for (const std::size_t months : {3, 12, 60}) add(log_mean(other[unit], last, months));
  }
}

}  // namespace handover::threat
