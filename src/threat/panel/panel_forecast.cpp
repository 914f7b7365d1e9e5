#include "threat/panel/panel_forecast.h"

#include "base/parallel.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::threat {
namespace {

constexpr int kMonthsBetweenOrigins = 6;
constexpr int kMonthsBeforeOrigins = 17;  // of a panel before the first month that it is learned from

struct ClassMoments {
  PoolMoments level, logged;
  std::size_t rows = 0;
};
using AllMoments = std::array<ClassMoments, kClasses>;

void merge(ClassMoments& sum, const ClassMoments& other) {
  merge(sum.level, other.level);
  merge(sum.logged, other.logged);
  sum.rows += other.rows;
}

// How each component did for one unit from one past origin.
void learn_unit(const OriginView& view, const Panel& panel, std::size_t last, std::size_t unit,
                std::span<const int> leads, ClassMoments& moments) {
  const std::vector<Components> components = view.components(unit);
  for (std::size_t i = 0; i < leads.size(); ++i) {
    const std::size_t month = last + static_cast<std::size_t>(leads[i]);
    if (month >= panel.months || std::isnan(panel.value[unit][month])) continue;
    const double outcome = panel.value[unit][month];
    const Points points = points_of(components[i]);
    const double typical = std::abs(view.features(unit).mean - outcome);
    add_moments(moments.level, points, outcome, 1.0 / (5.0 + typical));
    add_moments(moments.logged, logged(points), maths::log(1.0 + outcome), 1.0);
    ++moments.rows;
  }
}

AllMoments learn_from(const Panel& panel, std::span<const Panel* const> panels, Month past,
                      std::span<const int> leads, int threads) {
  const auto last = static_cast<std::size_t>(months_between(panel.first, past));
  const OriginView view(panel, last, analogues_at(panels, past),
                        {{leads.begin(), leads.end()}, kLearningPoints, threads});
  std::vector<ClassMoments> by_unit(panel.units.size());
  parallel_for(panel.units.size(), threads, [&](std::size_t unit) {
    // Years without anything teach all units the same; every eighth is enough.
    const YearFeatures& features = view.features(unit);
    if (!features.known || (features.mean == 0.0 && unit % 8 != 0)) return;
    learn_unit(view, panel, last, unit, leads, by_unit[unit]);
  });
  AllMoments sums{};
  for (std::size_t unit = 0; unit < by_unit.size(); ++unit) {
    merge(sums[view.level_class(unit)], by_unit[unit]);
  }
  return sums;
}

// Every third lead says nearly all: months of one unit move together.
std::vector<int> leads_to_learn(std::span<const int> leads) {
  std::vector<int> some;
  for (std::size_t i = 1; i < leads.size(); i += 3) some.push_back(leads[i]);
  if (some.empty()) some.assign(leads.begin(), leads.end());
  return some;
}

// From past origins of each panel, the newest so long ago that all of `leads` after it were known.
AllMoments learn(std::span<const Panel* const> panels, Month newest, std::span<const int> leads,
                 const PanelForecastOptions& options) {
  const std::vector<int> some = leads_to_learn(leads);
  AllMoments moments{};
  for (const Panel* panel : panels) {
    std::size_t learned = 0;
    for (Month past = newest;
         learned < options.past_origins && months_between(panel->first, past) >= kMonthsBeforeOrigins;
         past = plus_months(past, -kMonthsBetweenOrigins)) {
      // A panel that ended before this origin, or soon after, has older ones to learn from.
      if (months_between(panel->first, past) + some.front() >= static_cast<int>(panel->months)) continue;
      const AllMoments one = learn_from(*panel, panels, past, some, options.threads);
      for (std::size_t c = 0; c < kClasses; ++c) merge(moments[c], one[c]);
      ++learned;
    }
  }
  return moments;
}

// Both scores count the same once each is measured in units of conflictology's.
PoolMoments balanced(const ClassMoments& moments) {
  PoolMoments sum;
  for (const PoolMoments* part : {&moments.level, &moments.logged}) {
    const double base = part->distance[0] - 0.5 * part->spread[0][0];
    if (!(base > 1e-9)) continue;
    for (std::size_t a = 0; a < kComponents; ++a) {
      sum.distance[a] += 0.5 * part->distance[a] / base;
      for (std::size_t b = 0; b < kComponents; ++b) sum.spread[a][b] += 0.5 * part->spread[a][b] / base;
    }
  }
  return sum;
}

// Draws of the pool in an order that says nothing.
std::vector<double> draws_of(const Components& components, const Weights& weights, std::size_t count,
                             const RandomStream& randomness, std::uint32_t address) {
  WeightedSample pool;
  for (std::size_t c = 0; c < kComponents; ++c) {
    const double all = std::accumulate(components[c].weight.begin(), components[c].weight.end(), 0.0);
    for (std::size_t i = 0; i < components[c].value.size(); ++i) {
      pool.add(std::round(components[c].value[i]), weights[c] * components[c].weight[i] / all);
    }
  }
  std::vector<double> draws = quantile_sample(pool, count);
  for (std::size_t i = draws.size(); i > 1; --i) {
    const double uniform = randomness.uniform_at(address, static_cast<std::uint32_t>(i));
    std::swap(draws[i - 1], draws[static_cast<std::size_t>(uniform * static_cast<double>(i))]);
  }
  return draws;
}

// Throws InputError when nobody has a value in the year up to the origin.
void check_known(const Panel& panel, Month origin) {
  if (panel.months > 0 && months_behind(panel, origin) < 12) return;
  throw InputError(Problem{.value = to_string(origin),
                           .what = "is an origin with nothing known in the year up to it",
                           .hint = "choose an origin inside the panel's months"});
}

// Of each unit, by month; none for a unit without a value in the year up to the origin.
std::vector<std::vector<Forecast>> forecast_units(const Panel& panel, const OriginView& view, Month origin,
                                                  std::span<const int> leads,
                                                  std::span<const Weights> weights,
                                                  const PanelForecastOptions& options) {
  const auto year = static_cast<std::size_t>(12 - months_behind(panel, origin));
  std::vector<std::vector<Forecast>> by_unit(panel.units.size());
  parallel_for(panel.units.size(), options.threads, [&](std::size_t unit) {
    if (recent_values(panel.value[unit], panel.months - 1, year).empty()) return;
    const std::vector<Components> components = view.components(unit);
    const RandomStream randomness(options.seed, static_cast<std::uint32_t>(unit), 0, Purpose::forecast);
    for (std::size_t i = 0; i < leads.size(); ++i) {
      by_unit[unit].push_back({panel.units[unit], plus_months(origin, leads[i]),
                               draws_of(components[i], weights[view.level_class(unit)], options.draws,
                                        randomness, static_cast<std::uint32_t>(i))});
    }
  });
  return by_unit;
}

}  // namespace

