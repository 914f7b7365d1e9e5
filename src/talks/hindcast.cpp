#include "talks/hindcast.h"

#include "talks/agreement_time.h"
#include "talks/durability.h"

#include <algorithm>

namespace handover::talks {
namespace {

TimingForecast step_at(std::string name, TimingBasis basis, std::optional<Date> day, Date last) {
  TimingForecast forecast{.name = std::move(name), .basis = basis, .day = {}, .agreed_by = {}};
  if (day && *day < last) {
    forecast.day.push_back(*day);
    forecast.agreed_by.push_back(1.0);
  }
  forecast.day.push_back(last);
  forecast.agreed_by.push_back(day && *day <= last ? 1.0 : 0.0);
  return forecast;
}

std::optional<Date> talks_opened(const Mission& mission) {
  std::optional<Date> opened, announced;
  for (const Stay& stay : stays_of(mission)) {
    if (!announced) announced = stay.from;
    if (!opened && stay.state == TalksState::in_session) opened = stay.from;
  }
  return opened ? opened : announced;
}

// Days from opening to agreement that half of past talks needed.
std::optional<double> median_to_agreement(const Mission& mission, std::size_t& cases) {
  std::vector<Lifetime> past;
  for (const ReferenceCase& c : mission.reference_class) {
    if (c.kind != CaseKind::talks || !c.started) continue;
    const bool over = c.actual && *c.actual <= mission.as_of;
    const int days = days_between(*c.started, over ? *c.actual : mission.as_of).value;
    if (days >= 0) past.push_back({std::max(0.5, static_cast<double>(days)), over && c.outcome == "agreed"});
  }
  cases = past.size();
  for (const SurvivalStep& step : kaplan_meier(past))
    if (step.survival <= 0.5) return step.days;
  return std::nullopt;
}

TimingForecast reference_class_median(const Mission& mission, Date last) {
  std::size_t cases = 0;
  const auto median = median_to_agreement(mission, cases);
  const auto opened = talks_opened(mission);
  // Talks older than the median are due at once.
  const auto due = [&]() -> std::optional<Date> {
    if (!median || !opened) return std::nullopt;
    return std::max(*opened + std::chrono::days{static_cast<int>(*median)}, mission.as_of);
  }();
  TimingForecast forecast = step_at("reference_class_median",
                                    due ? TimingBasis::median : TimingBasis::median_not_reached, due, last);
  forecast.cases = cases;
  return forecast;
}

// What the record says of talks that have lasted as long, at the days of the clock's own forecast.
TimingForecast record_of_past_talks(const Mission& mission, const std::vector<Date>& days) {
  const auto past = past_talks(mission);
  const auto opened = talks_opened(mission);
  TimingForecast forecast{.name = "past_talks",
                          .basis = TimingBasis::past_talks,
                          .cases = past.size(),
                          .day = days,
                          .agreed_by = {}};
  const AgreementTime fit = fit_agreement_time(past);
  const double age = opened ? days_between(*opened, mission.as_of).value : 0.0;
  for (const Date day : days)
    forecast.agreed_by.push_back(
        agreed_within(fit, std::nullopt, std::max(0.0, age), days_between(mission.as_of, day).value));
  return forecast;
}

TimingForecast next_deadline(const Mission& mission, Date last) {
  std::optional<Date> next;
  std::string name;
  for (const CalendarDay& day : mission.calendar) {
    const bool deadline = day.kind == CalendarKind::election || day.kind == CalendarKind::mandate_end ||
                          day.kind == CalendarKind::deadline || day.kind == CalendarKind::meeting;
    if (!deadline || day.known.from <= mission.as_of || (next && *next <= day.known.from)) continue;
    next = day.known.from;
    name = day.name;
  }
  TimingForecast forecast =
      step_at("calendar", next ? TimingBasis::deadline : TimingBasis::no_deadline, next, last);
  forecast.deadline = std::move(name);
  return forecast;
}

}  // namespace

std::vector<TimingForecast> timing_forecasts(const Mission& mission, const TalksReport& report) {
  TimingForecast clock{.name = "clock", .day = {}, .agreed_by = {}};
  for (const DayChance& point : report.no_agreement) {
    clock.day.push_back(point.day);
    clock.agreed_by.push_back(1.0 - point.chance.mean);
  }
  const Date last = clock.day.empty() ? mission.as_of : clock.day.back();
  return {clock, step_at("no_agreement", TimingBasis::no_agreement, std::nullopt, last),
          reference_class_median(mission, last), next_deadline(mission, last),
          record_of_past_talks(mission, clock.day)};
}

double timing_score(const TimingForecast& forecast, Date as_of, std::optional<Date> agreed_on) {
  double score = 0.0;
  double chance = 0.0;
  Date day = as_of;
  for (std::size_t i = 0; i < forecast.day.size(); ++i) {
    // Days before this point: linear between two points of the curve would be finer than what is known.
    for (; day < forecast.day[i]; day += std::chrono::days{1}) {
      const double come = agreed_on && *agreed_on <= day ? 1.0 : 0.0;
      score += (chance - come) * (chance - come);
    }
    chance = forecast.agreed_by[i];
  }
  return score;
}

}  // namespace handover::talks
