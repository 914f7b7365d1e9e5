// A search for good plans among all that a staff could write: rounds of variation, each a race over common
// random numbers. Whoever races meets in the same scenarios and replications, in every round.
//
// A round holds the best plans so far, their neighbours (plan_space.h) and what comes of taking several
// bettering moves at once; half are dropped each time the scenarios double (successive halving; Karnin, Koren
// & Somekh 2013; the moves: Hooke & Jeeves 1961). One shape is judged over several pairs of dates together,
// so that chance at one pair does not choose it.
#pragma once

#include "needs/needs.h"
#include "timeline/plan_space.h"
#include "timeline/timeline.h"

#include <functional>

namespace handover::timeline {

struct PlanSearchOptions {
  Seed seed;
  int threads = 0;
  std::uint64_t replications = 40'000;  // that may be simulated; a round that has begun is finished
  std::uint32_t first_scenarios = 16, most_scenarios = 64;
  std::uint32_t each = 4;       // replications in a scenario
  std::size_t population = 32;  // plans in a round, at most
  std::size_t kept = 4;         // into the next round, and in the result
  // Called with each batch of new plans before any is simulated: makes ready what the simulation needs, and
  // says which may be used. Left out: all may.
  std::function<std::vector<bool>(const std::vector<Plan>&)> prepare = {};
};

struct FoundShape {
  PlanShape shape;
  double score = 0.0;  // see score_of; flattered: report fresh figures instead
};
struct PlanSearchResult {
  std::vector<FoundShape> best;  // best first; empty when no plan may be used
  std::size_t shapes_tried = 0, rounds = 0;
  std::uint64_t replications_used = 0;
};

// Searches from `starts`, over all `cells` together. Pure: the same arguments give the same bits for any
// number of threads.
PlanSearchResult search_plans(const PlanSpace& space, const std::vector<GridCell>& cells,
                              const std::vector<PlanShape>& starts, const MakeEvaluator& make,
                              const PlanSearchOptions& options);

// The expected share of scenarios in which every deciding party's lines are kept: in each scenario the least,
// over the lines, of the chance that a line's frequency of breaks is at most what is tolerated, given the
// breaks seen and a flat prior. Unlike the plain share it does not jump when few replications are seen.
double score_of(const Evaluator& evaluator, const PlanTally& tally);

// The grid's plans once more, with the shapes that a search over the mission's simulation finds best: three
// for exits as the mission ends, three for each band of presences that outlast it, and the usual ones.
// `assessment.needs` gets the rows of all postures met. Replications: a tenth of `options.replications`.
CandidatePlans improve_plans(const Mission& mission, simulate::Assessment& assessment,
                             const needs::ThreatDemand& demand, const CandidatePlans& candidates,
                             const SearchOptions& options);

}  // namespace handover::timeline
