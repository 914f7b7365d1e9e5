// The hidden switch of one patron: Hamilton's (1989) filter over days, where some observations are totals
// over periods. The number of days "on" inside an open period is carried by its first two moments given
// today's state, which closes the recursion (an assumed-density filter; Minka 2001). With daily data alone
// the filter is exact. Derivatives come from one sweep back over the days, written by hand; that of the
// log-likelihood by a day's log emission when "on" is the smoothed chance of being on, which is what
// forward-backward gives.
#pragma once

#include "numerics/tape.h"

#include <array>
#include <cstdint>
#include <vector>

namespace handover::threat {

// A period's total as the filter sees it.
struct RegimePeriod {
  std::size_t from = 0, to = 0;
  double total = 0.0, error_sd = 0.0;
  Value ratio;
  Value mean_on, mean_off;      // incidents a day
  Value excess_on, excess_off;  // variance beyond the mean, per day
};

struct RegimeInput {
  std::size_t first = 0, days = 0;  // filter runs over [first, days)
  // [day] log emission of that day's daily data; 0 without
  const double* log_on = nullptr;
  const double* log_off = nullptr;
  std::vector<std::uint8_t> kind;  // [day] which of `turn_on` holds
  std::array<Value, 4> turn_on;    // chance of off -> on
  Value turn_off;
  std::vector<RegimePeriod> periods;
};

struct RegimeOutput {
  Value log_likelihood;  // with its derivatives by the rates and by the periods' moments
  double on_at_end = 1.0;
  std::size_t first = 0;                      // day from which the filter ran
  std::vector<double> by_log_on, by_log_off;  // [day] derivatives by the log emissions; 0 before `first`
};

RegimeOutput run_regime_filter(const RegimeInput& input);

// Log probability of a period's total with these moments; the same closure serves streams without a switch.
Value log_of_total(double total, double error_sd, const Value& ratio, const Value& mean, const Value& excess);

}  // namespace handover::threat
