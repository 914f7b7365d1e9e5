// When an agreement comes, as a distribution that can be scored once the day is known, and the naive rivals
// it must beat.
#pragma once

#include "mission/mission.h"
#include "talks/talks.h"

#include <optional>
#include <string>
#include <vector>

namespace handover::talks {

// Chance of agreement by each day (ascending; constant between, the last day is the horizon).
struct TimingForecast {
  std::string name, how;
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
