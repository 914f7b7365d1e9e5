#include "talks/history.h"

#include <algorithm>

namespace handover::talks {
namespace {

constexpr int kWindowDays = 30;
constexpr int kElectionDays = 90, kAnniversaryDays = 30, kMandateDays = 60;
// A total over a longer period than a quarter says too little about any one month.
constexpr int kLongestPeriod = 92;

bool covered_daily(const Mission& mission, StreamId stream, Date day) {
  if (stream.index >= mission.daily_coverage.size()) return false;
  const Known& known = mission.daily_coverage[stream.index];
  return known.from <= day && day <= known.to && known.from != known.to;
}

// Spreads a total evenly over those of its days that no daily table covers.
void spread(const Mission& mission, StreamId stream, const Known& known, double total,
            std::map<Date, double>& series) {
  const int days = days_between(known.from, known.to).value + 1;
  if (days < 1 || days > kLongestPeriod) return;
  for (Date day = known.from; day <= known.to && day <= mission.as_of; day += std::chrono::days{1}) {
    if (!covered_daily(mission, stream, day)) series[day] += total / days;
  }
}

int window_of(CalendarKind kind) {
  switch (kind) {
    case CalendarKind::election:
      return kElectionDays;
    case CalendarKind::anniversary:
      return kAnniversaryDays;
    case CalendarKind::mandate_end:
    case CalendarKind::deadline:  // the host's last day presses as the end of a mandate does
      return kMandateDays;
    default:
      return -1;
  }
}

}  // namespace

bool meeting_is_near(const std::vector<CalendarDay>& calendar, Date day) {
  constexpr int kMeetingDays = 30;
  return std::any_of(calendar.begin(), calendar.end(), [&](const CalendarDay& entry) {
    const int since = days_between(entry.known.from, day).value;
    return entry.kind == CalendarKind::meeting && since >= 0 && since < kMeetingDays;
  });
}

History::History(const Mission& mission) : calendar_(mission.calendar), war_abroad_(mission) {
  const auto is_strike = [&](StreamId stream) {
    return stream.index < mission.streams.size() &&
           mission.streams[stream.index].kind == StreamKind::coalition_strike;
  };
  const auto on_host_soil = [&](ZoneId zone) {
    return mission.regions[mission.zones[zone.index].region.index].host_soil;
  };
  for (const DailyCount& count : mission.daily_counts) {
    if (count.known.from > mission.as_of) continue;
    deaths_[count.known.from] += count.killed[static_cast<std::size_t>(Victim::coalition)];
    if (is_strike(count.stream) && on_host_soil(count.zone)) strikes_[count.known.from] += count.count;
  }
  for (const CasualtyRecord& record : mission.casualties) {
    if (record.victim == Victim::coalition)
      spread(mission, record.stream, record.known, record.killed, deaths_);
  }
  for (const IntervalCount& count : mission.interval_counts) {
    // Cumulative totals overlap one another: only their differences could be used.
    // A total of which a part fell in another country does not say how much fell here.
    const bool here =
        !count.reaches_outside_map && std::all_of(count.area.begin(), count.area.end(), on_host_soil);
    if (is_strike(count.stream) && !count.cumulative && here)
      spread(mission, count.stream, count.known, count.best, strikes_);
  }
}

double History::in_window(const std::map<Date, double>& series, Date day) const {
  double sum = 0.0;
  const Date after = day - std::chrono::days{kWindowDays};
  for (auto at = series.upper_bound(after); at != series.end() && at->first <= day; ++at) sum += at->second;
  return sum;
}

TalksInput History::on(Date day) const {
  TalksInput input;
  input.coalition_deaths_30_days = in_window(deaths_, day);
  input.strikes_on_host_soil_30_days = in_window(strikes_, day);
  for (const CalendarDay& entry : calendar_) {
    const int ahead = days_between(day, entry.known.from).value;
    if (ahead < 0 || ahead > window_of(entry.kind)) continue;
    input.election_near |= entry.kind == CalendarKind::election;
    input.anniversary_near |= entry.kind == CalendarKind::anniversary;
    input.mandate_end_near |= entry.kind == CalendarKind::mandate_end || entry.kind == CalendarKind::deadline;
  }
  input.meeting_near = meeting_is_near(calendar_, day);
  input.war_abroad = war_abroad_.on(day);
  return input;
}

std::vector<StillCounted> History::still_counted(Date as_of) const {
  std::vector<StillCounted> days;
  for (int after = 0; after < kWindowDays; ++after) {
    const Date day = as_of + std::chrono::days{after};
    days.push_back({in_window(deaths_, day), in_window(strikes_, day)});
  }
  return days;
}

}  // namespace handover::talks
