#include "talks/clock_forecast.h"

#include <algorithm>

namespace handover::talks {
namespace {

bool same(const TalksInput& a, const TalksInput& b) {
  return a.coalition_deaths_30_days == b.coalition_deaths_30_days &&
         a.strikes_on_host_soil_30_days == b.strikes_on_host_soil_30_days &&
         a.election_near == b.election_near && a.anniversary_near == b.anniversary_near &&
         a.mandate_end_near == b.mandate_end_near && a.war_abroad == b.war_abroad &&
         a.meeting_near == b.meeting_near;
}

// The same chain with every new suspension caught in a state of its own, so that its chance can be read off
// also when the talks are suspended today. The ends share one state, which frees one for the catch.
constexpr std::size_t kCaught = index_of(TalksState::agreed);
constexpr std::size_t kOver = index_of(TalksState::collapsed);
RateMatrix catching_suspensions(const RateMatrix& rates) {
  RateMatrix caught{};
  for (const TalksState from : {TalksState::announced, TalksState::in_session, TalksState::suspended}) {
    const std::size_t i = index_of(from);
    caught[i][index_of(TalksState::in_session)] = rates[i][index_of(TalksState::in_session)];
    for (const TalksState end : {TalksState::agreed, TalksState::collapsed, TalksState::expelled})
      caught[i][kOver] += rates[i][index_of(end)];
  }
  const std::size_t in_session = index_of(TalksState::in_session);
  caught[in_session][in_session] = 0.0;
  caught[in_session][kCaught] = rates[in_session][index_of(TalksState::suspended)];
  return caught;
}

}  // namespace

std::vector<InputSpan> input_spans(const History& history, Date as_of, int days, double gap, double pressure,
                                   const std::vector<int>& also_at) {
  std::vector<InputSpan> spans;
  for (int day = 0; day < days; ++day) {
    TalksInput input = history.on(as_of + std::chrono::days{day});
    input.gap = gap;
    input.domestic_pressure = pressure;
    const bool cut = std::binary_search(also_at.begin(), also_at.end(), day);
    if (spans.empty() || cut || !same(spans.back().input, input)) spans.push_back({day, 0, input});
    ++spans.back().days;
  }
  return spans;
}

ClockForecast forecast_clock(const TalksDraw& draw, TalksState start, const std::vector<InputSpan>& spans,
                             const std::vector<int>& days) {
  ClockForecast forecast;
  StateVector now{}, watched{};
  now[index_of(start)] = 1.0;
  const bool over =
      start == TalksState::agreed || start == TalksState::collapsed || start == TalksState::expelled;
  watched[over ? kOver : index_of(start)] = 1.0;
  auto wanted = days.begin();
  for (; wanted != days.end() && *wanted <= 0; ++wanted) forecast.at.push_back(now);
  for (const InputSpan& span : spans) {
    const RateMatrix rates = rates_of(draw, span.input);
    now = after_days(now, rates, span.days);
    const int day = span.first_day + span.days;
    if (span.first_day < 90) {
      watched = after_days(watched, catching_suspensions(rates), span.days);
      if (day <= 30) forecast.suspended_within_30_days = watched[kCaught];
      if (day <= 90) forecast.suspended_within_90_days = watched[kCaught];
    }
    for (; wanted != days.end() && *wanted <= day; ++wanted) forecast.at.push_back(now);
  }
  for (; wanted != days.end(); ++wanted) forecast.at.push_back(now);
  return forecast;
}

}  // namespace handover::talks
