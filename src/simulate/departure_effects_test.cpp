// What leaves with the troops and what comes after them: contractors, clearances, another power that moves
// in, announced meetings. Against closed forms; tolerances: four standard errors.
#include "simulate/test_scenarios.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::simulate;

namespace {

// A thousand persons in the only region, who leave in one step or two (half, then the rest).
Stage stage_of_leaving(bool by_halves = false) {
  Stage stage = bare_stage(1, 1, 12);
  Mission& m = stage.mission;
  Actor guests;
  guests.id = guests.name = "guests";
  guests.roles = {Role::coalition};
  m.actors = {guests};
  TroopCount count;
  count.region = RegionId{0};
  count.known = {m.as_of, m.as_of, m.as_of, {}};
  count.low = count.best = count.high = 1000;
  m.troops = {count};
  Posture posture = posture_today(m);
  stage.assessment.needs.table.front().posture = posture;
  const auto step = [&](int months, int left) {
    Phase phase;
    phase.name = "step";
    posture.troops[0] = Persons{left};
    phase.after = posture;
    phase.earliest = plus_months(month_of(m.as_of), months);
    phase.execution = Days{10};
    phase.gate.all_of = {bench::condition(Observable::always, 0, Compare::at_least, 1.0, 0)};
    stage.plan.phases.push_back(phase);
    needs::SolvedPosture row = stage.assessment.needs.table.front();
    row.posture = posture;
    stage.assessment.needs.table.push_back(row);
  };
  if (by_halves) step(1, 500);
  step(2, 0);
  return stage;
}

void add_function(Stage& stage, double level, bool by_contractors) {
  stage.mission.functions = {{"logistics", "Logistics", by_contractors}};
  partner::PartnerDraw& p = stage.assessment.partner.draws[0];
  p.level = {level};
  p.growth_per_year = p.decay_per_year = p.innovation_per_year = p.observation_noise = {0.0};
  p.alone = 0.0;
  for (needs::SolvedPosture& row : stage.assessment.needs.table) row.mentoring = {0.0};
}

template <class Use>
void for_each_replication(const Stage& stage, std::uint32_t replications, Use use) {
  const Simulator simulator(stage.mission, stage.assessment, stage.plan, {}, {});
  Session session(simulator);
  session.enter(only_scenario(stage), Seed{11});
  for (std::uint32_t f = 0; f < replications; ++f) use(session.run(f));
}

double mean_of_metric(const Stage& stage, Metric metric, std::uint32_t replications) {
  double sum = 0.0;
  for_each_replication(stage, replications,
                       [&](const Outcome& o) { sum += o.metric[static_cast<std::size_t>(metric)]; });
  return sum / replications;
}

double day_of_last_step(const Stage& stage) {
  double day = -1.0;
  for_each_replication(stage, 1, [&](const Outcome& o) { day = o.phase_passed.back().value_or(-1.0); });
  return day;
}

void add_clearance(Stage& stage, ClearanceStatus status, int region, int from_day = 0) {
  Clearance clearance{.what = ClearanceKind::overflight, .region = std::nullopt, .status = status};
  if (region >= 0) clearance.region = RegionId{static_cast<std::uint16_t>(region)};
  const Date from = stage.mission.as_of - std::chrono::days{10 - from_day};
  clearance.known = {from, stage.mission.as_of, from, {}};
  stage.mission.clearances.push_back(clearance);
}

}  // namespace

TEST_CASE("a function that contractors keep going falls in proportion to the troops that have left") {
  const auto alone = [](double level, double effect, bool by_contractors, bool only_half) {
    Stage stage = stage_of_leaving(true);
    if (only_half) stage.plan.phases.resize(1);
    add_function(stage, level, by_contractors);
    assume(stage.mission, Effect::contractor_departure_effect_on_functions, effect, effect, effect);
    return mean_of_metric(stage, Metric::functions_alone_at_end, 1);
  };
  CHECK(alone(1.0, 1.1, true, false) == 0.0);   // 1 - 1.1
  CHECK(alone(1.0, 0.9, true, false) == 1.0);   // 1 - 0.9
  CHECK(alone(1.0, 1.9, true, true) == 1.0);    // 1 - 1.9 / 2
  CHECK(alone(1.0, 2.1, true, true) == 0.0);    // 1 - 2.1 / 2
  CHECK(alone(1.0, 5.0, false, false) == 1.0);  // nobody under contract keeps it going
}

