// What the chain of the talks does in the long run, by other ways than the program's own: linear systems and
// simulated paths. For the tests only.
#pragma once

#include "base/random_stream.h"
#include "talks/chain.h"

#include <span>
#include <vector>

namespace handover::talks {

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
