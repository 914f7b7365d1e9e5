// What came after similar years: every unit's every past year with the months that followed it.
#pragma once

#include "threat/panel/panel.h"

#include <array>
#include <span>

namespace handover::threat {

// A sample with weights.
struct WeightedSample {
  std::vector<double> value, weight;
  void add(double v, double w) {
    value.push_back(v);
    weight.push_back(w);
  }
};
// Values at the middle of `count` equal shares of the weight, ascending.
std::vector<double> quantile_sample(const WeightedSample& sample, std::size_t count);
// The same sample by value ascending, each value once: what is zero as it is, the rest as `count` equal
// shares where there are more.
WeightedSample thinned_above_zero(const WeightedSample& sample, std::size_t count);

// One unit's year up to a month: level (recent months count more), its change, share of months with any.
struct YearFeatures {
  double level = 0.0;
  std::array<double, 3> place{};
  double mean = 0.0;
  bool known = false;  // at least one month of the year is
};
YearFeatures features_of(const std::vector<double>& values, std::size_t last);

// Units by mean of their last year: none; below 0.5, 3, 20, 100, 300 a month; above.
inline constexpr std::size_t kClasses = 7;
std::size_t class_of_level(double mean_per_month);

// A learned year that is like the one asked about: how much it counts, and what its outcomes are multiplied
// by.
struct Neighbour {
  std::size_t year;
  double weight, ratio;
};

class Analogues {
 public:
  // Learns from `panel` up to month index `last` (inclusive).
  void learn(const Panel& panel, std::size_t last);
  std::size_t size() const { return years_.size(); }

  // Years like this one. They do not depend on the lead, and looking for them is what takes time.
  std::vector<Neighbour> like(const YearFeatures& year) const;
  // Outcomes `lead` months (two more or less) after those years, scaled to the unit's level.
  WeightedSample after(std::span<const Neighbour> neighbours, int lead) const;
  // The same unscaled, after years of the same class.
  WeightedSample after_class(std::size_t level_class, int lead) const;

 private:
  struct Year {
    YearFeatures features;
    std::size_t row, at;  // of `kept_`, and the year's last month
  };
  std::vector<Year> years_;
  std::vector<std::vector<double>> kept_;  // nothing here refers to the caller's panel
};

}  // namespace handover::threat
