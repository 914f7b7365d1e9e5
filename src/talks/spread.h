// Quantiles and mean over draws.
#pragma once

#include <vector>

namespace handover::talks {

struct Spread {
  double mean = 0.0, q05 = 0.0, q25 = 0.0, q50 = 0.0, q75 = 0.0, q95 = 0.0;
};
// All zero for no values.
Spread spread_of(std::vector<double> values);

}  // namespace handover::talks
