// Naive forecasts that any model must beat before it is believed. Months after `origin` are never looked at.
#pragma once

#include "base/random_stream.h"
#include "threat/panel/panel.h"

#include <span>

namespace handover::threat {

enum class Baseline { conflictology, last, bootstrap, zero };
inline constexpr Baseline kBaselines[] = {Baseline::conflictology, Baseline::last, Baseline::bootstrap,
                                          Baseline::zero};
std::string_view name_of(Baseline baseline);

struct BaselineOptions {
  std::size_t draws = 1000;  // of `last` and `bootstrap`
  std::size_t window = 12;   // months of history of conflictology and bootstrap
  Seed seed{1};
};

// Forecasts for every unit that has a value in the baseline's own past, and every month of `months`:
// conflictology  the unit's last `window` months as draws, oldest first;
// last           Poisson at the unit's value in the month of the origin;
// bootstrap      draws from the last `window` months of all units together;
// zero           one draw, 0.
std::vector<Forecast> baseline_forecast(const Panel& panel, Month origin, std::span<const Month> months,
                                        Baseline baseline, const BaselineOptions& options = {});

}  // namespace handover::threat
