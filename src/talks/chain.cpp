#include "talks/chain.h"

#include "numerics/maths.h"

#include <algorithm>
#include <cmath>

namespace handover::talks {
namespace {

constexpr std::size_t kSuspended = index_of(TalksState::suspended);
constexpr std::size_t kAgreed = index_of(TalksState::agreed);
constexpr std::size_t kCollapsed = index_of(TalksState::collapsed);
constexpr std::size_t kExpelled = index_of(TalksState::expelled);

double total_rate(const RateMatrix& rates, std::size_t state) {
  double total = 0.0;
  for (std::size_t j = 0; j < kTalksStates; ++j)
    if (j != state) total += rates[state][j];
  return total;
}

// The flow p Q.
StateVector flow(const StateVector& p, const RateMatrix& rates) {
  StateVector result{};
  for (std::size_t i = 0; i < kTalksStates; ++i) {
    for (std::size_t j = 0; j < kTalksStates; ++j) {
      if (i == j || rates[i][j] == 0.0) continue;
      result[j] += p[i] * rates[i][j];
      result[i] -= p[i] * rates[i][j];
    }
  }
  return result;
}

StateVector short_step(const StateVector& start, const RateMatrix& rates, double days) {
  StateVector sum = start, term = start;
  for (int n = 1; n <= 40; ++n) {
    term = flow(term, rates);
    double largest = 0.0;
    for (std::size_t i = 0; i < kTalksStates; ++i) {
      term[i] *= days / n;
      sum[i] += term[i];
      largest = std::max(largest, std::abs(term[i]));
    }
    if (largest < 1e-18) break;
  }
  return sum;
}

// How many times faster events make a move. More than this is the next day all the same, and a rate must stay
// a number: a thousand deaths in a month would otherwise make it infinite.
double response(double log_ratio) {
  constexpr double kMost = 12.0;
  return maths::exp(std::min(log_ratio, kMost));
}

}  // namespace

const char* name_of(TalksState state) {
  constexpr const char* kNames[kTalksStates] = {"announced", "in session", "suspended",
                                                "agreed",    "collapsed",  "expelled"};
  return kNames[index_of(state)];
}

bool can_move(TalksState from, TalksState to) {
  switch (from) {
    case TalksState::announced:
    case TalksState::suspended:
      return to == TalksState::in_session || to == TalksState::collapsed || to == TalksState::expelled;
    case TalksState::in_session:
      return to == TalksState::suspended || to == TalksState::agreed || to == TalksState::collapsed ||
             to == TalksState::expelled;
    default:
      return false;
  }
}

std::array<double, kTalksStates> rates_per_day(const TalksDraw& draw, TalksState state,
                                               const TalksInput& input) {
  std::array<double, kTalksStates> rates = draw.base[index_of(state)];
  const bool deadline = input.election_near || input.anniversary_near || input.mandate_end_near;
  rates[index_of(state)] = 0.0;
  if (state == TalksState::in_session) {
    rates[kSuspended] *= response(draw.suspend_per_death * input.coalition_deaths_30_days +
                                  draw.suspend_per_strike * input.strikes_on_host_soil_30_days);
    rates[kAgreed] *= response(draw.agree_per_gap * input.gap + (deadline ? draw.agree_near_deadline : 0.0) +
                               (input.meeting_near ? draw.near_meeting : 0.0));
  } else if (input.meeting_near) {
    rates[index_of(TalksState::in_session)] *= response(draw.near_meeting);
  }
  rates[kCollapsed] *= response(draw.collapse_per_gap * input.gap);
  rates[kExpelled] *= response(draw.expel_per_pressure * input.domestic_pressure +
                               draw.expel_per_strike * input.strikes_on_host_soil_30_days);
  return rates;
}

RateMatrix rates_of(const TalksDraw& draw, const TalksInput& input) {
  RateMatrix rates{};
  for (std::size_t i = 0; i < kTalksStates; ++i)
    rates[i] = rates_per_day(draw, static_cast<TalksState>(i), input);
  return rates;
}

StateVector after_days(const StateVector& start, const RateMatrix& rates, double days) {
  double fastest = 0.0;
  for (std::size_t i = 0; i < kTalksStates; ++i) fastest = std::max(fastest, total_rate(rates, i));
  const int steps = std::max(1, static_cast<int>(std::ceil(std::min(fastest * days, 1e6))));
  StateVector p = start;
  for (int s = 0; s < steps; ++s) p = short_step(p, rates, days / steps);
  return p;
}

}  // namespace handover::talks
