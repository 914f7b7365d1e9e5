// Problems as lines for a terminal or a log.
#pragma once

#include "base/problem.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace handover {

// A faulty export has one fault a row: after this many the rest is counted.
inline constexpr std::size_t kMostProblemsTold = 100;
// One line a problem, as `to_string` has it; the last may say "and 99,900 more".
std::vector<std::string> problem_lines(std::span<const Problem> problems);

}  // namespace handover
