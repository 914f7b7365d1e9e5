#include "threat/scores/baselines.h"

#include "numerics/draws.h"

#include <algorithm>

namespace handover::threat {
namespace {

// Values known in the last `window` months up to the origin, oldest first.
std::vector<double> recent(const Panel& panel, std::size_t unit, Month origin, std::size_t window) {
  std::vector<double> values;
  for (std::size_t back = window; back-- > 0;) {
    const double value = panel.at(unit, plus_months(origin, -static_cast<int>(back)));
    if (!std::isnan(value)) values.push_back(value);
  }
  return values;
}

// Draws for one unit and month; `address` keeps every unit-month's random draws apart.
std::vector<double> draws_of(Baseline baseline, std::span<const double> own, std::span<const double> pool,
                             const RandomStream& stream, std::uint32_t month,
                             const BaselineOptions& options) {
  if (baseline == Baseline::zero) return {0.0};
  if (baseline == Baseline::conflictology) return {own.begin(), own.end()};
  std::vector<double> draws(options.draws);
  for (std::size_t i = 0; i < draws.size(); ++i) {
    const double uniform = stream.uniform_at(month, static_cast<std::uint32_t>(i));
    if (baseline == Baseline::last) {
      draws[i] = poisson_draw(uniform, own.back());
    } else {
      draws[i] = pool[static_cast<std::size_t>(uniform * static_cast<double>(pool.size()))];
    }
  }
  return draws;
}

}  // namespace

std::string_view name_of(Baseline baseline) {
  constexpr std::string_view names[] = {"conflictology", "last", "bootstrap", "zero"};
  return names[static_cast<std::size_t>(baseline)];
}

std::vector<Forecast> baseline_forecast(const Panel& panel, Month origin, std::span<const Month> months,
                                        Baseline baseline, const BaselineOptions& options) {
  std::vector<std::vector<double>> own(panel.units.size());
  std::vector<double> pool;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    own[unit] = recent(panel, unit, origin, options.window);
    pool.insert(pool.end(), own[unit].begin(), own[unit].end());
  }
  std::vector<Forecast> forecasts;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    if (own[unit].empty()) continue;
    const RandomStream stream(options.seed, static_cast<std::uint32_t>(unit),
                              static_cast<std::uint32_t>(baseline), Purpose::bootstrap);
    for (std::size_t m = 0; m < months.size(); ++m) {
      forecasts.push_back(
          {panel.units[unit], months[m],
           draws_of(baseline, own[unit], pool, stream, static_cast<std::uint32_t>(m), options)});
    }
  }
  return forecasts;
}

}  // namespace handover::threat
