// How old the newest rating of each unit and function is. A rating is value, assessor, date and coverage; it
// goes stale, and stales faster once those who saw it have left.
#pragma once

#include "mission/mission.h"

#include <vector>

namespace handover::evidence {

struct RatingAge {
  UnitId unit;
  FunctionId function;
  std::size_t rating = 0;     // position of the newest one in mission.ratings
  Days age{};                 // at the as-of date
  std::size_t ratings = 0;    // how many there are
  std::size_t assessors = 0;  // how many different ones
  bool stale = false;
};

// Conventions that a caller may change: a rating serves for a year while advisers see the unit, half as long
// when nobody from outside does (the newest assessor is the unit itself).
struct StaleAfter {
  Days seen{365};
  Days unseen{182};
};

// One entry for each unit and function that was ever rated, oldest first.
std::vector<RatingAge> rating_ages(const Mission& mission, const StaleAfter& limits = {});

}  // namespace handover::evidence
