// What is allowed and seldom meant. A mission that holds such a thing is read and can be run; `check`, runs
// and briefs repeat it.
#pragma once

#include "base/problem.h"

#include <string>
#include <vector>

namespace handover {

struct Doubt {
  std::string rule;  // key of the constraint or rule (mission/constraints.h, mission/mission_rules.h)
  Problem place;     // where, and in what words
};

}  // namespace handover
