// What the daily model contains and how strongly it holds back what data do not show.
#pragma once

#include "base/units.h"
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

struct ThreatOptions {
  std::size_t draws = 200;         // of the fitted model
  std::size_t replications = 400;  // of the report's forecasts
  std::size_t backtests =
      3;  // yearly origins inside the daily data at which the model is refitted and scored
  bool regimes = true;
  bool choose_penalties = true;  // by marginal likelihood over a small grid; otherwise as in `model`
  ModelOptions model;
  Seed seed{1};
  int threads = 0;  // results do not depend on it
};

}  // namespace handover::threat
