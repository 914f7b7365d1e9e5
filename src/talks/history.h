// What the clock would have looked at on a day of the past, or will look at on a day to come when nothing
// more happens: deaths and strikes in the 30 days before, and how near the calendar's dates are.
#pragma once

#include "mission/mission.h"
#include "mission/war_abroad.h"
#include "talks/fitted_model.h"

#include <map>
#include <vector>

namespace handover::talks {

// Whether the day is one of the thirty from an announced meeting on.
bool meeting_is_near(const std::vector<CalendarDay>& calendar, Date day);

class History {
 public:
  explicit History(const Mission& mission);
  // `gap` and `domestic_pressure` are left at 0: they are the caller's. Days after the as-of date see no new
  // deaths or strikes, only those still inside the window.
  TalksInput on(Date day) const;
  // From the as-of date on, until nothing before it counts any more.
  std::vector<StillCounted> still_counted(Date as_of) const;

 private:
  double in_window(const std::map<Date, double>& series, Date day) const;

  std::map<Date, double> deaths_, strikes_;
  std::vector<CalendarDay> calendar_;
  WarAbroad war_abroad_;
};

}  // namespace handover::talks
