// What the models make of a contradiction: which tables they read state one of its values.
#pragma once

#include "evidence/contradictions.h"

#include <string_view>
#include <vector>

namespace handover::evidence {

// Which table states a value of one of the sides, and which modules read it.
enum class UseKind {
  session,         // talks: the history of the sessions; `row`: of Mission::sessions
  reference_case,  // talks and replications: `row` of Mission::reference_class, `day`
  total,           // threat: `row` of Mission::interval_counts
  troops,          // needs and replications: `row` of Mission::troops
  positions,       // talks: `count` positions of the speaker, as ranges; the words themselves are not read
  none             // no model reads either side
};
struct ModelUse {
  UseKind kind = UseKind::none;
  std::size_t row = 0;
  Date day{};
  std::string speaker = {};
  std::size_t count = 0;
  std::vector<std::size_t> sides = {};  // whose value is used; several when a range spans them
};
std::string_view name_of(UseKind kind);  // "reference_case"

// Never empty: when no table that a model reads states a value of either side, says so.
std::vector<ModelUse> model_uses(const Mission& mission, const Contradiction& contradiction);

}  // namespace handover::evidence
