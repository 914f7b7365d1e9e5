// The clock of the talks: a continuous-time Markov chain over the states of the talks (Norris 1997, chapter
// 2-3), its transient distribution, hitting probabilities and mean times, and simulated paths.
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

// Chance of ever reaching `target` from each state, as a linear system over the states that can still move
// (Norris 1997, theorem 3.3.1).
StateVector hitting_probability(const RateMatrix& rates, TalksState target);

// Mean days until the first of `targets` (Norris 1997, theorem 3.3.3); infinity where it may never come.
StateVector mean_days_until(const RateMatrix& rates, std::span<const TalksState> targets);

// One path: the state entered at each time, by competing exponential clocks (Gillespie 1977). Stops at an end
// state or at `days`.
struct PathStep {
  double day = 0.0;
  TalksState state = TalksState::announced;
};
std::vector<PathStep> simulate_path(const RateMatrix& rates, TalksState start, double days,
                                    DrawCursor& cursor);

}  // namespace handover::talks
