// Results of many plans on the same scenarios and random draws, and what can be read off them.
#pragma once

#include "timeline/evaluator.h"

#include <cstdint>
#include <span>
#include <vector>

namespace handover::timeline {

// The scenarios and replications that a stage of the search uses. Stages use ranges that do not overlap.
struct DrawRange {
  std::uint32_t first_scenario = 0, first_replication = 0;
};
inline constexpr std::uint32_t kStageScenarios = 1'000'000;
inline constexpr DrawRange kRaceDraws{0, 0};
inline constexpr DrawRange kFinalDraws{kStageScenarios, kStageScenarios};
inline constexpr DrawRange kDetailDraws{2 * kStageScenarios, 2 * kStageScenarios};

struct PlanTally {
  std::vector<ScenarioTally> scenarios;  // in the order of the scenario ids
};

// Runs the plans in more scenarios until each tally holds `scenarios` of them, with `replications` in each;
// all tallies hold equally many before. Returns the number of replications simulated.
std::uint64_t extend_tallies(const Evaluator& evaluator, std::span<const std::size_t> plans,
                             const DrawRange& randomness, std::uint32_t scenarios, std::uint32_t replications,
                             std::span<PlanTally* const> tallies);

// The same on `threads` threads (0: one for each core), in parts of some scenarios and a dozen plans.
std::uint64_t extend_tallies_in_parts(const Evaluator& evaluator, std::span<const std::size_t> plans,
                                      const DrawRange& randomness, std::uint32_t scenarios,
                                      std::uint32_t replications, std::span<PlanTally* const> tallies,
                                      int threads);

}  // namespace handover::timeline
