#include "timeline/status.h"

#include "timeline/candidates.h"
#include "timeline/gate_templates.h"
#include "timeline/test_mission.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

Condition calm(double threshold, int held) {
  return {.what = Observable::attacks_per_month,
          .compare = Compare::at_most,
          .threshold = threshold,
          .held_for = Days{held},
          .source = "report"};
}

Plan one_step(const Mission& mission, const Condition& condition) {
  Plan plan;
  Phase phase{.name = "First step",
              .after = posture_today(mission),
              .earliest = Month(std::chrono::year(2024), std::chrono::month(12)),
              .gate = {}};
  phase.after.site_open[0] = false;
  phase.gate.all_of = {condition};
  plan.phases = {phase};
  plan.presence_end.resize(mission.regions.size());
  return plan;
}

IntervalCount total(Date from, Date to, double best, std::uint16_t source) {
  IntervalCount row;
  row.known = {from, to, to, SourceId{source}};
  row.best = best;
  return row;
}

}  // namespace

TEST_CASE("a rate is measured from totals, with the time it has held") {
  // 30 attacks in April to June: 10.03 a month over 91 days.
  const Mission mission = test_mission();
  const auto measured = measure(mission, calm(12, 60), {});
  REQUIRE(measured);
  CHECK(measured->value == doctest::Approx(30 * 30.4375 / 91));
  CHECK(measured->held_for_days == 91);
  CHECK(measured->known_to == date_of(2024, 6, 30));
  CHECK(measured->source == "report");
  const auto above = measure(mission, calm(8, 60), {});
  CHECK(above->held_for_days == 0);
}

TEST_CASE("a running total counts by what was added since it was last read") {
  Mission mission = test_mission();
  mission.interval_counts = {total(date_of(2024, 1, 1), date_of(2024, 3, 31), 90, 0),
                             total(date_of(2024, 1, 1), date_of(2024, 6, 30), 120, 0)};
  for (IntervalCount& row : mission.interval_counts) row.cumulative = true;
  const auto rate = last_known_rate(mission, StreamId{});
  REQUIRE(rate);
  CHECK(rate->per_month == doctest::Approx(30 * kDaysPerMonth / 91));  // not 120 over 182 days
  const auto measured = measure(mission, calm(12, 60), {});
  REQUIRE(measured);
  CHECK(measured->held_for_days == 91);  // January to March had 30 a month
}

TEST_CASE("a rate is measured from days where there are any") {
  Mission mission = test_mission();
  mission.interval_counts.clear();
  mission.daily_coverage = {{date_of(2024, 1, 1), date_of(2024, 7, 24), date_of(2024, 7, 24), {}}};
  for (int day = 0; day < 90; day += 3) {
    DailyCount row;
    row.known.from = row.known.to = date_of(2024, 7, 24) - std::chrono::days(day);
    row.count = 1;
    mission.daily_counts.push_back(row);
  }
  const auto measured = measure(mission, calm(11, 60), {});
  REQUIRE(measured);
  CHECK(measured->value == doctest::Approx(30 * 30.4375 / 90));
  CHECK(measured->held_for_days > 60);
}

TEST_CASE("a new report closes a gate, and the status says which rows did it") {
  const Mission then = test_mission();
  Mission now = then;
  now.as_of = date_of(2024, 10, 20);
  now.sources.push_back({"next", "The next report", "", "", date_of(2024, 10, 10), 'B', 2});
  now.interval_counts.push_back(total(date_of(2024, 7, 1), date_of(2024, 9, 30), 90, 1));
  const Plan plan = one_step(then, calm(12, 30));
  const auto report = status_of(now, then, plan, {}, {});
  REQUIRE(report.steps.size() == 1);
  CHECK(report.steps[0].state == StepState::waiting);
  CHECK(report.steps[0].conditions[0].met == Answer::no);
  bool found = false;
  for (const Change& change : report.changes) {
    if (change.why.empty()) continue;
    found = true;
    CHECK(change.why[0] == "1 new row of interval_counts by next");
  }
  CHECK(found);
  CHECK_FALSE(report.alerts.empty());
  const auto quiet = status_of(then, then, plan, {}, {});
  CHECK(quiet.steps[0].state == StepState::gate_open);
  CHECK(quiet.alerts.empty());
  CHECK(quiet.changes.empty());
}

TEST_CASE("commitments past their day, missed or disputed raise an alert") {
  Mission mission = test_mission();
  mission.actors.push_back({"host", "Host government", "", {Role::host}, {}, PartyId{0}, {}});
  Commitment late;
  late.id = "late";
  late.what = "hand over the base";
  late.due = date_of(2024, 7, 1);
  Commitment kept = late;
  kept.status = CommitmentStatus::met;
  Commitment disputed = late;
  disputed.due = std::nullopt;
  disputed.status = CommitmentStatus::disputed;
  const Plan plan = one_step(mission, calm(12, 30));
  mission.commitments = {kept};
  CHECK(status_of(mission, mission, plan, {}, {}).alerts.empty());
  mission.commitments = {late, disputed};
  const auto report = status_of(mission, mission, plan, {}, {});
  CHECK(report.alerts.size() == 2);
  CHECK(report.commitments[0].days_overdue == 23);
}

TEST_CASE("a step whose sites are closed counts as taken; one past its month is overdue") {
  Mission mission = test_mission();
  const Plan plan = one_step(mission, calm(12, 30));
  Mission later = mission;
  later.as_of = date_of(2025, 2, 1);
  CHECK(status_of(later, mission, plan, {}, {}).steps[0].overdue);
  later.sites[0].open = false;
  const auto report = status_of(later, mission, plan, {}, {});
  CHECK(report.steps[0].state == StepState::taken);
  CHECK_FALSE(report.steps[0].overdue);
}
