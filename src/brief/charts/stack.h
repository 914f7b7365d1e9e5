// Several pictures as one, below one another: small multiples, one for each issue, region or plan.
#pragma once

#include <string>
#include <vector>

namespace handover::charts {

// Takes pictures as the functions of charts.h return them. Throws std::logic_error for anything else.
std::string stacked(const std::vector<std::string>& pictures, const std::string& label);

}  // namespace handover::charts
