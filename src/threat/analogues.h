// What came after similar years: every unit's every past year with the months that followed it.
#pragma once

#include "threat/panel.h"

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

// One unit's year up to a month: level (recent months count more), its change, share of months with any.
struct YearFeatures {
  double level = 0.0;
  std::array<double, 3> place{};
  double mean = 0.0;
  bool known = false;  // at least one month of the year is
};
YearFeatures features_of(const std::vector<double>& values, std::size_t last);

class Analogues {
 public:
  // Learns from `panel` up to month index `last` (inclusive).
  void learn(const Panel& panel, std::size_t last);
  std::size_t size() const { return years_.size(); }

  // Outcomes `lead` months (two more or less) after similar years, scaled to the unit's level.
  WeightedSample after(const YearFeatures& year, int lead) const;
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
