// A programme by columns, as COIN-OR wants it. Private to the room.
#pragma once

#include "needs/programme.h"

namespace handover::needs {

struct ColumnForm {
  std::vector<int> start, index;
  std::vector<double> value;
};

ColumnForm by_columns(const Programme& programme);

// The relaxation, by Clp alone, with prices of the rows.
EngineResult solve_continuous(const Programme& programme, const EngineOptions& options);

}  // namespace handover::needs