PanelForecast forecast_panel(const Panel& whole, std::span<const Panel> whole_related, Month origin,
                             std::span<const int> leads, const PanelForecastOptions& options) {
  // From here on nothing later than the origin exists.
  std::vector<Panel> cut = {known_at(whole, origin)};
  for (const Panel& one : whole_related) cut.push_back(known_at(one, origin));
  const Panel& panel = cut.front();
  check_known(panel, origin);
  std::vector<const Panel*> panels;
  for (const Panel& one : cut) {
    if (one.months > 0) panels.push_back(&one);
  }

  // A panel that ends before the origin looks, and learns to look, that much further.
  const std::vector<int> own_leads = leads_from_end(panel, origin, leads);
  PanelForecast result;
  result.known_to = panel.month_at(panel.months - 1);
  const AllMoments moments =
      learn(panels, plus_months(result.known_to, -own_leads.back()), own_leads, options);
  for (std::size_t c = 0; c < kClasses; ++c) {
    result.learned_from[c] = moments[c].rows;
    result.weights[c] = moments[c].rows < 30
                            ? default_weights
                            : best_weights(balanced(moments[c]), default_weights, options.weight_penalty);
  }

  const OriginView view(panel, panel.months - 1, analogues_at(panels, origin),
                        {own_leads, options.points, options.threads});
  auto by_unit = forecast_units(panel, view, origin, leads, result.weights, options);
  for (std::size_t unit = 0; unit < by_unit.size(); ++unit) {
    if (by_unit[unit].empty()) result.left_out.push_back(panel.units[unit]);
    for (Forecast& forecast : by_unit[unit]) result.forecasts.push_back(std::move(forecast));
  }
  return result;
}

}  // namespace handover::threat
