// The talks' chain, the slip, the ratings and the effects against closed forms. Tolerances: four standard
// errors of a share or a mean.
#include "simulate/sensitivity.h"
#include "simulate/test_scenarios.h"
#include "talks/chain.h"
#include "talks/durability.h"

#include <cmath>
#include <numbers>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::simulate;

namespace {

void check_share(double share, double expected, double n) {
  CAPTURE(share);
  CAPTURE(expected);
  CHECK(std::abs(share - expected) < 4.0 * std::sqrt(expected * (1.0 - expected) / n) + 1e-12);
}

template <class Use>
void for_each_replication(const Stage& stage, std::uint32_t replications, Use use, Switches off = {}) {
  const Simulator simulator(stage.mission, stage.assessment, stage.plan, {}, off);
  Session session(simulator);
  session.enter(only_scenario(stage), Seed{11});
  for (std::uint32_t f = 0; f < replications; ++f) use(session.run(f));
}

// One step from next month on, behind a gate that is looked at every hundred days.
void gate_only_step(Stage& stage, const Condition& condition) {
  Phase phase;
  phase.name = "only step";
  phase.after = posture_today(stage.mission);
  phase.earliest = plus_months(month_of(stage.mission.as_of), 1);
  phase.execution = Days{0};
  phase.gate.review_every = Days{100};
  phase.gate.all_of = {condition};
  stage.plan.phases = {phase};
}
std::optional<double> day_of_only_step(const Stage& stage) {
  std::optional<double> day;
  for_each_replication(stage, 1, [&](const Outcome& o) {
    if (o.phase_passed[0]) day = *o.phase_passed[0];
  });
  return day;
}

}  // namespace

TEST_CASE("deaths before the start weigh on the talks for as long as they count") {
  // Suspension comes only of deaths: at a rate of `hazard` in the two weeks in which they still count.
  Stage stage = bare_stage(1, 1, 6);
  talks::FittedTalks& fitted = stage.assessment.talks;
  constexpr double hazard = 0.08;
  fitted.state_at_as_of = TalksState::in_session;
  fitted.draws[0].base[1][2] = 0.001;
  fitted.draws[0].suspend_per_death = std::log(hazard / 0.001);
  fitted.still_counted.assign(14, {1.0, 0.0});
  constexpr std::uint32_t kReplications = 6000;
  double suspended_early = 0.0;
  for_each_replication(stage, kReplications, [&](const Outcome& o) {
    suspended_early += o.talks == TalksState::suspended ? 1.0 / kReplications : 0.0;
  });
  const double days = stage.mission.horizon_days();
  check_share(suspended_early, 1.0 - std::exp(-14.0 * hazard - (days - 14.0) * 0.001), kReplications);
}

TEST_CASE(
    "the talks reach each state with the chance of the matrix exponential, also when days hold many moves") {
  for (const double speed : {1.0, 60.0}) {
    CAPTURE(speed);
    Stage stage = bare_stage(1, 1, 6);
    auto& base = stage.assessment.talks.draws[0].base;
    base[0][1] = 0.03 * speed;
    base[1][2] = 0.02 * speed;
    base[2][1] = 0.04 * speed;
    base[1][3] = 0.004;
    base[1][4] = 0.001;
    base[2][5] = 0.002;
    std::array<double, kTalksStates> share{};
    constexpr std::uint32_t kReplications = 6000;
    double agreed_on = 0.0;
    for_each_replication(stage, kReplications, [&](const Outcome& o) {
      share[static_cast<std::size_t>(o.talks)] += 1.0 / kReplications;
      agreed_on += o.agreed_on.has_value() ? 1.0 / kReplications : 0.0;
    });
    const auto rates = talks::rates_of(stage.assessment.talks.draws[0], {});
    talks::StateVector start{};
    start[0] = 1.0;
    const auto expected = talks::after_days(start, rates, static_cast<double>(stage.mission.horizon_days()));
    for (std::size_t j = 0; j < kTalksStates; ++j) check_share(share[j], expected[j], kReplications);
    CHECK(agreed_on == doctest::Approx(share[static_cast<std::size_t>(TalksState::agreed)]));
  }
}

