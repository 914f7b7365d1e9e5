#include "talks/challenge.h"

#include "base/testing/property.h"
#include "talks/emission_example.h"
#include "talks/settlement.h"

#include <cmath>
#include <string>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

constexpr std::size_t kNetherlands = 0, kBelgium = 1, kLuxembourg = 2, kGermany = 3, kFrance = 4, kItaly = 5,
                      kUk = 6, kIreland = 7, kDenmark = 8, kGreece = 9;

struct Quadrant {
  std::size_t view, other;
  int own, others;  // signs of what the viewer and the other expect to gain
};
// Figures 7 and 8 of Scholz, Calbert & Smith 2011, as plotted by Bueno de Mesquita 1994.
constexpr Quadrant kPlotted[] = {
    {kBelgium, kFrance, -1, 1},    {kBelgium, kItaly, -1, 1},       {kBelgium, kGermany, -1, 1},
    {kBelgium, kUk, -1, 1},        {kBelgium, kNetherlands, -1, 1}, {kBelgium, kDenmark, -1, 1},
    {kBelgium, kLuxembourg, 1, 1}, {kFrance, kGreece, -1, -1},      {kFrance, kDenmark, -1, -1},
    {kFrance, kGermany, -1, -1},   {kFrance, kNetherlands, -1, -1}, {kFrance, kIreland, 1, -1},
    {kFrance, kBelgium, 1, -1},    {kFrance, kLuxembourg, 1, -1}};

int matching_quadrants(const ChallengeRules& rules) {
  ChallengeState state = challenge_state(emission_example(), rules);
  state.risk = risk_exponents(state, rules);
  const SquareMatrix win = win_probability(state, rules.votes);
  int matching = 0;
  for (const Quadrant& q : kPlotted) {
    const double own = expected_utility(state, rules, win, q.view, q.other, state.risk[q.view]);
    const std::size_t whose = rules.view == ChallengeRules::View::own ? q.view : q.other;
    const double other = expected_utility(state, rules, win, q.other, q.view, state.risk[whose]);
    matching += own * q.own > 0.0 && other * q.others > 0.0 ? 1 : 0;
  }
  return matching;
}

double truncated(double value) {
  return std::floor(value * 10.0 + 1e-9) / 10.0;
}

// Table 2 of Scholz, Calbert & Smith 2011, p. 28.
constexpr double kMedian[] = {8.4, 9.9, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6};
constexpr double kMean[] = {7.4, 7.5, 7.6, 7.3, 7.3, 7.4, 7.5, 7.6};

int matching_medians(const std::vector<Round>& rounds) {
  int matching = 0;
  for (std::size_t t = 0; t < 8; ++t)
    matching += std::abs(truncated(rounds[t].median) - kMedian[t]) < 1e-9 ? 1 : 0;
  return matching;
}

IssueInputs arbitrary_issue() {
  IssueInputs issue;
  const auto n = *rc::gen::inRange<std::size_t>(1, 9);
  for (std::size_t i = 0; i < n; ++i) {
    issue.actor.push_back(i);
    issue.veto.push_back(false);
    issue.position.push_back(*rc::gen::inRange(0, 101));
    issue.salience.push_back(*rc::gen::inRange(1, 101));
    issue.influence.push_back(*rc::gen::inRange(1, 101));
  }
  return issue;
}

}  // namespace

TEST_CASE("risk exponents and expected utilities agree with an independent replication") {
  // A Python replication, round 1: risk exponents, and Belgium's and France's view of some others.
  const ChallengeRules rules;
  ChallengeState state = challenge_state(emission_example(), rules);
  state.risk = risk_exponents(state, rules);
  const double expected[] = {1.4057, 0.7542, 0.5089, 1.4057, 1.0465, 1.0465, 1.9649, 0.5, 2.0, 1.1121};
  for (std::size_t i = 0; i < 10; ++i) CHECK(state.risk[i] == doctest::Approx(expected[i]).epsilon(1e-4));
  const SquareMatrix win = win_probability(state, rules.votes);
  const auto view = [&](std::size_t i, std::size_t j, double own, double other) {
    CHECK(std::abs(expected_utility(state, rules, win, i, j, state.risk[i]) - own) < 1e-4);
    CHECK(std::abs(expected_utility(state, rules, win, j, i, state.risk[i]) - other) < 1e-4);
  };
  view(kBelgium, kUk, -0.6550, 0.2433);
  view(kBelgium, kDenmark, -0.8320, 0.2423);
  view(kFrance, kLuxembourg, 1.1460, -0.4425);
  view(kFrance, kGreece, -0.4103, -0.2057);
  view(kNetherlands, kUk, -2.0587, -1.6523);
}

TEST_CASE("all fourteen plotted quadrants come out") {
  CHECK(matching_quadrants({}) == 14);
}

