#include "timeline/tallies.h"

#include "base/parallel.h"

#include <algorithm>

namespace handover::timeline {
namespace {

// Plans that go through the same replications together, so that they live the days they have in common once.
constexpr std::size_t kShared = 64;
// Scenarios that one thread takes at a time.
constexpr std::size_t kScenariosAtATime = 4;

// Empty tallies for the scenarios that are still wanted.
struct NewScenarios {
  std::uint32_t first = 0;                        // of the new scenarios
  std::size_t scenarios = 0;                      // new ones
  std::vector<std::span<ScenarioTally>> of_plan;  // [plan][new scenario]
};
NewScenarios add_scenarios(const Evaluator& evaluator, std::uint32_t scenarios,
                           std::span<PlanTally* const> tallies) {
  NewScenarios added;
  if (tallies.empty()) return added;
  added.first = static_cast<std::uint32_t>(tallies.front()->scenarios.size());
  if (scenarios <= added.first) return added;
  added.scenarios = scenarios - added.first;
  for (PlanTally* tally : tallies) {
    tally->scenarios.resize(scenarios, evaluator.empty_tally());
    added.of_plan.push_back(std::span(tally->scenarios).subspan(added.first));
  }
  return added;
}

}  // namespace

const char* name_of(HarmKind kind) {
  switch (kind) {
    case HarmKind::coalition_deaths:
      return "coalition deaths";
    case HarmKind::host_force_deaths:
      return "host-force deaths";
    case HarmKind::civilians_killed:
      return "civilians killed";
    case HarmKind::civilians_displaced:
      return "civilians displaced";
  }
  return "";
}

std::uint64_t extend_tallies(const Evaluator& evaluator, std::span<const std::size_t> plans,
                             const DrawRange& randomness, std::uint32_t scenarios, std::uint32_t replications,
                             std::span<PlanTally* const> tallies) {
  const NewScenarios added = add_scenarios(evaluator, scenarios, tallies);
  if (added.scenarios == 0) return 0;
  evaluator.run_many(plans, randomness.first_scenario + added.first, randomness.first_replication,
                     replications, added.of_plan);
  return std::uint64_t{added.scenarios} * replications * plans.size();
}

std::uint64_t extend_tallies_in_parts(const Evaluator& evaluator, std::span<const std::size_t> plans,
                                      const DrawRange& randomness, std::uint32_t scenarios,
                                      std::uint32_t replications, std::span<PlanTally* const> tallies,
                                      int threads) {
  const NewScenarios added = add_scenarios(evaluator, scenarios, tallies);
  const std::size_t runs = (added.scenarios + kScenariosAtATime - 1) / kScenariosAtATime;
  const std::size_t blocks = (plans.size() + kShared - 1) / kShared;
  parallel_for(blocks * runs, threads, [&](std::size_t item) {
    const std::size_t first = item / runs * kShared, count = std::min(kShared, plans.size() - first);
    const std::size_t from = item % runs * kScenariosAtATime;
    std::vector<std::span<ScenarioTally>> rows;
    for (std::size_t i = first; i < first + count; ++i)
      rows.push_back(added.of_plan[i].subspan(from, std::min(kScenariosAtATime, added.scenarios - from)));
    evaluator.run_many(plans.subspan(first, count),
                       randomness.first_scenario + added.first + static_cast<std::uint32_t>(from),
                       randomness.first_replication, replications, rows);
  });
  return std::uint64_t{added.scenarios} * replications * plans.size();
}

}  // namespace handover::timeline