TEST_CASE("a scenario without a deal never agrees") {
  Stage stage = bare_stage(1, 1, 12);
  stage.assessment.talks.draws[0].base[0][1] = 1.0;
  stage.assessment.talks.draws[0].base[1][3] = 1.0;
  stage.assessment.talks.settlements = {{false, {}, 0.9}};
  for_each_replication(stage, 50, [](const Outcome& o) { CHECK(o.talks == TalksState::in_session); });
}

TEST_CASE("plans are undone without a trigger as often, and as long after their first step, as is assumed") {
  Stage stage = bare_stage(1, 1, 36);
  constexpr double chance = 0.3, delay = 60.0, within = 548.0;
  gate_only_step(stage, bench::condition(Observable::always, 0, Compare::at_least, 1.0, 0));
  stage.plan.phases.front().after.troops[0].value /= 2;
  assume(stage.mission, Effect::plan_undone_without_trigger, chance, chance, chance);
  assume(stage.mission, Effect::reversal_delay_days, delay, delay, delay);
  constexpr std::uint32_t kReplications = 6000;
  double undone = 0.0, days = 0.0, squares = 0.0;
  const Simulator simulator(stage.mission, stage.assessment, stage.plan);
  Session session(simulator);
  session.enter(only_scenario(stage), Seed{11});
  for (std::uint32_t f = 0; f < kReplications; ++f) {
    session.run(f);
    std::optional<std::int32_t> done, back;
    for (const Step& step : session.steps()) {
      if (step.kind == Step::Kind::reversed) {
        CHECK(!back);  // the plan ends with it
        back = step.day;
      } else if (step.kind == Step::Kind::completed) {
        CHECK(!done);
        done = step.day;
      }
    }
    if (!back) continue;
    undone += 1.0;
    days += *back - *done;
    squares += (*back - *done) * (*back - *done);
  }
  check_share(undone / kReplications, chance, kReplications);
  // Uniform over the time within which a plan is undone, then the way back.
  const double mean = days / undone, variance = squares / undone - mean * mean;
  CHECK(std::abs(mean - (within / 2.0 + delay)) < 4.0 * within / std::sqrt(12.0 * undone) + 1.0);
  CHECK(variance == doctest::Approx(within * within / 12.0).epsilon(0.1));
}

TEST_CASE("steps slip as the reference class does") {
  Stage stage = bare_stage(1, 1, 36);
  Phase phase;
  phase.name = "only step";
  phase.after = posture_today(stage.mission);
  phase.earliest = plus_months(month_of(stage.mission.as_of), 6);
  phase.execution = Days{60};
  phase.gate.all_of = {bench::condition(Observable::always, 0, Compare::at_least, 1.0, 0)};
  stage.plan.phases = {phase};
  talks::SlipDraw& slip = stage.assessment.talks.draws[0].slip;
  slip = {.late = -1.0,
          .early = -1.5,
          .case_sd = 0.0,
          .never = 0.3,
          .tail = 1.5,
          .on_day = 0.5,
          .before = 0.3,
          .before_days = 10.0,
          .early_share = 0.2};
  // Planned: day 184 (1 January 2025) + 60 = 244.
  constexpr std::uint32_t kReplications = 4000;
  double late = 0.0, very_late = 0.0, early = 0.0, on_the_day = 0.0;
  for_each_replication(stage, kReplications, [&](const Outcome& o) {
    const double day = o.phase_passed[0] ? *o.phase_passed[0] : 1e9;
    late += day > 274 ? 1.0 / kReplications : 0.0;
    very_late += day > 244 + 240 ? 1.0 / kReplications : 0.0;
    early += day < 214 ? 1.0 / kReplications : 0.0;
    on_the_day += day == 244 ? 1.0 / kReplications : 0.0;
  });
  const double chance_late = 1.0 / (1.0 + std::exp(1.0));
  const double chance_early = (1.0 - chance_late) / (1.0 + std::exp(1.5));
  // To the half day that rounding moves, at both ends.
  check_share(late, chance_late, kReplications);
  check_share(early, chance_early, kReplications);
  // Log of days late over 30 is exponential: eight months with chance exp(-log 8 / 1.5), or never.
  const double tail = 0.3 + 0.7 * std::exp(-std::log(8.0) / 1.5);
  check_share(very_late, chance_late * tail, kReplications);
  CHECK(on_the_day > 0.45 * (1.0 - chance_late - chance_early));
}

