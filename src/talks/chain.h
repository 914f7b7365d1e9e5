// The clock of the talks: a continuous-time Markov chain over the states of the talks (Norris 1997, chapter
// 2-3) and its transient distribution.
#pragma once

#include "base/random_stream.h"
#include "talks/fitted_model.h"

#include <array>
#include <span>
#include <vector>

namespace handover::talks {

using StateVector = std::array<double, kTalksStates>;
using RateMatrix = std::array<StateVector, kTalksStates>;  // off-diagonal rates per day; diagonal ignored

inline constexpr std::size_t index_of(TalksState state) {
  return static_cast<std::size_t>(state);
}
const char* name_of(TalksState state);

// Which moves the chain knows. Agreed, collapsed and expelled are ends: how long an agreement lasts is
// another question, with a record of its own (durability.h).
bool can_move(TalksState from, TalksState to);

// All rates of one draw under one input.
RateMatrix rates_of(const TalksDraw& draw, const TalksInput& input);

// p(t) = p(0) exp(Q t) for constant rates, by the Taylor series on steps short enough that it converges to
// the last bits. `days` >= 0.
StateVector after_days(const StateVector& start, const RateMatrix& rates, double days);

}  // namespace handover::talks
