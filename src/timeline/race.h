// Which plan of a cell is best, with as few replications as possible.
//
// A plan is worth the share of scenarios in which it keeps the red lines of all who decide, each counted by
// how likely that is given the breaks seen (Judge::likely_score). Rounds of more and more scenarios, the same
// for every plan; a plan is dropped when the leader beats it beyond doubt. The
// test is exact and paired (sign test on scenarios that one plan keeps and the other does not), with its
// error split over all pairs of plans and rounds, so that in 1 - error of all races no plan better than the
// winner by the race's own judgement has been dropped as beaten. Plans that a spent budget stops are counted
// apart: set aside, not proven worse. (Races: Maron & Moore 1994; Birattari et al. 2002.)
//
// With a margin, a plan that is worse by no more than it is not dropped; and where the budget does not carry
// all that lie within it, those that a staff would rather write stay.
#pragma once

#include "timeline/judge.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace handover::timeline {

struct RaceOptions {
  std::uint32_t first_scenarios = 16;
  std::uint32_t most_scenarios = 128;
  std::uint32_t replications = 20;  // in each scenario
  std::uint64_t budget = 1u << 30;  // replications that this race may simulate
  double error = 0.05;
  double margin = 0.0;  // differences of the score up to this decide nothing
  // [plan handed in] lower is rather written, whatever its score; empty: all alike.
  std::vector<std::size_t> preference = {};
};

struct RaceResult {
  std::size_t winner = 0;  // index into the plans handed in
  // Those that were still in the race at its end, the winner first, and what they did in it.
  std::vector<std::size_t> finalists;
  std::vector<PlanTally> tallies;
  std::size_t beaten = 0, set_aside = 0;
  std::uint64_t replications_used = 0;
  std::uint32_t scenarios = 0;  // that the winner was judged on
  double winner_score = 0.0;    // flattered: report fresh figures instead
};

// Several races side by side live the days that their plans have in common once: all races' plans are
// simulated together, round by round.
//
//   while (race.next_round()) { simulate race.running() up to race.scenarios(); race.judge_round(); }
class Race {
 public:
  // `plans`: evaluator indices, not empty. The evaluator must outlive it.
  Race(const Evaluator& evaluator, std::span<const std::size_t> plans, const RaceOptions& options);
  ~Race();
  Race(Race&&) noexcept;
  Race& operator=(Race&&) noexcept;

  // Sets aside whom the budget no longer carries; false when the race is over.
  bool next_round();
  std::uint32_t scenarios() const;  // that each plan in the race meets by the end of this round
  struct Running {
    std::size_t plan = 0;  // evaluator index
    PlanTally* tally = nullptr;
  };
  std::vector<Running> running();
  void judge_round();
  RaceResult result();  // once

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// One race, on the calling thread.
RaceResult race(const Evaluator& evaluator, std::span<const std::size_t> plans, const RaceOptions& options);

}  // namespace handover::timeline