TEST_CASE("a gate that opened late is not delayed by the record a second time") {
  Stage stage = bare_stage(1, 1, 36);
  stage.mission.functions = {{"logistics", "Logistics"}};
  partner::PartnerDraw& p = stage.assessment.partner.draws[0];
  p.level = {-1.0};
  p.growth_per_year = {1.0};  // stands alone after a year of full mentoring
  p.decay_per_year = p.innovation_per_year = p.observation_noise = {0.0};
  p.alone = 0.0;
  stage.assessment.needs.table[0].mentoring = {1.0};
  gate_only_step(stage, bench::condition(Observable::function_stands_alone, 0, Compare::at_least, 0.5, 0));
  stage.plan.phases[0].gate.review_every = Days{1};
  // Always late, by 60 to 120 days: the gate alone is later than that.
  stage.assessment.talks.draws[0].slip = {.late = 50.0, .tail = 0.01};
  const std::optional<double> day = day_of_only_step(stage);
  REQUIRE(day.has_value());
  stage.assessment.talks.draws[0].slip = {};
  CHECK(*day == *day_of_only_step(stage));
  CHECK(*day > 300.0);
}

TEST_CASE("a signed plan waits for the agreement, a unilateral one for nobody") {
  Stage stage = bare_stage(1, 1, 12);
  gate_only_step(stage, bench::condition(Observable::always, 0, Compare::at_least, 1.0, 0));
  stage.assessment.talks.state_at_as_of = TalksState::in_session;
  stage.assessment.talks.draws[0].base[1][3] = 0.004;
  const std::optional<double> alone = day_of_only_step(stage);
  REQUIRE(alone.has_value());
  stage.plan.signature = {};
  constexpr std::uint32_t kReplications = 3000;
  double stepped = 0.0;
  for_each_replication(stage, kReplications, [&](const Outcome& o) {
    CHECK(o.phase_passed[0].has_value() == o.agreed_on.has_value());
    if (!o.phase_passed[0]) return;
    stepped += 1.0 / kReplications;
    CHECK(*o.phase_passed[0] == std::max<double>(*alone, *o.agreed_on));
  });
  check_share(stepped, 1.0 - std::exp(-0.004 * static_cast<double>(stage.mission.horizon_days())),
              kReplications);
}

TEST_CASE("after the talks' ends the chain goes on as assumed") {
  // An agreement breaks at a rate that falls with its age, which the talks' history gives it; nothing renews
  // it.
  for (const int age : {0, 400}) {
    CAPTURE(age);
    Stage stage = bare_stage(1, 1, 24);
    stage.assessment.talks.state_at_as_of = TalksState::agreed;
    stage.assessment.talks.in_state_for = Days{age};
    assume(stage.mission, Effect::agreement_breaks_per_year, 0.3, 0.3, 0.3);
    constexpr std::uint32_t kReplications = 6000;
    double agreed = 0.0, expected = 0.0;
    for_each_replication(stage, kReplications, [&](const Outcome& o) {
      agreed += o.talks == TalksState::agreed ? 1.0 / kReplications : 0.0;
    });
    for (std::size_t day = 0; day < stage.mission.horizon_days(); ++day)
      expected += 0.3 / kDaysPerYear * talks::relative_break_rate(static_cast<double>(day) + age);
    // The rate is read once a week, so it changes up to six days late.
    CHECK(std::abs(agreed - std::exp(-expected)) < 0.012 + 3.5 * std::sqrt(0.25 / kReplications));
  }
  // Agreement, breach and renewal: each new agreement is young again, so more are down than at the mean rate.
  Stage stage = bare_stage(1, 1, 24);
  stage.assessment.talks.state_at_as_of = TalksState::agreed;
  stage.assessment.talks.draws[0].base[1][3] = 0.01;
  assume(stage.mission, Effect::agreement_breaks_per_year, 2.0, 2.0, 2.0);
  constexpr std::uint32_t kReplications = 2000;
  double agreed = 0.0;
  for_each_replication(stage, kReplications, [&](const Outcome& o) {
    agreed += o.talks == TalksState::agreed ? 1.0 / kReplications : 0.0;
  });
  const double down = 2.0 / kDaysPerYear, up = 0.01;
  CHECK(agreed < up / (up + down));
  CHECK(agreed > 0.2);
}

