#include "talks/talks.h"

#include "talks/chain.h"
#include "talks/history.h"
#include "talks/settlement.h"
#include "talks/table.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

Known on(Date date) {
  return {date, date, date, {}};
}

Mission empty_mission() {
  Mission mission;
  mission.title = "Test";
  mission.as_of = date_of(2024, 2, 13);
  mission.horizon_months = 36;
  return mission;
}

Position position_of(std::uint16_t actor, double low, double mode, double high) {
  Position position;
  position.actor = {actor};
  position.position = {low, mode, high};
  position.salience = {50, 80, 100};
  position.influence = {20, 50, 70};
  position.known = on(date_of(2024, 1, 1));
  return position;
}

// Two sides, one issue, talks opened, suspended and resumed; twelve past talks.
Mission small_mission() {
  Mission mission = empty_mission();
  mission.parties = {{"c", "Coalition", Side::coalition, true}, {"h", "Host", Side::host, true}};
  Actor coalition, host, faction;
  coalition.name = "Coalition";
  coalition.party = PartyId{0};
  host.name = "Host";
  host.party = PartyId{1};
  faction.name = "Faction";
  faction.answers_to = ActorId{1};
  mission.actors = {coalition, host, faction};
  Issue end;
  end.name = "mission end";
  end.low = 0;
  end.high = 36;
  end.reference_point = 36;
  mission.issues = {end};
  mission.positions = {position_of(0, 20, 28, 36), position_of(1, 6, 12, 18), position_of(2, 0, 0, 6)};
  for (const auto& [state, date] : {std::pair{TalksState::announced, date_of(2023, 8, 8)},
                                    std::pair{TalksState::in_session, date_of(2024, 1, 27)},
                                    std::pair{TalksState::suspended, date_of(2024, 1, 28)},
                                    std::pair{TalksState::in_session, date_of(2024, 2, 12)}})
    mission.sessions.push_back({state, "", on(date)});
  for (int i = 0; i < 12; ++i) {
    ReferenceCase past;
    past.kind = CaseKind::talks;
    past.started = date_of(2000 + i, 1, 1);
    past.actual = *past.started + std::chrono::days{200 + 20 * i};
    past.outcome = i % 4 == 0 ? "collapsed" : "agreed";
    past.suspensions = i % 3;
    past.days_suspended = 15.0 * past.suspensions;
    mission.reference_class.push_back(past);
  }
  return mission;
}

bool same_bits(const TalksDraw& a, const TalksDraw& b) {
  return a.base == b.base && a.slip == b.slip && a.suspend_per_death == b.suspend_per_death;
}

}  // namespace

TEST_CASE("an empty mission has a fitted model, with wide priors that say so") {
  const Mission mission = empty_mission();
  const FittedTalks fitted = assess_talks(mission, Seed{1}, 50);
  CHECK(fitted.draws.size() == 50);
  CHECK(fitted.settlements.size() == 50);
  CHECK(fitted.state_at_as_of == TalksState::announced);
  const TalksReport report = report_talks(mission, fitted);
  for (const RateReport& rate : report.rates) {
    CHECK(rate.basis == RateBasis::assumed);
    CHECK_FALSE(rate.reference_class);
  }
  for (const ResponseReport& response : report.responses) CHECK(response.off);
  CHECK_FALSE(report.slip_reference_class);
  CHECK(report.no_agreement.front().chance.mean <= 1.0);
  CHECK(report.notes.size() >= 3);
}

TEST_CASE("deaths and strikes before the as-of date count on until they leave the window") {
  Mission mission = small_mission();  // as of 13 February 2024
  Stream strikes;
  strikes.kind = StreamKind::coalition_strike;
  mission.streams = {Stream{}, strikes};
  mission.regions = {Region{}};
  mission.regions[0].host_soil = true;
  mission.zones = {Zone{}};
  DailyCount death, strike;
  death.known = on(date_of(2024, 1, 28));
  death.count = 1;
  death.killed[static_cast<std::size_t>(Victim::coalition)] = 3;
  strike.stream = StreamId{1};
  strike.known = on(date_of(2024, 2, 7));
  strike.count = 2;
  mission.daily_counts = {death, strike};
  const FittedTalks fitted = assess_talks(mission, Seed{1}, 1);
  REQUIRE(fitted.still_counted.size() == 30);
  CHECK(fitted.still_counted[13].coalition_deaths == 3.0);  // 26 February: the window holds 28 January
  CHECK(fitted.still_counted[14].coalition_deaths == 0.0);
  CHECK(fitted.still_counted[23].strikes_on_host_soil == 2.0);
  CHECK(fitted.still_counted[24].strikes_on_host_soil == 0.0);
}

TEST_CASE("a draw depends on its own address alone") {
  const Mission mission = small_mission();
  const FittedTalks few = assess_talks(mission, Seed{7}, 5);
  const FittedTalks many = assess_talks(mission, Seed{7}, 40);
  for (std::size_t i = 0; i < few.draws.size(); ++i) {
    CHECK(same_bits(few.draws[i], many.draws[i]));
    CHECK(few.settlements[i].terms == many.settlements[i].terms);
  }
  CHECK_FALSE(same_bits(few.draws[0], assess_talks(mission, Seed{8}, 1).draws[0]));
}

