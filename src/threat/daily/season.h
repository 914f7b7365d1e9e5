// Where in the year a day stands. The fit and the fitted model that is simulated must agree on it to the last
// bit.
#pragma once

#include "base/dates.h"

#include <numbers>

namespace handover::threat {

// As an angle, a year being 365.25 days counted from 1970-01-01.
inline double season_angle(Date day) {
  return 2.0 * std::numbers::pi * static_cast<double>(day.time_since_epoch().count()) / kDaysPerYear;
}

}  // namespace handover::threat