TEST_CASE("a host that asks back in time cancels the departure") {
  Stage stage = bare_stage(1, 1, 24);
  stage.mission.troops.push_back(
      {.actor = {}, .region = RegionId{0}, .known = {}, .low = 9, .best = 9, .high = 9});
  stage.mission.troops[0].known = {stage.mission.as_of, stage.mission.as_of, stage.mission.as_of, {}};
  Actor coalition;
  coalition.roles = {Role::coalition};
  stage.mission.actors = {coalition};
  stage.assessment.needs.table[0].posture = posture_today(stage.mission);
  stage.assessment.talks.state_at_as_of = TalksState::in_session;
  stage.assessment.talks.draws[0].base[1][5] = 0.05;
  assume(stage.mission, Effect::expulsion_days_to_leave, 200, 200, 200);
  const auto share_gone = [&] {
    double gone = 0.0;
    for_each_replication(stage, 1000, [&](const Outcome& o) {
      gone += o.metric[static_cast<std::size_t>(Metric::troops_at_end)] == 0.0F ? 0.001 : 0.0;
    });
    return gone;
  };
  CHECK(share_gone() > 0.99);
  assume(stage.mission, Effect::expelled_asked_back_per_year, 4.0, 4.0, 4.0);
  stage.assessment.talks.draws[0].base[1][5] = 0.002;
  const double asked_back = share_gone();
  CHECK(asked_back < 0.5);
  CHECK(asked_back > 0.02);
}

TEST_CASE(
    "guests that were thrown out before the as-of date leave when their days are over, or by the host's own "
    "day") {
  Stage stage = bare_stage(1, 1, 24);
  stage.mission.troops.push_back(
      {.actor = {}, .region = RegionId{0}, .known = {}, .low = 9, .best = 9, .high = 9});
  stage.mission.troops[0].known = {stage.mission.as_of, stage.mission.as_of, stage.mission.as_of, {}};
  Actor coalition;
  coalition.roles = {Role::coalition};
  stage.mission.actors = {coalition};
  stage.assessment.needs.table[0].posture = posture_today(stage.mission);
  stage.assessment.talks.state_at_as_of = TalksState::expelled;
  stage.assessment.talks.in_state_for = Days{40};
  const auto days_gone_early = [&] {
    double early = 0.0;
    for_each_replication(stage, 20, [&](const Outcome& o) {
      early += o.metric[static_cast<std::size_t>(Metric::presence_ended_by_days)] / 20.0;
    });
    return early;
  };
  assume(stage.mission, Effect::expulsion_days_to_leave, 200, 200, 200);
  const double by_days = days_gone_early();
  CHECK(by_days == doctest::Approx(160.0).epsilon(0.02));  // 200 days after the expulsion, 40 of them gone
  CalendarDay last;
  last.kind = CalendarKind::deadline;
  last.known = {stage.mission.as_of + std::chrono::days{300},
                stage.mission.as_of + std::chrono::days{300},
                stage.mission.as_of,
                {}};
  stage.mission.calendar = {last};
  CHECK(days_gone_early() == doctest::Approx(300.0).epsilon(0.02));
  stage.assessment.talks.state_at_as_of = TalksState::in_session;  // a day that is named throws nobody out
  CHECK(days_gone_early() != doctest::Approx(300.0).epsilon(0.02));
}

