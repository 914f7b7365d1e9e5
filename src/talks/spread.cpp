#include "talks/spread.h"

#include "numerics/statistics.h"

#include <algorithm>

namespace handover::talks {

Spread spread_of(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  return {mean_of(values),
          quantile_of_sorted(values, 0.05),
          quantile_of_sorted(values, 0.25),
          quantile_of_sorted(values, 0.50),
          quantile_of_sorted(values, 0.75),
          quantile_of_sorted(values, 0.95)};
}

}  // namespace handover::talks
