// Numbers and ranges in a table's cells, with complaints that point at them.
#pragma once

#include "base/problem.h"
#include "talks/table.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace handover::talks {

std::string_view trimmed(std::string_view text);
// The whole text as a finite number, or nothing.
std::optional<double> number_in(std::string_view text);

struct CellPlace {
  const std::string& file;
  int line = 0, column = 0;
  std::string field;
};
struct CellBounds {
  double low = 0.0, high = 1e12;
};
// Reads "7", "4..10" or "4..7..10". Nothing, with a problem added, when it is not one of these or lies
// outside the bounds.
std::optional<Judged> judged_in(std::string_view text, const CellPlace& place, const CellBounds& bounds,
                                std::vector<Problem>& problems);

}  // namespace handover::talks
