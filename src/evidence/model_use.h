// What the models make of a contradiction: which tables they read state one of its values.
#pragma once

#include "evidence/contradictions.h"

#include <span>

namespace handover::evidence {

struct ModelUse {
  std::string module;              // "threat", "talks", "needs" ...; empty when no model reads either side
  std::string words;               // "the session history has 2024-01-27 (in_session)"
  std::vector<std::size_t> sides;  // the sides whose value is used; several when a range spans them
};

// What the threat module made of one row of interval_counts.csv. The caller asks that module and passes the
// answer, since this module stands before it.
struct TotalUse {
  int line = 0;
  bool used = false;
  std::string words;  // "sets the level", "overlaps a longer series that is used"
};

// Never empty: when no table that a model reads states a value of either side, says so. Totals that `totals`
// does not name are said to be entered, no more.
std::vector<ModelUse> model_uses(const Mission& mission, const Contradiction& contradiction,
                                 std::span<const TotalUse> totals = {});

}  // namespace handover::evidence
