// What the components of panel forecasts could have reached at best.
#pragma once

#include "threat/panel/panel.h"

#include <span>
#include <string>

namespace handover::threat {

// The best that any weights by class could have done: those that minimise the CRPS of log(1 + value) of this
// origin's own outcomes. Hindsight, for judging what is left to gain; no forecast may use it.
struct Hindsight {
  double pool = 0.0, last12 = 0.0;  // mean CRPS of log(1 + value) of that pool and of conflictology's part
  std::size_t unit_months = 0;
};
Hindsight hindsight_of(const Panel& panel, Month origin, std::span<const int> leads,
                       std::span<const std::string> leave_out, int threads = 0);

}  // namespace handover::threat
