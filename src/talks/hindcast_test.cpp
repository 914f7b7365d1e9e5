#include "talks/hindcast.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

TEST_CASE("the score is the number of days wrong for a forecast that is sure") {
  const Date as_of = date_of(2024, 1, 1);
  const TimingForecast sure{.day = {date_of(2024, 2, 1), date_of(2025, 1, 1)}, .agreed_by = {1.0, 1.0}};
  CHECK(timing_score(sure, as_of, date_of(2024, 2, 1)) == 0.0);
  CHECK(timing_score(sure, as_of, date_of(2024, 2, 11)) == doctest::Approx(10.0));
  CHECK(timing_score(sure, as_of, date_of(2024, 1, 22)) == doctest::Approx(10.0));
  const TimingForecast never{.day = {date_of(2025, 1, 1)}, .agreed_by = {0.0}};
  CHECK(timing_score(never, as_of, std::nullopt) == 0.0);
  CHECK(timing_score(never, as_of, date_of(2024, 12, 22)) == doctest::Approx(10.0));
  // Half sure all the time: a quarter of each day.
  const TimingForecast half{.day = {as_of, date_of(2025, 1, 1)}, .agreed_by = {0.5, 0.5}};
  CHECK(timing_score(half, as_of, std::nullopt) == doctest::Approx(366.0 / 4.0));
}

TEST_CASE("the naive rivals come from the filtered tables") {
  Mission mission;
  mission.as_of = date_of(2024, 3, 1);
  mission.horizon_months = 24;
  const auto on = [](Date date) { return Known{date, date, date, {}}; };
  mission.sessions = {{TalksState::in_session, "", on(date_of(2024, 2, 1))}};
  for (const int days : {100, 200, 300}) {
    ReferenceCase past;
    past.kind = CaseKind::talks;
    past.started = date_of(2010, 1, 1);
    past.actual = *past.started + std::chrono::days{days};
    past.outcome = "agreed";
    mission.reference_class.push_back(past);
  }
  CalendarDay gone{"gone", CalendarKind::election, on(date_of(2024, 1, 1))};
  CalendarDay vote{"vote", CalendarKind::election, on(date_of(2024, 11, 5))};
  CalendarDay mandate{"mandate", CalendarKind::mandate_end, on(date_of(2024, 12, 31))};
  mission.calendar = {gone, mandate, vote};
  const auto report = report_talks(mission, assess_talks(mission, Seed{1}, 20));
  const auto forecasts = timing_forecasts(mission, report);
  REQUIRE(forecasts.size() == 5);
  CHECK(forecasts[0].name == "clock");
  CHECK(forecasts[1].agreed_by.back() == 0.0);
  CHECK(forecasts[2].day.front() == date_of(2024, 2, 1) + std::chrono::days{200});
  CHECK(forecasts[3].deadline == "vote");
  CHECK(forecasts[3].day.front() == date_of(2024, 11, 5));
  // All three past talks agreed within 300 days; by then these are likelier agreed than not, and never
  // surely.
  CHECK(forecasts[4].name == "past_talks");
  CHECK(forecasts[4].day == forecasts[0].day);
  CHECK(forecasts[4].agreed_by[10] > 0.5);
  CHECK(forecasts[4].agreed_by.back() < 1.0);
}
