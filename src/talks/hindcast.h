// When an agreement comes, as a distribution that can be scored once the day is known, and the naive rivals
// it must beat.
#pragma once

#include "mission/mission.h"
#include "talks/talks.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::talks {

// How such a forecast comes about.
enum class TimingBasis {
  clock,               // mean over draws of the fitted chain, no further deaths or strikes
  no_agreement,        // nothing is agreed within the horizon
  median,              // of past talks, from the opening of these
  median_not_reached,  // fewer than half of them agreed, or these have not opened
  deadline,            // the calendar's next
  no_deadline,         // no election or end of a mandate ahead
  past_talks           // share of past talks that agree and their time to it, given the age of these
};

// Chance of agreement by each day (ascending; constant between, the last day is the horizon).
struct TimingForecast {
  std::string name;
  TimingBasis basis = TimingBasis::clock;
  std::size_t cases = 0;      // past talks behind the median
  std::string deadline = {};  // name of the calendar's day
  std::vector<Date> day;
  std::vector<double> agreed_by;
};

// The clock's forecast first, then: no agreement within the horizon; the median time to agreement of past
// talks, counted from this mission's first session (or its announcement), product-limit estimate with talks
// that failed or go on as censored; the calendar: the next election or end of a mandate; and the record of
// past talks as a distribution, given these talks' age (agreement_time.h).
std::vector<TimingForecast> timing_forecasts(const Mission& mission, const TalksReport& report);

// Integral over the days from `as_of` to the forecast's last day of (chance by then - whether it had come)^2,
// in days: the continuous ranked probability score (Gneiting & Raftery 2007) cut at the horizon. `agreed_on`
// empty: it did not come.
double timing_score(const TimingForecast& forecast, Date as_of, std::optional<Date> agreed_on);

}  // namespace handover::talks
