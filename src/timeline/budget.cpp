// How the replications are shared out before the first is simulated.
#include "numerics/draws.h"
#include "numerics/maths.h"
#include "timeline/judge.h"
#include "timeline/race_groups.h"
#include "timeline/timeline.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

// Three phases, each held once and branched twice, and the plan itself; then it once more, with a later
// start.
constexpr std::uint64_t kWhatIfPlans = 10, kLaterStart = 1;
constexpr std::uint32_t kFewestReplications = 8, kMostReplicationsFactor = 2;
// Plans with the slip, or half the effects, taken away see this share of the scenarios.
constexpr std::uint32_t kAblationPart = 4;
constexpr std::uint64_t kAblations = 2;
constexpr std::uint32_t kLeastScenarios = 16, kLargestScenarios = 100'000;

std::uint32_t enough_scenarios(const SearchOptions& options) {
  if (options.good_enough <= 0.0) return kLargestScenarios;
  const double z = normal_quantile(0.5 + options.confidence / 2.0);
  return static_cast<std::uint32_t>(
      std::min<double>(kLargestScenarios, std::ceil(maths::pow(0.5 * z / options.good_enough, 2))));
}

}  // namespace

SearchBudget share_out(const CandidatePlans& candidates, std::span<const JudgedLine> lines,
                       const SearchOptions& options) {
  SearchBudget budget;
  const std::uint32_t about = options.replications_per_scenario;
  const auto whole =
      whole_replications(lines, about, std::min(about, kFewestReplications), kMostReplicationsFactor * about);
  budget.replications = whole.value_or(about);
  budget.whole = whole.has_value();
  // A race only ranks, and for that twice the scenarios are worth more than whole numbers of breaks.
  budget.race_replications = std::max(kFewestReplications, budget.replications / 2);
  const auto of_cell = candidates_by_cell(candidates);
  const auto cells = static_cast<std::uint64_t>(
      std::count_if(of_cell.begin(), of_cell.end(), [](const auto& plans) { return !plans.empty(); }));
  // No race uses more than all its plans in all its scenarios.
  const std::uint64_t racers = racing_plans(race_groups(candidates.cells, of_cell), of_cell);
  budget.race =
      std::min(racers * options.race_scenarios * budget.race_replications,
               static_cast<std::uint64_t>(options.race_share * static_cast<double>(options.replications)));
  budget.moved_dates = std::min<std::size_t>(options.moved_dates, cells > 0 ? cells - 1 : 0);
  const std::uint64_t what_if = kWhatIfPlans * options.detail_scenarios * options.detail_replications;
  const std::uint64_t left = options.replications - std::min(options.replications, budget.race + what_if);
  // In parts of a scenario: a plan that is ablated costs a part, everything else all parts.
  const std::uint64_t ablated = kAblations * std::min<std::uint64_t>(options.ablated_plans, cells);
  const std::uint64_t parts =
      kAblationPart * (cells + candidates.baselines.size() + budget.moved_dates + kLaterStart) + ablated;
  const std::uint64_t affordable =
      left * kAblationPart / std::max<std::uint64_t>(1, parts * budget.replications);
  const auto scenarios = static_cast<std::uint32_t>(std::min<std::uint64_t>(affordable, kLargestScenarios));
  const std::uint32_t enough = enough_scenarios(options);
  budget.good_enough = enough < scenarios;
  budget.scenarios = std::max(kLeastScenarios, std::min(scenarios, enough));
  budget.kept_for_what_if = what_if + kLaterStart * budget.scenarios * budget.replications;
  budget.ablation_scenarios = std::max(kLeastScenarios, budget.scenarios / kAblationPart);
  return budget;
}

}  // namespace handover::timeline
