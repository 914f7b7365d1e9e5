// What the daily model contains and how strongly it holds back what data do not show.
#pragma once

#include "mission/priors.h"

#include <cstddef>

namespace handover::threat {

struct ModelOptions {
  bool regimes = true;                 // false: a patron's streams are always on
  bool excitation = true;              // false: no epidemic part
  Priors priors;                       // a mission's own are set by assess_threat
  std::size_t block_days = 182;        // length of one step of the background level
  double most_self_excitation = 0.98;  // upper end of a stream's offspring per incident
};

}  // namespace handover::threat
