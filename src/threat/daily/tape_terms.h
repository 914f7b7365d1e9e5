// The terms of the likelihood that are written with a tape: everything but the daily cells.
#pragma once

#include "threat/daily/regime_filter.h"
#include "threat/daily/total_moments.h"

#include <vector>

namespace handover::threat {

// Totals in time: places in FitData::intervals.
struct TotalOrder {
  std::vector<std::size_t> by_start;
  std::vector<std::size_t> previous;  // [total] the last one before it of its stream and area, or kNone
};
TotalOrder order_of_totals(const FitData& data);

class TapeTerms {
 public:
  // All arguments but `theta` must outlive the object.
  TapeTerms(const FitData& data, const Layout& layout, const ModelOptions& options, const TotalOrder& order,
            const std::vector<double>& theta);
  TapeTerms(const TapeTerms&) = delete;
  TapeTerms& operator=(const TapeTerms&) = delete;

  Value shares() const;
  // Totals of streams without a switch, and other sources' readings of days that the anchor tallied.
  Value totals() const;
  // The patron's filter over its streams; log emissions by day.
  RegimeOutput regime(std::size_t patron, const double* log_on, const double* log_off);

  Tape& tape() { return tape_; }
  const std::vector<Value>& theta() const { return theta_; }

 private:
  bool switched(std::size_t stream) const { return layout_.stream[stream].off_factor != kNone; }
  RegimePeriod period_of(const IntervalObservation& one) const;
  void set_rates(RegimeInput& input, const PatronPlaces& at) const;

  const FitData& data_;
  const Layout& layout_;
  const TotalOrder& order_;
  Tape tape_;
  std::vector<Value> theta_;
  TotalMoments moments_;
};

}  // namespace handover::threat
