#include "talks/chain.h"

#include "base/testing/property.h"
#include "numerics/statistics.h"
#include "talks/testing/chain_solutions.h"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

constexpr auto kA = index_of(TalksState::announced), kI = index_of(TalksState::in_session),
               kS = index_of(TalksState::suspended), kG = index_of(TalksState::agreed),
               kC = index_of(TalksState::collapsed), kX = index_of(TalksState::expelled);

RateMatrix example() {
  RateMatrix rates{};
  rates[kA][kI] = 0.01;
  rates[kA][kC] = 0.001;
  rates[kI][kS] = 0.02;
  rates[kI][kG] = 0.005;
  rates[kI][kC] = 0.002;
  rates[kI][kX] = 0.0005;
  rates[kS][kI] = 0.03;
  rates[kS][kC] = 0.004;
  rates[kS][kX] = 0.001;
  return rates;
}

}  // namespace

TEST_CASE("a chain with one move has an exponential distribution") {
  RateMatrix rates{};
  rates[kI][kG] = 0.013;
  StateVector start{};
  start[kI] = 1.0;
  for (const double days : {0.0, 1.0, 30.0, 365.0, 5000.0}) {
    CAPTURE(days);
    const auto p = after_days(start, rates, days);
    CHECK(p[kI] == doctest::Approx(std::exp(-0.013 * days)).epsilon(1e-12));
    CHECK(p[kG] == doctest::Approx(1.0 - std::exp(-0.013 * days)).epsilon(1e-12));
  }
}

TEST_CASE("two states that alternate follow the closed form of Norris 1997, example 2.1.1") {
  RateMatrix rates{};
  rates[kI][kS] = 0.02;
  rates[kS][kI] = 0.03;
  StateVector start{};
  start[kI] = 1.0;
  for (const double days : {1.0, 10.0, 100.0}) {
    const double expected = 0.03 / 0.05 + 0.02 / 0.05 * std::exp(-0.05 * days);
    CHECK(after_days(start, rates, days)[kI] == doctest::Approx(expected).epsilon(1e-12));
  }
}

TEST_CASE("hitting probabilities and mean times agree with first-step analysis by hand") {
  const RateMatrix rates = example();
  // h_I = (0.02 h_S + 0.005) / 0.0275, h_S = 0.03 h_I / 0.035.
  const double h_i = 0.005 / (0.0275 - 0.02 * 0.03 / 0.035);
  const auto h = hitting_probability(rates, TalksState::agreed);
  CHECK(h[kI] == doctest::Approx(h_i).epsilon(1e-12));
  CHECK(h[kS] == doctest::Approx(0.03 / 0.035 * h_i).epsilon(1e-12));
  CHECK(h[kA] == doctest::Approx(0.01 / 0.011 * h_i).epsilon(1e-12));
  CHECK(h[kG] == 1.0);
  CHECK(h[kC] == 0.0);
  // m_I = (1 + 0.02 m_S) / 0.0275, m_S = (1 + 0.03 m_I) / 0.035.
  const double m_i = (1.0 / 0.0275 + 0.02 / 0.0275 / 0.035) / (1.0 - 0.02 / 0.0275 * 0.03 / 0.035);
  const TalksState ends[] = {TalksState::agreed, TalksState::collapsed, TalksState::expelled};
  const auto m = mean_days_until(rates, ends);
  CHECK(m[kI] == doctest::Approx(m_i).epsilon(1e-12));
  CHECK(m[kG] == 0.0);
  // Agreement alone may never come.
  const TalksState agreed[] = {TalksState::agreed};
  CHECK(mean_days_until(rates, agreed)[kI] == std::numeric_limits<double>::infinity());
}

TEST_CASE("the transient distribution ends in the hitting probabilities") {
  const RateMatrix rates = example();
  StateVector start{};
  start[kA] = 1.0;
  const auto late = after_days(start, rates, 20000.0);
  for (const TalksState end : {TalksState::agreed, TalksState::collapsed, TalksState::expelled})
    CHECK(late[index_of(end)] == doctest::Approx(hitting_probability(rates, end)[kA]).epsilon(1e-9));
}