TEST_CASE("terms lie between the sides, and sides follow the chain of command") {
  const Mission mission = small_mission();
  const BargainTable table = table_of(mission);
  REQUIRE(table.actors.size() == 3);
  CHECK(table.actors[2].side == Side::host);
  const auto inputs = central_inputs(table);
  CHECK(weighted_mean(inputs[0]) == doctest::Approx((28.0 + 12.0 + 0.0) / 3.0));
  CHECK(gap_between_sides(table, inputs) == doctest::Approx((28.0 - 6.0) / 36.0));
  const TalksReport report = report_talks(mission, assess_talks(mission, Seed{1}, 200));
  REQUIRE(report.issues.size() == 1);
  CHECK(report.issues[0].terms.q05 > 5.0);
  CHECK(report.issues[0].terms.q95 < 25.0);
  CHECK(report.issues[0].terms.mean == doctest::Approx(14.0).epsilon(0.15));
  CHECK(report.gap.q50 == doctest::Approx(22.0 / 36.0).epsilon(0.15));
}

TEST_CASE("an issue on which one side is silent says so") {
  Mission mission = small_mission();
  mission.positions.erase(mission.positions.begin());
  const auto notes = report_talks(mission, assess_talks(mission, Seed{1}, 5)).notes;
  CHECK(std::any_of(notes.begin(), notes.end(),
                    [](const Note& note) { return note.kind == NoteKind::silent_coalition; }));
}

TEST_CASE("a veto refuses terms that are worse than no agreement") {
  Mission mission = small_mission();
  CHECK(report_talks(mission, assess_talks(mission, Seed{1}, 50)).chance_of_deal == 1.0);
  // The coalition wants no earlier end than the reference point and may refuse one.
  mission.positions[0] = position_of(0, 36, 36, 36);
  mission.positions[0].veto = true;
  CHECK(report_talks(mission, assess_talks(mission, Seed{1}, 50)).chance_of_deal == 0.0);
}

TEST_CASE("own sessions move the rates by the conjugate formula") {
  const Mission mission = small_mission();
  const TalksReport report = report_talks(mission, assess_talks(mission, Seed{1}, 10));
  CHECK(report.state == TalksState::in_session);
  CHECK(report.in_state_for.value == 1);
  for (const RateReport& rate : report.rates) {
    if (rate.from == TalksState::in_session && rate.to == TalksState::suspended) {
      CHECK(rate.cases == 12);
      CHECK(rate.events == 1.0);
      CHECK(rate.days == doctest::Approx(2.0));
      CHECK(rate.posterior.shape == doctest::Approx(rate.prior.shape + 1.0));
      CHECK(rate.posterior.rate == doctest::Approx(rate.prior.rate + 2.0));
    }
    if (rate.from == TalksState::announced && rate.to == TalksState::in_session) {
      CHECK(rate.days == doctest::Approx(172.0));
      CHECK(rate.basis == RateBasis::surprised);
    }
  }
}

TEST_CASE("days of deaths count with their rate ratio") {
  Mission mission = small_mission();
  CasualtyRecord record;
  record.victim = Victim::coalition;
  record.known = on(date_of(2024, 1, 28));
  record.killed = 3.0;
  mission.casualties = {record};
  Assumption response;
  response.key = "suspension_per_coalition_death";
  response.range = {std::log(2.0), std::log(2.0), std::log(2.0)};
  mission.assumptions = {response};
  CHECK(History(mission).on(date_of(2024, 2, 12)).coalition_deaths_30_days == 3.0);
  CHECK(History(mission).on(date_of(2024, 2, 28)).coalition_deaths_30_days == 0.0);
  const TalksReport report = report_talks(mission, assess_talks(mission, Seed{1}, 10));
  for (const RateReport& rate : report.rates) {
    // 27 January without deaths: 1 day; 12 February with three in the window: 2^3 days.
    if (rate.from == TalksState::in_session && rate.to == TalksState::suspended)
      CHECK(rate.days == doctest::Approx(9.0));
  }
}

TEST_CASE("the report's clock agrees with the mean over the fitted model's draws") {
  const Mission mission = small_mission();
  const FittedTalks fitted = assess_talks(mission, Seed{2}, 60);
  const TalksReport report = report_talks(mission, fitted);
  StateVector start{};
  start[index_of(TalksState::in_session)] = 1.0;
  double agreed = 0.0, suspended_30 = 0.0;
  for (const TalksDraw& draw : fitted.draws) {
    const RateMatrix rates = rates_of(draw, {});
    agreed += after_days(start, rates, static_cast<double>(mission.horizon_days()))[3] / 60.0;
    // With no responses the 30-day chance of a first suspension has a closed form: competing exponentials.
    double total = 0.0;
    for (const double rate : rates[1]) total += rate;
    suspended_30 += rates[1][2] / total * (1.0 - std::exp(-30.0 * total)) / 60.0;
  }
  CHECK(report.agreed.mean == doctest::Approx(agreed).epsilon(1e-9));
  CHECK(report.suspended_within_30_days.mean == doctest::Approx(suspended_30).epsilon(1e-9));
  double before = 1.0;
  for (const DayChance& point : report.no_agreement) {
    CHECK(point.chance.mean <= before + 1e-12);
    before = point.chance.mean;
  }
  CHECK(1.0 - before == doctest::Approx(report.agreed.mean));
}

TEST_CASE("what is known later does not count") {
  Mission mission = small_mission();
  const FittedTalks fitted = assess_talks(mission, Seed{1}, 3);
  // The loader drops such rows; the module must not look past the as-of date either.
  mission.sessions.push_back({TalksState::agreed, "", on(date_of(2024, 9, 27))});
  CHECK(same_bits(fitted.draws[2], assess_talks(mission, Seed{1}, 3).draws[2]));
}
