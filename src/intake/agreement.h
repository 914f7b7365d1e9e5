// How far two readers of one document agree: Krippendorff's alpha (Krippendorff 2011, Computing
// Krippendorff's Alpha-Reliability) on what they did with each proposal, by kind of row, and the rows on
// which they differ.
#pragma once

#include "intake/intake_row.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace handover::intake {

// Nominal alpha. `units`: for each unit the values that observers gave it; an observer who gave none is left
// out. Nothing when no unit has two values, or when all values are one (alpha is not defined there).
std::optional<double> nominal_alpha(const std::vector<std::vector<std::string>>& units);

struct Difference {
  const IntakeRow* first = nullptr;  // nothing: only the other reader has the row
  const IntakeRow* second = nullptr;
};
struct KindAgreement {
  std::size_t units = 0, alike = 0;
  std::optional<double> alpha;
};
struct Agreement {
  std::map<std::string, KindAgreement> by_kind;  // "date", "count" ..., and "all"
  std::vector<Difference> differences;           // they look into the arguments
  std::size_t undecided = 0;                     // proposals that one of the two has not decided
};
Agreement compare_readers(const std::vector<IntakeRow>& first, const std::vector<IntakeRow>& second);

}  // namespace handover::intake