TEST_CASE("simulated paths agree with the linear solve and the transient distribution") {
  // 20,000 paths; tolerance: four binomial standard errors.
  const RateMatrix rates = example();
  const int paths = 20'000;
  int agreed = 0, suspended_at_60 = 0;
  double time_to_end = 0.0;
  for (int i = 0; i < paths; ++i) {
    DrawCursor cursor({Seed{5}, static_cast<std::uint32_t>(i), 0, Purpose::test}, 0);
    const auto path = simulate_path(rates, TalksState::in_session, 1e9, cursor);
    agreed += path.back().state == TalksState::agreed ? 1 : 0;
    time_to_end += path.back().day / paths;
    TalksState at_60 = TalksState::in_session;
    for (const PathStep& step : path)
      if (step.day <= 60.0) at_60 = step.state;
    suspended_at_60 += at_60 == TalksState::suspended ? 1 : 0;
  }
  const auto close = [&](int count, double truth) {
    return std::abs(count / double{paths} - truth) < 4.0 * std::sqrt(truth * (1.0 - truth) / paths);
  };
  CHECK(close(agreed, hitting_probability(rates, TalksState::agreed)[kI]));
  StateVector start{};
  start[kI] = 1.0;
  CHECK(close(suspended_at_60, after_days(start, rates, 60.0)[kS]));
  const TalksState ends[] = {TalksState::agreed, TalksState::collapsed, TalksState::expelled};
  CHECK(time_to_end == doctest::Approx(mean_days_until(rates, ends)[kI]).epsilon(0.03));
}

TEST_CASE("probabilities stay probabilities and steps compose, for any rates") {
  check_property("Chapman-Kolmogorov", [] {
    RateMatrix rates{};
    for (std::size_t i = 0; i < kTalksStates; ++i)
      for (std::size_t j = 0; j < kTalksStates; ++j)
        if (can_move(static_cast<TalksState>(i), static_cast<TalksState>(j)))
          rates[i][j] = *rc::gen::inRange(0, 3000) / 1000.0;
    const double first = *rc::gen::inRange(0, 200) / 10.0, second = *rc::gen::inRange(0, 200) / 10.0;
    StateVector start{};
    start[*rc::gen::inRange<std::size_t>(0, kTalksStates)] = 1.0;
    const auto direct = after_days(start, rates, first + second);
    const auto composed = after_days(after_days(start, rates, first), rates, second);
    double sum = 0.0;
    for (std::size_t i = 0; i < kTalksStates; ++i) {
      RC_ASSERT(direct[i] > -1e-12);
      RC_ASSERT(std::abs(direct[i] - composed[i]) < 1e-10);
      sum += direct[i];
    }
    RC_ASSERT(std::abs(sum - 1.0) < 1e-10);
  });
}

TEST_CASE("rates respond to what happened, and only where they should") {
  TalksDraw draw;
  draw.base = example();
  draw.suspend_per_death = std::log(2.0);
  draw.agree_near_deadline = std::log(3.0);
  draw.agree_per_gap = -1.0;
  draw.expel_per_strike = 0.5;
  TalksInput calm, hot;
  hot.coalition_deaths_30_days = 3.0;
  hot.mandate_end_near = hot.election_near = true;
  hot.gap = 0.5;
  hot.strikes_on_host_soil_30_days = 2.0;
  const auto before = rates_per_day(draw, TalksState::in_session, calm);
  const auto after = rates_per_day(draw, TalksState::in_session, hot);
  CHECK(after[kS] == doctest::Approx(8.0 * before[kS]));
  CHECK(after[kG] == doctest::Approx(3.0 * std::exp(-0.5) * before[kG]));  // two deadlines count once
  CHECK(after[kX] == doctest::Approx(std::exp(1.0) * before[kX]));
  CHECK(after[kC] == doctest::Approx(before[kC]));
  CHECK(rates_per_day(draw, TalksState::suspended, hot)[kI] == doctest::Approx(draw.base[kS][kI]));
  for (const double rate : rates_per_day(draw, TalksState::agreed, hot)) CHECK(rate == 0.0);
}

TEST_CASE("an announced meeting brings talks into session and to agreement, and nothing else") {
  TalksDraw draw;
  draw.base = example();
  draw.near_meeting = std::log(4.0);
  TalksInput calm, near;
  near.meeting_near = true;
  for (const TalksState state : {TalksState::announced, TalksState::in_session, TalksState::suspended}) {
    const auto before = rates_per_day(draw, state, calm), after = rates_per_day(draw, state, near);
    const TalksState moved = state == TalksState::in_session ? TalksState::agreed : TalksState::in_session;
    for (std::size_t to = 0; to < kTalksStates; ++to)
      CHECK(after[to] == doctest::Approx(to == index_of(moved) ? 4.0 * before[to] : before[to]));
  }
}

TEST_CASE("rates stay numbers whatever happens") {
  TalksDraw draw;
  for (auto& row : draw.base) row.fill(0.01);
  draw.suspend_per_death = 2.0;
  draw.suspend_per_strike = 2.0;
  draw.expel_per_strike = 2.0;
  TalksInput input;
  input.coalition_deaths_30_days = 10'000;
  input.strikes_on_host_soil_30_days = 10'000;
  for (const double rate : rates_per_day(draw, TalksState::in_session, input)) {
    CHECK(std::isfinite(rate));
    CHECK(rate < 1e5);
  }
}
