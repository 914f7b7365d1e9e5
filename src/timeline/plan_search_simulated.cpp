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

// Evenly spread over the grid's pairs of this kind that have plans: exits, or those of one band.
std::vector<GridCell> spread(const CandidatePlans& candidates, const std::optional<Band>& band) {
  std::vector<GridCell> cells, some;
  for (const GridCell& cell : candidates.cells) {
    const bool wanted = band ? !leaves_at_once(cell) && cell.residual == *band : leaves_at_once(cell);
    if (cell.residual.stated && wanted) cells.push_back(cell);
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
  // Exits first, then each band: what can stay and look after itself differs with how many may.
  std::vector<std::optional<Band>> kinds{std::nullopt};
  for (const GridCell& cell : candidates.cells) {
    const bool known = std::find(kinds.begin(), kinds.end(), std::optional(cell.residual)) != kinds.end();
    if (cell.residual.stated && !leaves_at_once(cell) && !known) kinds.emplace_back(cell.residual);
  }
  PlanSearchOptions search{.seed = options.search_seed, .threads = options.threads};
  search.replications = options.replications / kShareOfReplications / kinds.size();
  search.prepare = [&](const std::vector<Plan>& plans) { return preparation.usable(plans); };
  const MakeEvaluator make = [&](const std::vector<Plan>& plans) -> std::unique_ptr<Evaluator> {
    return std::make_unique<SimulationEvaluator>(
        mission, assessment, plans, SimulatedStudy{.seed = options.seed, .search_seed = options.search_seed});
  };
  ShapesByBand shapes;
  for (const auto& band : kinds) {
    const auto cells = spread(candidates, band);
    if (cells.empty()) continue;
    std::vector<PlanShape> chosen;
    const auto found = search_plans(space, cells, space.first_shapes(!band), make, search);
    for (const FoundShape& one : found.best) {
      if (chosen.size() < kShapesOfEach) put(chosen, one.shape);
    }
    for (const PlanShape& usual : space.usual_shapes(!band)) put(chosen, usual);
    if (!band) {
      shapes.leaving = std::move(chosen);
      continue;
    }
    shapes.bands.push_back(*band);
    shapes.staying.push_back(std::move(chosen));
  }
  CandidatePlans improved = with_shapes(mission, options.grid, candidates, shapes);
  std::vector<Plan> plans;
  for (const auto* list : {&improved.candidates, &improved.baselines}) {
    for (const Candidate& candidate : *list) plans.push_back(candidate.plan);
  }
  preparation.usable(plans);
  return improved;
}

}  // namespace handover::timeline
