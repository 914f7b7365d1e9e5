// The clock run forward from the as-of date for one draw: chances by month, and of a new suspension.
#pragma once

#include "talks/chain.h"
#include "talks/history.h"

#include <vector>

namespace handover::talks {

// A stretch of days over which the clock sees the same input.
struct InputSpan {
  int first_day = 0, days = 0;  // days after the as-of date
  TalksInput input;
};
// Cut at every change of input and at each day in `also_at` (ascending).
std::vector<InputSpan> input_spans(const History& history, Date as_of, int days, double gap, double pressure,
                                   const std::vector<int>& also_at);

struct ClockForecast {
  std::vector<StateVector> at;  // one for each requested day
  double suspended_within_30_days = 0.0, suspended_within_90_days = 0.0;
};
// `days` ascending; each must be in the `also_at` the spans were cut at, as must 30 and 90.
ClockForecast forecast_clock(const TalksDraw& draw, TalksState start, const std::vector<InputSpan>& spans,
                             const std::vector<int>& days);

}  // namespace handover::talks
