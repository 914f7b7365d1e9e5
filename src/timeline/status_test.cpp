#include "timeline/status.h"

#include "timeline/answers.h"
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

TEST_CASE("a new source widens a converted level instead of moving it past where it was") {
  // As in the worked example before and after July 2024: one teller whose ways are known well, then another
  // whose ways are not.
  Mission june = test_mission();
  june.interval_counts.clear();
  june.sources.push_back({"other", "Another teller", "", "", date_of(2024, 7, 17), 'B', 2});
  const Rated known{13.0, {11.2, 15.6}}, unknown{5.4, {3.0, 11.8}};
  Measurements measurements;
  measurements.reporting_ratio = {{{"", unknown}, {june.sources[0].id, known}}};
  june.interval_counts.push_back(total(date_of(2023, 1, 1), date_of(2023, 12, 31), 110, 0));
  Mission july = june;
  june.as_of = date_of(2024, 6, 24);
  july.as_of = date_of(2024, 7, 24);
  july.interval_counts.push_back(total(date_of(2024, 1, 1), date_of(2024, 6, 30), 153, 1));
  const auto before = measure(june, calm(8, 60), measurements),
             after = measure(july, calm(8, 60), measurements);
  REQUIRE(before);
  REQUIRE(after);
  CHECK(before->value == doctest::Approx(110 * kDaysPerMonth / 365 / 13.0));
  // Half a year old: the level has drifted since, by a factor of two either way.
  CHECK(before->interval.high / before->interval.low > 3.0);
  CHECK(after->value / before->value < 3.0);
  CHECK(after->interval.low < before->interval.high);
  CHECK(after->interval.high / after->interval.low > before->interval.high / before->interval.low);
  // Two tellers that agree narrow it.
  july.interval_counts.back().best = july.interval_counts.back().low = july.interval_counts.back().high = 23;
  const auto agreeing = measure(july, calm(8, 60), measurements);
  CHECK(agreeing->interval.high / agreeing->interval.low < before->interval.high / before->interval.low);
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
    if (change.rows.empty()) continue;
    found = true;
    CHECK(change.rows[0].count == 1);
    CHECK(change.rows[0].table == RowTable::interval_counts);
    CHECK(change.rows[0].source == "next");
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

TEST_CASE("another source's rate is read over its reporting ratio, and may be too close to call") {
  // 30 attacks in 91 days by a source that reports some four times what the gate counts.
  const Mission mission = test_mission();
  Measurements measurements;
  measurements.reporting_ratio = {{{"", {4.0, {2.0, 8.0}}}}};
  const double reported = 30 * kDaysPerMonth / 91;
  const auto measured = measure(mission, calm(6, 60), measurements);
  REQUIRE(measured);
  CHECK(measured->value == doctest::Approx(reported / 4.0));
  // The ratio's interval and a little for what was counted and for the time since.
  CHECK(measured->interval.low < reported / 8.0);
  CHECK(measured->interval.low > reported / 10.0);
  CHECK(measured->interval.high > reported / 2.0);
  CHECK(measured->interval.high < reported / 1.6);
  CHECK(measured->as_reported == "10 by report");
  CHECK(measured->held_for_days == 91);
  const auto state_at = [&](double threshold) {
    return status_of(mission, mission, one_step(mission, calm(threshold, 30)), measurements, measurements)
        .steps[0];
  };
  CHECK(state_at(6).state == StepState::gate_open);
  CHECK(state_at(1).state == StepState::waiting);
  const StepStatus close = state_at(3);  // between 1.25 and 5
  CHECK(close.state == StepState::unknown);
  CHECK(std::string(word(close.conditions[0])) == "undecided");
  measurements.reporting_ratio[0]["report"] = {1.0, {1.0, 1.0}};  // its own ratio goes before that of others
  CHECK(measure(mission, calm(6, 60), measurements)->value == doctest::Approx(reported));
}

TEST_CASE("a step that only relabels or hands over is never called taken") {
  const Mission mission = test_mission();
  Plan plan = one_step(mission, calm(12, 30));
  Phase relabel = plan.phases[0];
  relabel.name = "New label";
  relabel.after.label[0] = Label::bilateral;
  plan.phases.push_back(relabel);
  Mission later = mission;
  later.as_of = date_of(2025, 2, 1);
  later.sites[0].open = false;
  const auto report = status_of(later, mission, plan, {}, {});
  CHECK(report.steps[0].state == StepState::taken);
  CHECK_FALSE(report.steps[1].shows);
  CHECK(report.steps[1].state != StepState::taken);
  plan.phases.erase(plan.phases.begin());
  plan.phases[0].after.site_open = posture_today(mission).site_open;
  const auto alone = status_of(mission, mission, plan, {}, {});
  CHECK_FALSE(alone.steps[0].shows);
  CHECK(alone.steps[0].state == StepState::gate_open);
}

TEST_CASE("a reversal that has come to hold is a change") {
  const Mission then = test_mission();
  Mission now = then;
  now.as_of = date_of(2024, 10, 20);
  now.interval_counts.push_back(total(date_of(2024, 7, 1), date_of(2024, 9, 30), 90, 0));
  Plan plan = one_step(then, calm(50, 30));
  Condition worse = calm(20, 30);
  worse.compare = Compare::at_least;
  plan.phases[0].gate.reverses = {worse};
  const auto report = status_of(now, then, plan, {}, {});
  REQUIRE(report.changes.size() == 1);
  CHECK(report.changes[0].kind == ChangeKind::reversal);
  CHECK(report.changes[0].condition_after->met == Answer::yes);
}

TEST_CASE("deaths are measured only where a record reaches into the last ninety days") {
  Mission mission = test_mission();
  mission.streams[0].on_coalition = true;
  const Condition few{.what = Observable::coalition_deaths_90_days,
                      .compare = Compare::at_most,
                      .threshold = 2,
                      .source = "report"};
  CHECK_FALSE(measure(mission, few, {}));
  mission.daily_coverage = {Known{}};  // single reports, no coverage
  CHECK_FALSE(measure(mission, few, {}));
  CasualtyRecord record;
  record.victim = Victim::coalition;
  record.killed = 3;
  record.known = {date_of(2023, 10, 17), date_of(2024, 6, 20), date_of(2024, 6, 25), {}};
  mission.casualties = {record};  // begins before the window and reaches into it
  const auto measured = measure(mission, few, {});
  REQUIRE(measured);
  CHECK(measured->value == 3);
  CHECK(measured->known_to == date_of(2024, 6, 20));
  mission.as_of = date_of(2024, 12, 1);
  CHECK_FALSE(measure(mission, few, {}));
}

TEST_CASE("a single attack ends a quiet that totals had told of") {
  Mission mission = test_mission();
  mission.patrons = {{"patron", "The patron's groups"}};
  mission.streams[0].patron = PatronId{0};
  mission.interval_counts = {total(date_of(2024, 1, 1), date_of(2024, 2, 4), 12, 0),
                             total(date_of(2024, 2, 5), date_of(2024, 7, 15), 0, 0)};
  const Condition quiet{
      .what = Observable::regime_off_days, .compare = Compare::at_least, .threshold = 60, .source = "report"};
  CHECK(measure(mission, quiet, {})->value == days_between(date_of(2024, 2, 4), date_of(2024, 7, 15)).value);
  DailyCount attack;
  attack.known = {date_of(2024, 7, 16), date_of(2024, 7, 16), date_of(2024, 7, 17), {}};
  attack.count = 1;
  mission.daily_counts = {attack};
  mission.interval_counts.push_back(total(date_of(2024, 7, 17), date_of(2024, 7, 23), 0, 0));
  CHECK(measure(mission, quiet, {})->value == 7);
}

TEST_CASE("a figure of two digits is written out") {
  CHECK(rounded(99.7) == "100");
  CHECK(rounded(99.4) == "99");
  CHECK(rounded(0.63) == "0.63");
}
