// Means over scenarios with errors and intervals: resampled scenarios, studentised where tails are heavy.
#pragma once

#include "base/units.h"
#include "numerics/statistics.h"
#include "timeline/control_variates.h"

#include <cstdint>
#include <span>
#include <vector>

namespace handover::timeline {

// How often each scenario comes in each of some resamples with replacement (Efron 1979).
class Resamples {
 public:
  Resamples(std::size_t scenarios, std::size_t repetitions, Seed seed);
  std::size_t scenarios() const { return scenarios_; }
  std::size_t repetitions() const { return scenarios_ == 0 ? 0 : times_.size() / scenarios_; }
  // The values' mean, and their mean square, in a resample.
  double mean(std::size_t repetition, std::span<const double> values) const;
  struct Moments {
    double mean = 0.0, square = 0.0;
  };
  Moments moments(std::size_t repetition, std::span<const double> values) const;

 private:
  std::size_t scenarios_;
  std::vector<std::uint8_t> times_;  // [repetition][scenario]
};

struct MeanEstimate {
  double mean = 0.0;
  double error = 0.0;  // standard error
  Interval interval;
  double p_value = 1.0;  // two-sided, of a mean of nought
};

// Bootstrap-t interval (Hall 1988, Annals of Statistics 16(3)); the p-value by Hall's (1992, JRSS B 54(1))
// transformation, which removes the skewness of the statistic. `draws`: as in Adjusted::error_variance.
MeanEstimate studentised_mean(const Adjusted& values, std::size_t draws, const Resamples& resamples,
                              double confidence);

// For a mean of values in [0, 1]: Wilson's (1927) interval at the number of scenarios that, each kept or not,
// would give this error.
MeanEstimate share_mean(const Adjusted& values, std::size_t draws, double confidence);

// For a difference of two such means, paired: normal; where few scenarios differ at all, the exact sign test
// has to agree.
MeanEstimate share_difference(const Adjusted& difference, std::span<const double> plain, std::size_t draws,
                              double confidence);

}  // namespace handover::timeline