TEST_CASE("a strike in another country is none on host soil") {
  Stage stage = bare_stage(17, 1, 12);  // zone 16 lies abroad
  stage.mission.streams[0].kind = StreamKind::coalition_strike;
  auto& endemic = stage.assessment.threat.draws[0].endemic;
  std::fill(endemic.begin(), endemic.end(), 0.0);
  endemic[0] = 0.1;
  endemic[16] = 0.2;
  const auto strikes = [&] {
    double sum = 0.0;
    for_each_replication(stage, 400, [&](const Outcome& o) {
      sum += o.metric[static_cast<std::size_t>(Metric::strikes_on_host_soil)] / 400.0;
    });
    return sum;
  };
  const double all = strikes(), days = static_cast<double>(stage.mission.horizon_days());
  CHECK(std::abs(all - 0.3 * days) < 4.0 * std::sqrt(0.3 * days / 400.0));
  stage.mission.regions[2].host_soil = false;
  const double on_host_soil = strikes();
  CHECK(std::abs(on_host_soil - 0.1 * days) < 4.0 * std::sqrt(0.1 * days / 400.0));
}

TEST_CASE("a gate that must have held from before the start reads the record of daily counts") {
  Stage stage = bare_stage(1, 1, 12);
  stage.assessment.threat.draws[0].endemic = {0.0};
  gate_only_step(stage, bench::condition(Observable::attacks_per_month, 0, Compare::at_most, 2.0, 60));
  const auto passes_on = [&](std::vector<int> record) {
    stage.assessment.threat.recent_days = {std::move(record)};
    return day_of_only_step(stage);
  };
  const std::optional<double> quiet = passes_on(std::vector<int>(150, 0));
  REQUIRE(quiet.has_value());
  CHECK(*quiet < 40.0);                                         // at the first review
  CHECK(passes_on({}) == *quiet + 100.0);                       // no record: at the next one
  CHECK(passes_on(std::vector<int>(50, 0)) == *quiet + 100.0);  // too short a record to tell
  std::vector<int> attacked(150, 0);
  attacked[10] = 30;  // ten days before the start: 10 a month over the 90 days that a gate looks at
  CHECK(passes_on(attacked) == *quiet + 200.0);  // by the second review it has not held for long enough
}

TEST_CASE("a gate on deaths in the last ninety days reads the record before the start") {
  Stage stage = bare_stage(1, 1, 12);
  stage.assessment.threat.draws[0].endemic = {0.0};
  stage.mission.streams[0].on_coalition = true;
  const auto passes_on = [&](int held, std::size_t recorded_days, int days_ago, int killed,
                             int unpublished = 0) {
    gate_only_step(stage,
                   bench::condition(Observable::coalition_deaths_90_days, 0, Compare::at_most, 2.0, held));
    stage.assessment.threat.recent_days = {std::vector<int>(recorded_days, 0)};
    stage.assessment.threat.unpublished = {unpublished};
    DailyCount row{.stream = StreamId{0}, .zone = ZoneId{0}, .known = {}, .count = 1};
    row.known.from = row.known.to = stage.mission.as_of - std::chrono::days(days_ago);
    row.killed[static_cast<std::size_t>(Victim::coalition)] = killed;
    stage.mission.daily_counts = {row};
    return day_of_only_step(stage);
  };
  const std::optional<double> first = passes_on(0, 150, 10, 0);
  REQUIRE(first.has_value());
  CHECK(*first < 40.0);  // at the first review
  // What must hold on the day.
  CHECK(passes_on(0, 150, 10, 5) == *first + 100.0);  // the dead of ten days before the start still count
  CHECK(passes_on(0, 150, 10, 2) == *first);          // no more than the gate allows
  CHECK(passes_on(0, 150, 80, 5) == *first);          // ninety days past at the review
  CHECK(passes_on(0, 50, 10, 5) == *first + 100.0);   // a short record still knows of them
  CHECK(passes_on(0, 0, 10, 5) == *first);            // no record of every day: counted from the start
  // The record ends 31 days before the start: the gate reads its last ninety days, as it reads attacks.
  CHECK(passes_on(0, 150, 80, 5, 31) == *first + 100.0);
  CHECK(passes_on(0, 150, 111, 5, 31) == *first);
  // What must have held for sixty days.
  CHECK(passes_on(60, 150, 10, 0) == *first);
  CHECK(passes_on(60, 150, 10, 5) == *first + 200.0);  // by the second review not for long enough
  CHECK(passes_on(60, 0, 10, 0) == *first + 100.0);    // no record: from the start on
  CHECK(passes_on(60, 100, 10, 0) == *first + 100.0);  // too short for ninety days before the sixty
}

