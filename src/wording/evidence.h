// Where sources contradict one another, in sentences.
#pragma once

#include "evidence/contradictions.h"
#include "evidence/model_use.h"
#include "wording/catalogue.h"

#include <span>
#include <string>

namespace handover::wording {

std::string reason_words(const evidence::Reason& reason, const Catalogue& catalogue = Catalogue::english());

// What the threat module made of one row of interval_counts.csv.
struct TotalUse {
  int line = 0;
  bool used = false;
  std::string words;  // "sets the level of its days"
};
// Which modules read it; empty when none does.
std::string module_words(evidence::UseKind kind, const Catalogue& catalogue = Catalogue::english());
// What a table holds. Totals that `totals` does not name are said to be entered, no more.
std::string use_words(const Mission& mission, const evidence::ModelUse& use,
                      std::span<const TotalUse> totals = {},
                      const Catalogue& catalogue = Catalogue::english());

}  // namespace handover::wording
