// Which plan of a cell is best, with as few replications as possible.
//
// A plan is worth the share of scenarios in which it keeps the red lines of all who decide. Rounds of more
// and more scenarios, the same for every plan; a plan is dropped when the leader beats it beyond doubt. The
// test is exact and paired (sign test on scenarios that one plan keeps and the other does not), with its
// error split over all pairs of plans and rounds, so that in 1 - error of all races no plan better than the
// winner by the race's own judgement has been dropped as beaten. Plans that a spent budget stops are counted
// apart: set aside, not proven worse. (Races: Maron & Moore 1994; Birattari et al. 2002.)
#pragma once

#include "timeline/judge.h"

#include <cstdint>
#include <span>
#include <vector>

namespace handover::timeline {

struct RaceOptions {
  std::uint32_t first_scenarios = 16;
  std::uint32_t most_scenarios = 128;
  std::uint32_t replications = 20;  // in each scenario
  std::uint64_t budget = 1u << 30;  // replications that this race may simulate
  double error = 0.05;
};

struct RaceResult {
  std::size_t winner = 0;  // index into the plans handed in
  std::size_t beaten = 0, set_aside = 0;
  std::uint64_t replications_used = 0;
  std::uint32_t scenarios = 0;  // that the winner was judged on
  double winner_score = 0.0;    // flattered: report fresh figures instead
};

// `plans`: evaluator indices. Runs on the calling thread.
RaceResult race(const Evaluator& evaluator, std::span<const std::size_t> plans, const RaceOptions& options);

}  // namespace handover::timeline