TEST_CASE("gates read each stream's own newest record") {
  // The first stream is published to the day before the start, the second ends 31 days earlier.
  Stage stage = bare_stage(1, 2, 12);
  auto& fitted = stage.assessment.threat;
  fitted.draws[0].endemic = {0.0, 0.0};
  fitted.recent_days = {std::vector<int>(150, 0), std::vector<int>(150, 0)};
  fitted.unpublished = {0, 31};
  for (Stream& stream : stage.mission.streams) stream.on_coalition = true;
  const auto passes_on = [&](const Condition& condition, std::uint16_t stream, int days_ago) {
    gate_only_step(stage, condition);
    DailyCount row{.stream = StreamId{stream}, .zone = ZoneId{0}, .known = {}, .count = 1};
    row.known.from = row.known.to = stage.mission.as_of - std::chrono::days(days_ago);
    row.killed[static_cast<std::size_t>(Victim::coalition)] = 5;
    stage.mission.daily_counts = {row};
    return day_of_only_step(stage);
  };
  const Condition few_deaths =
      bench::condition(Observable::coalition_deaths_90_days, 0, Compare::at_most, 2.0, 0);
  const std::optional<double> first = passes_on(few_deaths, 0, 140);
  REQUIRE(first.has_value());
  CHECK(*first < 40.0);
  CHECK(passes_on(few_deaths, 0, 1) == *first + 100.0);   // yesterday's dead are known and count
  CHECK(passes_on(few_deaths, 1, 80) == *first + 100.0);  // 49 days before the end of that record
  // Days still to be published are not quiet days: 40 are known of the 71 since the last attack.
  stage.mission.patrons = {{"p", "Patron", {}}};
  for (Stream& stream : stage.mission.streams) stream.patron = PatronId{0};
  const auto quiet_for = [](double days) {
    return bench::condition(Observable::regime_off_days, 0, Compare::at_least, days, 0);
  };
  CHECK(passes_on(quiet_for(*first + 40.0), 1, 71) == *first);
  CHECK(passes_on(quiet_for(*first + 41.0), 1, 71) == *first + 100.0);
  CHECK(passes_on(quiet_for(*first + 71.0), 0, 71) == *first);
}

TEST_CASE("ratings at a gate have the ordered probit's shares") {
  Stage stage = bare_stage(1, 1, 3);
  stage.mission.functions = {{"logistics", "Logistics"}};
  partner::PartnerDraw& p = stage.assessment.partner.draws[0];
  p.level = {0.3};
  p.growth_per_year = p.decay_per_year = p.innovation_per_year = {0.0};
  p.observation_noise = {0.8};
  p.alone = 0.7;
  stage.assessment.needs.table[0].mentoring = {1.0};
  Phase phase;
  phase.after = posture_today(stage.mission);
  phase.earliest = month_of(stage.mission.as_of);
  phase.execution = Days{0};
  phase.gate.review_every = Days{1000};
  phase.gate.all_of = {bench::condition(Observable::function_stands_alone, 0, Compare::at_least, 0.5, 0)};
  stage.plan.phases = {phase};
  constexpr std::uint32_t kReplications = 6000;
  double passed = 0.0;
  for_each_replication(stage, kReplications,
                       [&](const Outcome& o) { passed += o.phase_passed[0] ? 1.0 / kReplications : 0.0; });
  // One rating: level + noise above the threshold.
  check_share(passed, normal_cdf((0.3 - 0.7) / 0.8), kReplications);
}

TEST_CASE("capability walks as its fitted model says") {
  Stage stage = bare_stage(1, 1, 12);
  stage.mission.functions = {{"fires", "Fires"}};
  partner::PartnerDraw& p = stage.assessment.partner.draws[0];
  p.level = {0.0};
  p.growth_per_year = {0.6};
  p.decay_per_year = {0.2};
  p.innovation_per_year = {0.5};
  p.observation_noise = {0.0};
  p.alone = 0.4;
  stage.assessment.needs.table[0].mentoring = {0.5};
  constexpr std::uint32_t kReplications = 6000;
  double alone = 0.0;
  for_each_replication(stage, kReplications, [&](const Outcome& o) {
    alone += o.metric[static_cast<std::size_t>(Metric::functions_alone_at_end)] / kReplications;
  });
  // Twelve readings of thirty days within 365.
  const double years = 360.0 / 365.25;
  check_share(alone, normal_cdf((years * (0.5 * 0.6 - 0.5 * 0.2) - 0.4) / (0.5 * std::sqrt(years))),
              kReplications);
}