TEST_CASE("a step that takes troops away is done no earlier than flights and equipment are cleared") {
  const double usual = day_of_last_step(stage_of_leaving());
  const auto day = [](ClearanceStatus status, int region, double days) {
    Stage stage = stage_of_leaving();
    add_clearance(stage, status, region);
    assume(stage.mission, Effect::clearance_days, days, days, days);
    return day_of_last_step(stage);
  };
  CHECK(day(ClearanceStatus::refused, -1, 200.0) == 199.0);  // day 0 is the one after the as-of date
  CHECK(day(ClearanceStatus::asked, 0, 150.0) == 149.0);
  CHECK(day(ClearanceStatus::asked, 0, 20.0) == usual);
  CHECK(day(ClearanceStatus::granted, 0, 200.0) == usual);
  CHECK(day(ClearanceStatus::refused, 1, 200.0) == usual);  // of another region
  Stage stage = stage_of_leaving();
  add_clearance(stage, ClearanceStatus::refused, -1);
  CHECK(mechanisms_off(stage.mission).size() > mechanisms_off(stage_of_leaving().mission).size());
  CHECK(day_of_last_step(stage) == usual);  // nothing is assumed
  add_clearance(stage, ClearanceStatus::granted, 0, 5);
  assume(stage.mission, Effect::clearance_days, 200, 200, 200);
  CHECK(day_of_last_step(stage) == usual);  // granted since
}

TEST_CASE("another power that moves in changes attacks and their dead from the last departure on") {
  Stage stage = stage_of_leaving();
  stage.mission.streams[0].kind = StreamKind::insurgent;
  stage.assessment.threat.draws[0].killed[0][static_cast<std::size_t>(Victim::civilians)] =
      bench::size_of(0.7, {1.0}, 2.5, 1);  // one civilian in three attacks of ten
  assume(stage.mission, Effect::successor_effect_on_insurgents, 0.4, 0.4, 0.4);
  assume(stage.mission, Effect::successor_effect_on_civilian_deaths, 0.6, 0.6, 0.6);
  constexpr std::uint32_t kReplications = 3000;
  const double days = static_cast<double>(stage.mission.horizon_days()), left = day_of_last_step(stage);
  const auto check = [&](double expected) {
    const double mean = mean_of_metric(stage, Metric::civilians_killed, kReplications);
    CAPTURE(mean);
    CAPTURE(expected);
    CHECK(std::abs(mean - expected) < 4.0 * std::sqrt(expected / kReplications));
  };
  check(0.1 * 0.3 * days);  // nobody has moved in
  Actor power;
  power.id = power.name = "power";
  power.roles = {Role::successor};
  stage.mission.actors.push_back(power);
  check(0.1 * 0.3 * (left + (days - left) * std::exp(0.4 + 0.6)));
}

TEST_CASE("another power that moves in mentors in the guests' place") {
  const auto alone = [](double share) {
    Stage stage = stage_of_leaving();
    add_function(stage, 0.0, false);
    stage.assessment.partner.draws[0].growth_per_year = {1.0};
    stage.assessment.partner.draws[0].decay_per_year = {1.0};
    Actor power;
    power.roles = {Role::successor};
    stage.mission.actors.push_back(power);
    assume(stage.mission, Effect::successor_mentoring, share, share, share);
    return mean_of_metric(stage, Metric::functions_alone_at_end, 1);
  };
  // Decay until they leave after some 72 of 365 days, then (2 share - 1) a year.
  CHECK(alone(0.9) == 1.0);
  CHECK(alone(0.5) == 0.0);
}

TEST_CASE("talks agree faster in the thirty days from an announced meeting on") {
  Stage stage = bare_stage(1, 1, 6);
  stage.assessment.talks.state_at_as_of = TalksState::in_session;
  stage.assessment.talks.draws[0].base[1][3] = 0.004;
  CalendarDay meeting;
  meeting.kind = CalendarKind::meeting;
  const Date date = stage.mission.as_of + std::chrono::days{21};
  meeting.known = {date, date, stage.mission.as_of, {}};
  stage.mission.calendar = {meeting};
  assume(stage.mission, Effect::talks_near_meeting, 1.5, 1.5, 1.5);
  constexpr std::uint32_t kReplications = 4000;
  double agreed = 0.0;
  for_each_replication(stage, kReplications,
                       [&](const Outcome& o) { agreed += o.agreed_on ? 1.0 / kReplications : 0.0; });
  const double days = static_cast<double>(stage.mission.horizon_days());
  const double expected = 1.0 - std::exp(-0.004 * (days - 30.0 + 30.0 * std::exp(1.5)));
  CAPTURE(agreed);
  CAPTURE(expected);
  CHECK(std::abs(agreed - expected) < 4.0 * std::sqrt(expected * (1.0 - expected) / kReplications));
}
