#include "timeline/scenario_inputs.h"

#include "timeline/test_mission.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

// Two draws of a fitted model without memory: `rate` incidents a day in each of three zones.
simulate::Assessment laws_of(std::initializer_list<double> rates) {
  simulate::Assessment fitted;
  fitted.threat.streams = 1;
  fitted.threat.zones = 3;
  fitted.threat.kernels = 1;
  fitted.threat.neighbours.assign(9, 0.0);
  fitted.threat.patron_of_stream = {-1};
  for (const double rate : rates) {
    threat::ThreatDraw draw;
    draw.endemic.assign(3, rate);
    draw.season_sin = draw.season_cos = draw.neighbour_share = draw.dispersion = {0.0};
    draw.excitation = {0.0};
    draw.kernel_weight = {1.0};
    draw.kernel_decay = {0.5};
    draw.kernel_sum.assign(3, 0.0);
    draw.regime_off_factor = {1.0};
    fitted.threat.draws.push_back(draw);
  }
  talks::TalksDraw talks;
  talks.base[1][3] = 2.0 / 365.25;
  talks.base[1][static_cast<std::size_t>(TalksState::collapsed)] = 0.5 / 365.25;
  talks.base[1][static_cast<std::size_t>(TalksState::expelled)] = 0.25 / 365.25;
  fitted.talks.draws = {talks};
  partner::PartnerDraw partner;
  partner.level = {0.3, -0.2, 1.0};
  partner.alone = 0.25;
  fitted.partner.draws = {partner};
  return fitted;
}

}  // namespace

TEST_CASE(
    "scenarios are told apart by their assumptions and by what their draws of the fitted models "
    "expect") {
  Mission mission = test_mission();
  mission.assumptions = {{.key = "adversary_waiting", .range = {-0.6, -0.2, 0.1}, .unit = "log rate ratio"}};
  const auto fitted = laws_of({0.1, 0.2});
  const ScenarioInputs inputs(mission, fitted);
  REQUIRE(inputs.list().size() == 8);
  CHECK(inputs.list()[0].key == "adversary_waiting");
  CHECK(inputs.list()[0].kind == InputKind::assumption);
  CHECK_FALSE(inputs.list()[0].of_attacks);
  CHECK(inputs.list()[1].key.empty());
  CHECK(inputs.list()[1].of_attacks);
  for (const std::uint32_t draw : {0U, 1U}) {
    const auto row = inputs.of({.id = 7, .threat_draw = draw, .assumption = {-0.4}});
    REQUIRE(row.size() == inputs.list().size());
    CHECK(row[0] == -0.4);
    CHECK(row[1] == doctest::Approx(3 * 0.1 * (1 + draw) * 365.25 / 12));  // zones x rate x days of a month
    CHECK(row[2] == doctest::Approx(2.0));                                 // agreements a year in session
    CHECK(row[4] == doctest::Approx(0.5));                                 // collapses
    CHECK(row[5] == doctest::Approx(0.25));                                // expulsions
    CHECK(row[6] == talks::chance_late(talks::TalksDraw{}.slip, false, kDaysPerYear, 0.0));
    CHECK(row[7] == 2.0);  // of three levels two lie above the threshold
  }
}

TEST_CASE("the level of attacks today is that under the war abroad and the talks of the as-of date") {
  // A patron whose militias are quiet at first and start again at a rate that a war trebles and talks halve.
  Mission mission = test_mission();
  auto fitted = laws_of({0.1});
  fitted.threat.patrons = 1;
  fitted.threat.patron_of_stream = {0};
  threat::ThreatDraw& draw = fitted.threat.draws[0];
  draw.regime = {{.off_to_on = 0.01, .war_abroad_on_factor = 3.0, .talks_on_factor = 0.5}};
  draw.regime_on = {0.0};
  draw.regime_off_factor = {0.0};
  const auto level = [&] { return ScenarioInputs(mission, fitted).of({.id = 1})[0]; };
  const auto expected = [](double turn_on_rate) {
    double days_on = 0.0;
    for (int day = 1; day <= 90; ++day) days_on += 1.0 - std::exp(-turn_on_rate * day);
    return 3 * 0.1 * days_on * 365.25 / 12 / 90;
  };
  CHECK(level() == doctest::Approx(expected(0.01)));
  fitted.threat.war_abroad = true;
  CHECK(level() == doctest::Approx(expected(0.03)));
  fitted.threat.talks_in_session = true;
  CHECK(level() == doctest::Approx(expected(0.015)));
}

TEST_CASE("scenarios are told apart by where a background drifts, too") {
  const Mission mission = test_mission();
  auto fitted = laws_of({0.1, 0.1});
  fitted.threat.draws[0].drift.assign(6, 1.0);
  fitted.threat.draws[1].drift = {1.5, 1.5, 1.5, 2.0, 2.5, 3.0};
  const ScenarioInputs inputs(mission, fitted);
  REQUIRE(inputs.list().size() == 8);
  CHECK_FALSE(inputs.list()[0].lies_ahead);
  CHECK(inputs.list()[1].of_attacks);
  CHECK(inputs.list()[1].lies_ahead);
  const auto calm = inputs.of({.id = 1, .threat_draw = 0}), rising = inputs.of({.id = 2, .threat_draw = 1});
  CHECK(calm[0] == doctest::Approx(rising[0]));  // the same level today
  CHECK(calm[1] == doctest::Approx(1.0));
  CHECK(rising[1] == doctest::Approx(2.0));
}

TEST_CASE(
    "how deadly attacks are and how often patrons switch tell scenarios apart, and population means are "
    "known") {
  Mission mission = test_mission();
  mission.patrons = {{"neighbour", "The neighbour"}};
  auto fitted = laws_of({0.1, 0.1});
  fitted.threat.patrons = 1;
  for (std::size_t d = 0; d < 2; ++d) {
    threat::ThreatDraw& draw = fitted.threat.draws[d];
    draw.killed.resize(1);
    draw.killed[0][static_cast<std::size_t>(Victim::coalition)].zero = d == 0 ? 0.9 : 0.7;
    draw.regime = {{.off_to_on = 1.0 / 365.25, .on_to_off = (d == 0 ? 2.0 : 4.0) / 365.25}};
    draw.regime_on = {0.0};
  }
  const ScenarioInputs inputs(mission, fitted);
  const auto of_kind = [&](InputKind kind) {
    const auto found = std::ranges::find(inputs.list(), kind, &ScenarioInput::kind);
    REQUIRE(found != inputs.list().end());
    return static_cast<std::size_t>(found - inputs.list().begin());
  };
  const auto first = inputs.of({.id = 1, .threat_draw = 0}), second = inputs.of({.id = 2, .threat_draw = 1});
  CHECK(first[of_kind(InputKind::stream_lethality)] == doctest::Approx(0.1));
  CHECK(second[of_kind(InputKind::stream_lethality)] == doctest::Approx(0.3));
  CHECK(first[of_kind(InputKind::patron_turns_on)] == doctest::Approx(1.0));
  CHECK(second[of_kind(InputKind::patron_turns_off)] == doctest::Approx(4.0));
  const InputPopulation population = inputs.population();
  REQUIRE(population.mean.size() == inputs.list().size());
  CHECK(population.mean[of_kind(InputKind::stream_lethality)] == doctest::Approx(0.2));
  CHECK(population.mean[of_kind(InputKind::patron_turns_off)] == doctest::Approx(3.0));
  CHECK(population.draws == 1);  // of the module with the fewest
}
