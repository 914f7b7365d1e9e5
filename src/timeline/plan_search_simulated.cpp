// The search for plans on the simulation.
#include "needs/needs.h"
#include "timeline/plan_search.h"
#include "timeline/simulation_evaluator.h"

#include <algorithm>

namespace handover::timeline {
namespace {

constexpr std::uint64_t kShareOfReplications = 10;
constexpr std::size_t kShapesOfEach = 3;
// Pairs of dates of one kind that shapes are judged over.
constexpr std::size_t kPairs = 3;

// Makes ready what a simulation of new plans needs.
class Preparation {
 public:
  Preparation(const Mission& mission, simulate::Assessment& assessment, const needs::ThreatDemand& demand)
      : mission_(mission), assessment_(assessment), demand_(demand) {}

  // Which of the plans may be used: not those that drop_unprotected drops.
  std::vector<bool> usable(const std::vector<Plan>& plans) {
    tabulate(plans);
    std::vector<bool> usable(plans.size(), false);
    CandidatePlans batch;
    for (std::size_t i = 0; i < plans.size(); ++i) batch.candidates.push_back({plans[i], i, {}});
    drop_unprotected(mission_, assessment_.needs, batch);
    for (const Candidate& candidate : batch.candidates) usable[*candidate.cell] = true;
    return usable;
  }

 private:
  void tabulate(const std::vector<Plan>& plans) {
    const auto& table = assessment_.needs.table;
    std::vector<Posture> missing;
    for (const Posture& posture : postures_of(plans)) {
      const bool there =
          std::any_of(table.begin(), table.end(), [&](const auto& row) { return row.posture == posture; });
      if (!there) missing.push_back(posture);
    }
    if (missing.empty()) return;
    for (auto& row : needs::solve_postures(mission_, missing, demand_).table)
      assessment_.needs.table.push_back(std::move(row));
  }

  const Mission& mission_;
  simulate::Assessment& assessment_;
  const needs::ThreatDemand& demand_;
};

// Evenly spread over the grid's pairs of this kind that have plans.
std::vector<GridCell> spread(const CandidatePlans& candidates, bool exits) {
  std::vector<GridCell> cells, some;
  for (const GridCell& cell : candidates.cells) {
    if (cell.residual.stated && leaves_at_once(cell) == exits) cells.push_back(cell);
  }
  for (std::size_t i = 0; i < kPairs && !cells.empty(); ++i) {
    const GridCell& cell = cells[(2 * i + 1) * cells.size() / (2 * kPairs)];
    const bool there = std::any_of(some.begin(), some.end(), [&](const GridCell& other) {
      return other.mission_end == cell.mission_end && other.presence_end == cell.presence_end &&
             other.residual == cell.residual;
    });
    if (!there) some.push_back(cell);
  }
  return some;
}

void put(std::vector<PlanShape>& shapes, const PlanShape& shape) {
  if (std::find(shapes.begin(), shapes.end(), shape) == shapes.end()) shapes.push_back(shape);
}

}  // namespace

CandidatePlans improve_plans(const Mission& mission, simulate::Assessment& assessment,
                             const needs::ThreatDemand& demand, const CandidatePlans& candidates,
                             const SearchOptions& options) {
  const PlanSpace space(mission, options.grid, candidates.ability);
  Preparation preparation(mission, assessment, demand);
  PlanSearchOptions search{.seed = options.seed, .threads = options.threads};
  search.replications = options.replications / kShareOfReplications / 2;
  search.prepare = [&](const std::vector<Plan>& plans) { return preparation.usable(plans); };
  const MakeEvaluator make = [&](const std::vector<Plan>& plans) -> std::unique_ptr<Evaluator> {
    return std::make_unique<SimulationEvaluator>(mission, assessment, plans,
                                                 SimulatedStudy{.seed = options.seed});
  };
  std::vector<PlanShape> of_kind[2];
  for (const bool exits : {false, true}) {
    const auto cells = spread(candidates, exits);
    if (cells.empty()) continue;
    const auto found = search_plans(space, cells, space.first_shapes(exits), make, search);
    for (const FoundShape& one : found.best) {
      if (of_kind[exits ? 1 : 0].size() < kShapesOfEach) put(of_kind[exits ? 1 : 0], one.shape);
    }
    put(of_kind[exits ? 1 : 0], space.plain());
  }
  CandidatePlans improved = with_shapes(mission, options.grid, candidates, of_kind[0], of_kind[1]);
  std::vector<Plan> plans;
  for (const auto* list : {&improved.candidates, &improved.baselines}) {
    for (const Candidate& candidate : *list) plans.push_back(candidate.plan);
  }
  preparation.usable(plans);
  return improved;
}

}  // namespace handover::timeline
