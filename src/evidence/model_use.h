// What the models make of a contradiction: which tables they read state one of its values.
#pragma once

#include "evidence/contradictions.h"

namespace handover::evidence {

struct ModelUse {
  std::string room;                // "threat", "talks", "needs" ...; empty when no model reads either side
  std::string words;               // "the session history has 2024-01-27 (in_session)"
  std::vector<std::size_t> sides;  // the sides whose value is used; several when a range spans them
};

// Never empty: when no table that a model reads states a value of either side, says so.
std::vector<ModelUse> model_uses(const Mission& mission, const Contradiction& contradiction);

}  // namespace handover::evidence
