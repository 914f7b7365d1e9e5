// How many incidents a period's total is expected to hold, and how widely it varies: clusters of incidents
// that breed others, alone and given the total before it. Written with a tape, so that every derivative
// follows.
#pragma once

#include "numerics/tape.h"
#include "threat/daily/parameters.h"

#include <vector>

namespace handover::threat {

// How clusters spread over time, as if by one exponential kernel. The excess over the long-run mean fades at
// the rate left / delay.
struct Clusters {
  Value offspring, left, delay;  // per incident; 1 - offspring; mean days to one
  Value reach(double days) const { return left * Value(days) / delay; }
};

// Of a period's total.
struct Moments {
  Value mean, variance;
  Value daily_variance;  // if no incident came of another
  Value trailing;        // at the period's end: the day factor that incidents follow behind their immigrants
  Clusters clusters;
};

class TotalMoments {
 public:
  // All arguments must outlive the object. `theta`: the parameters as leaves of a tape.
  TotalMoments(const FitData& data, const Layout& layout, const ModelOptions& options,
               const std::vector<Value>& theta)
      : data_(data), layout_(layout), options_(options), theta_(theta) {}

  // Endemic rate of an area, incidents a day at the level of the as-of date.
  Value rate_of(std::size_t stream, const std::vector<std::size_t>& zones, bool outside) const;
  // What a source reports of what the anchor would have counted.
  Value ratio_of(const IntervalObservation& one) const;

  // Mean and variance of a total whose switch is at `factor` throughout; `before`: the last total before it
  // of its stream and area, with its moments.
  Moments of(const IntervalObservation& one, const Value& factor, const IntervalObservation* before = nullptr,
             const Moments* moments_before = nullptr) const;
  // A total given the one before it.
  Moments after(const IntervalObservation& before, const Moments& first, const IntervalObservation& one,
                const Moments& second) const;

 private:
  Value day_factor(std::size_t stream, std::size_t day) const;
  Value day_factor(const IntervalObservation& one, const Clusters& clusters, Value& trailing) const;
  Value trailing_at(const IntervalObservation& one, const Clusters& clusters, const Value& rate,
                    const IntervalObservation* before, const Moments* moments_before) const;
  Value recent_incidents(const IntervalObservation& one) const;
  Clusters clusters_of(std::size_t stream, const Value& factor) const;
  Value delay() const;

  const FitData& data_;
  const Layout& layout_;
  const ModelOptions& options_;
  const std::vector<Value>& theta_;
};

}  // namespace handover::threat
