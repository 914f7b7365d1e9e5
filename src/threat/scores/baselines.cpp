#include "threat/scores/baselines.h"

#include "numerics/distributions.h"
#include "numerics/draws.h"

#include <algorithm>
#include <limits>

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

// Two moments of a unit's own months, or of months that follow quiet ones where all of its own are.
struct Moments {
  double n = 0.0, sum = 0.0, square = 0.0;
  void add(double value) {
    n += 1.0;
    sum += value;
    square += value * value;
  }
};

Moments after_quiet(const Panel& panel, Month origin, std::size_t window) {
  Moments moments;
  const int last = std::min(months_between(panel.first, origin), static_cast<int>(panel.months) - 1);
  for (const auto& row : panel.value) {
    std::size_t quiet = 0;
    for (int month = 0; month <= last; ++month) {
      const double value = row[static_cast<std::size_t>(month)];
      if (quiet >= window && !std::isnan(value)) moments.add(value);
      quiet = value == 0.0 ? quiet + 1 : 0;
    }
  }
  return moments;
}

std::vector<double> negative_binomial_of(const Moments& moments, std::size_t count) {
  const double mean = moments.n > 0.0 ? moments.sum / moments.n : 0.0;
  const double variance =
      moments.n > 1.0 ? (moments.square - moments.n * mean * mean) / (moments.n - 1.0) : mean;
  const double size =
      variance > mean ? mean * mean / (variance - mean) : std::numeric_limits<double>::infinity();
  return negative_binomial_quantiles(mean, size, count);
}

// By unit.
std::vector<std::vector<double>> negative_binomial_draws(const Panel& panel, Month origin,
                                                         const std::vector<std::vector<double>>& own,
                                                         const BaselineOptions& options) {
  const auto quiet = negative_binomial_of(after_quiet(panel, origin, options.window), options.draws);
  std::vector<std::vector<double>> draws;
  for (const auto& months : own) {
    Moments moments;
    for (const double value : months) moments.add(value);
    draws.push_back(moments.sum > 0.0 ? negative_binomial_of(moments, options.draws) : quiet);
  }
  return draws;
}

}  // namespace

std::string_view name_of(Baseline baseline) {
  constexpr std::string_view names[] = {"conflictology", "last", "bootstrap", "zero", "negative_binomial"};
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
  std::vector<std::vector<double>> fitted;
  if (baseline == Baseline::negative_binomial) fitted = negative_binomial_draws(panel, origin, own, options);
  std::vector<Forecast> forecasts;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    if (own[unit].empty()) continue;
    const RandomStream stream(options.seed, static_cast<std::uint32_t>(unit),
                              static_cast<std::uint32_t>(baseline), Purpose::bootstrap);
    for (std::size_t m = 0; m < months.size(); ++m) {
      forecasts.push_back({panel.units[unit], months[m],
                           !fitted.empty() ? fitted[unit]
                                           : draws_of(baseline, own[unit], pool, stream,
                                                      static_cast<std::uint32_t>(m), options)});
    }
  }
  return forecasts;
}

}  // namespace handover::threat