TEST_CASE("the equations as printed give three of them and lose the table") {
  ChallengeRules literal;
  literal.votes = ChallengeRules::Votes::pair;
  CHECK(matching_quadrants(literal) == 1);  // eq. 31 alone
  literal.risk = ChallengeRules::Risk::own_utility;
  literal.view = ChallengeRules::View::other;
  CHECK(matching_quadrants(literal) == 3);
  const auto rounds = challenge_rounds(emission_example(), literal);
  // What they give: everybody at 10 after three rounds.
  CHECK(rounds[2].mean == doctest::Approx(10.0).epsilon(1e-3));
  CHECK(matching_medians(rounds) < 7);
}

TEST_CASE("the published table: medians in seven of eight rounds, means within 0.1 in all") {
  const auto rounds = challenge_rounds(emission_example(), {});
  REQUIRE(rounds.size() == 8);
  CHECK(matching_medians(rounds) == 7);
  for (std::size_t t = 0; t < 8; ++t) {
    CAPTURE(t);
    CHECK(std::abs(rounds[t].mean - kMean[t]) <= 0.1);
  }
  // An independent replication's positions after round 8, four decimals.
  const double last[] = {4.0, 9.6711, 8.8246, 4.0, 10.0, 10.0, 10.0, 8.8246, 4.0, 7.0};
  for (std::size_t i = 0; i < 10; ++i) CHECK(std::abs(rounds[7].position[i] - last[i]) < 1e-4);
}

TEST_CASE("nobody leaves the span of positions, and scale and origin do not matter") {
  check_property("challenge invariants", [] {
    const IssueInputs issue = arbitrary_issue();
    const auto rounds = challenge_rounds(issue, {});
    const auto [low, high] = std::minmax_element(issue.position.begin(), issue.position.end());
    for (const Round& round : rounds)
      for (const double position : round.position)
        RC_ASSERT(position >= *low - 1e-9 && position <= *high + 1e-9);
    IssueInputs doubled = issue;
    for (double& influence : doubled.influence) influence *= 4.0;
    const auto same = challenge_rounds(doubled, {});
    for (std::size_t t = 0; t < rounds.size(); ++t) RC_ASSERT(std::abs(rounds[t].mean - same[t].mean) < 1e-6);
  });
}

TEST_CASE("one actor, and actors who agree, stay where they are") {
  IssueInputs one;
  one.actor = {0};
  one.veto = {false};
  one.position = {30.0};
  one.salience = {50.0};
  one.influence = {1.0};
  CHECK(challenge_rounds(one, {}).back().median == 30.0);
  IssueInputs same = one;
  for (int i = 0; i < 4; ++i) {
    same.actor.push_back(same.actor.size());
    same.veto.push_back(false);
    same.position.push_back(30.0);
    same.salience.push_back(10.0);
    same.influence.push_back(2.0);
  }
  CHECK(challenge_rounds(same, {}).back().mean == 30.0);
}

TEST_CASE("a run says whether it settled, goes round or was cut off") {
  // Two equals at the ends: neither expects to gain from a challenge, so that the first round changes
  // nothing.
  IssueInputs pair;
  for (const double position : {0.0, 100.0}) {
    pair.actor.push_back(pair.actor.size());
    pair.veto.push_back(false);
    pair.position.push_back(position);
    pair.salience.push_back(50.0);
    pair.influence.push_back(1.0);
  }
  ChallengeRules rules;
  rules.rounds = 100;
  rules.settled = 1e-3;
  const ChallengeRun still = challenge_run(pair, rules);
  CHECK(still.end == RoundsEnd::settled);
  CHECK(still.rounds.size() == still.found_in_round);
  CHECK(how_it_ended(still).end == RoundsEnd::settled);
  CHECK(how_it_ended(still).round == 1);
  rules.rounds = 1;
  rules.settled = 0.0;
  CHECK(challenge_run(emission_example(), rules).end == RoundsEnd::cap);
  CHECK(how_it_ended(challenge_run(emission_example(), rules)).end == RoundsEnd::cap);
  CHECK(how_it_ended(challenge_run(emission_example(), rules)).rounds == 1);
}

TEST_CASE("what is called a cycle repeats, and what is called settled stays") {
  check_property("ends", [] {
    const IssueInputs issue = arbitrary_issue();
    ChallengeRules rules;
    rules.rounds = 60;
    const ChallengeRun run = challenge_run(issue, rules);  // equal to the last digit: runs all its rounds
    RC_ASSERT(run.rounds.size() == 60);
    if (run.end == RoundsEnd::cap) return;
    const std::size_t turn = run.end == RoundsEnd::settled ? 1 : run.cycle;
    for (std::size_t t = run.found_in_round - 1; t + turn < run.rounds.size(); ++t)
      for (std::size_t i = 0; i < issue.size(); ++i)
        RC_ASSERT(run.rounds[t].position[i] == run.rounds[t + turn].position[i]);
    ChallengeRules stopping = rules;
    stopping.settled = 1e-12;
    RC_ASSERT(challenge_run(issue, stopping).rounds.size() <= run.found_in_round);
  });
}
