// What the needs module gives to the simulation: for each posture a plan can take, what is covered and by how
// many. Solved before a simulation starts, never inside a day.
#pragma once

#include "mission/plan.h"

#include <cstdint>
#include <span>
#include <vector>

namespace handover::needs {

// Why a solver stopped, from best to worst. Only `time_limit` hangs on the machine: a result that carries it
// cannot be repeated elsewhere. No limit of time is set unless a caller asks for one.
enum class Stop { optimal, gap_reached, node_limit, time_limit, infeasible };

struct SolvedPosture {
  Posture posture;
  std::vector<double> covered;  // [task] share of demand met, by whomever
  std::vector<double>
      covered_by_host;  // [task] share of demand that rests on the host's function standing alone
  std::vector<int> persons_required;  // [region] smallest presence that meets the tasks kept
  std::vector<int> force_protection;  // [region] of those, persons who protect the rest
  std::vector<double> mentoring;      // [function] share of today's advising still given
  Stop stop = Stop::optimal;
  double objective = 0.0, best_bound = 0.0;
  // [task] of the demand in zones with a site that is open: the share that rests on the host or on nobody.
  std::vector<double> not_ours_where_we_are = {};
};

struct NeedsTable {
  std::vector<SolvedPosture> table;
  // Index of the posture in the table. Throws std::logic_error when it was not tabulated: the caller must
  // have handed every posture of every plan to `solve_postures`.
  std::size_t index_of(const Posture& posture) const;
};

}  // namespace handover::needs