TEST_CASE("a shock and a war move the mean by what they are assumed to") {
  Stage stage = bare_stage(1, 1, 12);
  assume(stage.mission, Effect::regional_shocks_per_year, 1e-9, 1e-9, 1e-9);
  stage.mission.streams[0].kind = StreamKind::militia;
  stage.mission.streams[0].on_coalition = false;
  assume(stage.mission, Effect::war_abroad_starts_per_year, 2.0, 2.0, 2.0);
  assume(stage.mission, Effect::war_abroad_ends_per_year, 5.0, 5.0, 5.0);
  assume(stage.mission, Effect::militia_response_to_war_abroad, 0.7, 0.7, 0.7);
  // Two-state chain by day: E = 0.1 sum over days of 1 + P(war) (e^0.7 - 1).
  const double up = 1.0 - std::exp(-2.0 / 365.25), down = 1.0 - std::exp(-5.0 / 365.25);
  double war = 0.0, expected = 0.0;
  for (int d = 0; d < 365; ++d) {
    war += (1.0 - war) * up - war * down;
    expected += 0.1 * (1.0 + war * (std::exp(0.7) - 1.0));
  }
  stage.assessment.threat.draws[0].killed[0][static_cast<std::size_t>(Victim::civilians)] =
      bench::size_of(0.0, {1.0}, 2.5, 1);
  std::vector<double> killed;  // one each: counts the incidents
  for_each_replication(stage, 6000, [&](const Outcome& o) {
    killed.push_back(o.metric[static_cast<std::size_t>(Metric::civilians_killed)]);
  });
  const double error = std::sqrt(variance_of(killed) / 6000.0);
  CAPTURE(mean_of(killed));
  CAPTURE(expected);
  CHECK(std::abs(mean_of(killed) - expected) < 4.0 * error);
}

TEST_CASE("Saltelli's indices of the Ishigami function") {
  // Ishigami & Homma 1990 with a = 7, b = 0.1: S = 0.3139, 0.4424, 0; T = 0.5576, 0.4424, 0.2437 (Saltelli et
  // al. 2008, section 5.8).
  constexpr double kPi = std::numbers::pi;
  const auto ishigami = [](const std::array<double, 3>& u) {
    const double x = kPi * (2 * u[0] - 1), y = kPi * (2 * u[1] - 1), z = kPi * (2 * u[2] - 1);
    return std::sin(x) + 7.0 * std::sin(y) * std::sin(y) + 0.1 * std::pow(z, 4.0) * std::sin(x);
  };
  constexpr std::uint32_t kRows = 20'000;
  const RandomStream first(Seed{1}, 0, 0, Purpose::test), second(Seed{1}, 1, 0, Purpose::test);
  std::vector<double> a, b;
  std::vector<std::vector<double>> mixed(3);
  for (std::uint32_t r = 0; r < kRows; ++r) {
    std::array<double, 3> x, y;
    for (std::uint32_t i = 0; i < 3; ++i) {
      x[i] = first.uniform_at(r, i);
      y[i] = second.uniform_at(r, i);
    }
    a.push_back(ishigami(x));
    b.push_back(ishigami(y));
    for (std::size_t i = 0; i < 3; ++i) {
      auto one = x;
      one[i] = y[i];
      mixed[i].push_back(ishigami(one));
    }
  }
  const Indices indices = saltelli_indices(a, b, mixed, Seed{1}, 40);
  const double first_order[] = {0.3139, 0.4424, 0.0}, total[] = {0.5576, 0.4424, 0.2437};
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    CHECK(std::abs(indices.first[i].value - first_order[i]) < 0.04);
    CHECK(std::abs(indices.total[i].value - total[i]) < 0.02);
    CHECK(indices.total[i].interval.low < indices.total[i].interval.high);
  }
}
