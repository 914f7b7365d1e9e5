// What two runs were given that is not the same, one a line: as-of date, plan steps, assumptions, tables.
#pragma once

#include "simulate/compare.h"
#include "wording/catalogue.h"

#include <string>
#include <vector>

namespace handover::wording {

std::vector<std::string> input_differences(const simulate::ComparedSide& first,
                                           const simulate::ComparedSide& second);

}  // namespace handover::wording
