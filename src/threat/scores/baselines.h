// Naive forecasts that any model must beat before it is believed. Months after `origin` are never looked at.
#pragma once

#include "base/random_stream.h"
#include "threat/panel/panel.h"

#include <span>

namespace handover::threat {

enum class Baseline { conflictology, last, bootstrap, zero, negative_binomial };
inline constexpr Baseline kBaselines[] = {Baseline::conflictology, Baseline::last, Baseline::bootstrap,
                                          Baseline::zero, Baseline::negative_binomial};
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
// zero           one draw, 0;
// negative_binomial  mean and variance of the unit's last `window` months (Poisson where they vary no more
// than
//                that), evenly spaced quantiles; a unit without any has the mean and variance of all such
//                units' months that came `window` months after one without any, as far back as is known.
std::vector<Forecast> baseline_forecast(const Panel& panel, Month origin, std::span<const Month> months,
                                        Baseline baseline, const BaselineOptions& options = {});

}  // namespace handover::threat
