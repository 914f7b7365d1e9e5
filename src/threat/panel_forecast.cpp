#include "threat/panel_forecast.h"

#include "base/draws.h"
#include "base/maths.h"
#include "base/parallel.h"
#include "threat/analogues.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <numeric>

namespace handover::threat {
namespace {

constexpr std::size_t kNoisePoints = 20;  // of the log-normal around each past month
constexpr double kNoise = 0.6;
constexpr std::size_t kLearningPoints = 40;  // of each component, when weights are learned
constexpr int kMonthsBetweenOrigins = 6;

// The last `months` known values up to index `last`.
std::vector<double> recent(const std::vector<double>& values, std::size_t last, std::size_t months) {
  std::vector<double> result;
  for (std::size_t back = 0; back < months && back <= last; ++back) {
    if (!std::isnan(values[last - back])) result.push_back(values[last - back]);
  }
  return result;
}

WeightedSample plain(const std::vector<double>& values) {
  return {values, std::vector<double>(values.size(), 1.0)};
}

WeightedSample noisy(const std::vector<double>& values) {
  WeightedSample sample;
  for (const double value : values) {
    if (value == 0.0) {
      sample.add(0.0, static_cast<double>(kNoisePoints));
      continue;
    }
    for (std::size_t i = 0; i < kNoisePoints; ++i) {
      const double normal = normal_quantile((static_cast<double>(i) + 0.5) / kNoisePoints);
      sample.add(value * exp_same(kNoise * normal), 1.0);
    }
  }
  return sample;
}

// Months count less the older they are. Where few are above zero the spread leans on that of the trade.
WeightedSample share_and_level(const std::vector<double>& newest_first) {
  constexpr double half_life = 6.0, usual_variance = 0.8, usual_weight = 3.0, pseudo_months = 0.5;
  double all = 0.0, none = 0.0, weight = 0.0, sum = 0.0, square = 0.0;
  for (std::size_t back = 0; back < newest_first.size(); ++back) {
    const double w = exp_same(-0.69314718055994531 * static_cast<double>(back) / half_life);
    all += w;
    if (newest_first[back] == 0.0) {
      none += w;
      continue;
    }
    const double level = log_same(newest_first[back]);
    weight += w;
    sum += w * level;
    square += w * level * level;
  }
  WeightedSample sample;
  if (weight == 0.0) {
    sample.add(0.0, 1.0);
    return sample;
  }
  const double zero = (none + pseudo_months) / (all + 2.0 * pseudo_months), mean = sum / weight;
  const double variance =
      (square - weight * mean * mean + usual_weight * usual_variance) / (weight + usual_weight);
  sample.add(0.0, zero);
  constexpr std::size_t points = 2 * kNoisePoints;
  for (std::size_t i = 0; i < points; ++i) {
    const double normal = normal_quantile((static_cast<double>(i) + 0.5) / points);
    // A level that is itself estimated spreads the months to come a little more.
    const double spread = std::sqrt(variance * (1.0 + 1.0 / (weight + usual_weight)));
    sample.add(std::max(1.0, exp_same(mean + spread * normal)), (1.0 - zero) / points);
  }
  return sample;
}

// Every component of one unit at one origin, by lead.
using UnitComponents = std::vector<std::array<WeightedSample, kComponents>>;

// Everything known at one origin of one panel.
class OriginView {
 public:
  OriginView(const Panel& panel, std::size_t last, std::shared_ptr<const Analogues> analogues)
      : panel_(panel), last_(last), analogues_(std::move(analogues)) {
    for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
      features_.push_back(features_of(panel.value[unit], last));
      // Until there are analogues a class is what its units saw in the last year.
      const auto year = recent(panel.value[unit], last, 12);
      if (features_.back().known) {
        auto& pool = class_pool_[class_of_level(features_.back().mean)];
        for (const double value : year) pool.add(value, 1.0);
      }
    }
  }
  const YearFeatures& features(std::size_t unit) const { return features_[unit]; }
  std::size_t level_class(std::size_t unit) const { return class_of_level(features_[unit].mean); }

  UnitComponents components(std::size_t unit, std::span<const int> leads) const {
    const std::vector<double>& values = panel_.value[unit];
    const auto year = recent(values, last_, 12), two_years = recent(values, last_, 24);
    const auto or_year = [&](const std::vector<double>& some) { return some.empty() ? year : some; };
    std::array<WeightedSample, kComponents> common;
    common[0] = plain(year);
    common[1] = noisy(year);
    common[2] = noisy(or_year(recent(values, last_, 6)));
    common[3] = noisy(two_years);
    common[4] = noisy(or_year(recent(values, last_, 3)));
    common[7] = share_and_level(recent(values, last_, 36));
    UnitComponents result;
    for (const int lead : leads) {
      auto one = common;
      one[5] = analogues_->after(features_[unit], lead);
      if (one[5].value.empty()) one[5] = common[1];
      one[6] = analogues_->after_class(level_class(unit), lead);
      if (one[6].value.empty()) one[6] = class_pool_.at(level_class(unit));
      result.push_back(std::move(one));
    }
    return result;
  }

 private:
  const Panel& panel_;
  std::size_t last_;
  std::shared_ptr<const Analogues> analogues_;
  std::vector<YearFeatures> features_;
  std::map<std::size_t, WeightedSample> class_pool_;
};

// Analogues of every panel up to the same month.
std::shared_ptr<const Analogues> analogues_at(std::span<const Panel* const> panels, Month month) {
  auto analogues = std::make_shared<Analogues>();
  for (const Panel* panel : panels) {
    const int index = std::min(months_between(panel->first, month), static_cast<int>(panel->months) - 1);
    if (index >= 0) analogues->learn(*panel, static_cast<std::size_t>(index));
  }
  return analogues;
}

double mean_distance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (const double x : a) {
    for (const double y : b) sum += std::abs(x - y);
  }
  return sum / static_cast<double>(a.size() * b.size());
}

// Points of each component, as they are and as logarithms of 1 + value.
using Points = std::array<std::vector<double>, kComponents>;
Points points_of(const std::array<WeightedSample, kComponents>& components) {
  Points points;
  for (std::size_t c = 0; c < kComponents; ++c) points[c] = quantile_sample(components[c], kLearningPoints);
  return points;
}
Points logged(Points points) {
  for (auto& component : points)
    for (double& x : component) x = log_same(1.0 + x);
  return points;
}

// Adds one unit-month's moments of the pool's CRPS, divided by the size that such scores have.
void add_moments(PoolMoments& sum, const Points& points, double outcome, double scale) {
  for (std::size_t a = 0; a < kComponents; ++a) {
    sum.distance[a] += scale * mean_distance(points[a], {outcome});
    for (std::size_t b = a; b < kComponents; ++b) {
      const double spread = scale * mean_distance(points[a], points[b]);
      sum.spread[a][b] += spread;
      if (a != b) sum.spread[b][a] += spread;
    }
  }
}

struct ClassMoments {
  PoolMoments level, logged;
  std::size_t rows = 0;
};
using AllMoments = std::array<ClassMoments, kClasses>;

void merge(PoolMoments& sum, const PoolMoments& other) {
  for (std::size_t a = 0; a < kComponents; ++a) {
    sum.distance[a] += other.distance[a];
    for (std::size_t b = 0; b < kComponents; ++b) sum.spread[a][b] += other.spread[a][b];
  }
}

// How each component did for one unit from one past origin.
void learn_unit(const OriginView& view, const Panel& panel, std::size_t last, std::size_t unit,
                std::span<const int> leads, ClassMoments& moments) {
  // Every third lead says nearly all: months of one unit move together.
  std::vector<int> some;
  for (std::size_t i = 1; i < leads.size(); i += 3) some.push_back(leads[i]);
  if (some.empty()) some.assign(leads.begin(), leads.end());
  const UnitComponents components = view.components(unit, some);
  for (std::size_t i = 0; i < some.size(); ++i) {
    const std::size_t month = last + static_cast<std::size_t>(some[i]);
    if (month >= panel.months || std::isnan(panel.value[unit][month])) continue;
    const double outcome = panel.value[unit][month];
    const Points points = points_of(components[i]);
    const double typical = std::abs(view.features(unit).mean - outcome);
    add_moments(moments.level, points, outcome, 1.0 / (5.0 + typical));
    add_moments(moments.logged, logged(points), log_same(1.0 + outcome), 1.0);
    ++moments.rows;
  }
}

AllMoments learn_from(const Panel& panel, std::span<const Panel* const> panels, Month past,
                      std::span<const int> leads, int threads) {
  const auto last = static_cast<std::size_t>(months_between(panel.first, past));
  const OriginView view(panel, last, analogues_at(panels, past));
  std::vector<ClassMoments> by_unit(panel.units.size());
  parallel_for(panel.units.size(), threads, [&](std::size_t unit) {
    // Years without anything teach all units the same; every eighth is enough.
    const YearFeatures& features = view.features(unit);
    if (!features.known || (features.mean == 0.0 && unit % 8 != 0)) return;
    learn_unit(view, panel, last, unit, leads, by_unit[unit]);
  });
  AllMoments sums{};
  for (std::size_t unit = 0; unit < by_unit.size(); ++unit) {
    ClassMoments& sum = sums[view.level_class(unit)];
    merge(sum.level, by_unit[unit].level);
    merge(sum.logged, by_unit[unit].logged);
    sum.rows += by_unit[unit].rows;
  }
  return sums;
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

// Euclidean projection onto the simplex (Duchi et al. 2008, figure 1).
Weights onto_simplex(Weights w) {
  Weights sorted = w;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  double sum = 0.0, shift = 0.0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sum += sorted[i];
    const double candidate = (sum - 1.0) / static_cast<double>(i + 1);
    if (sorted[i] - candidate > 0.0) shift = candidate;
  }
  for (double& x : w) x = std::max(0.0, x - shift);
  return w;
}

// Draws of the pool in an order that says nothing.
std::vector<double> draws_of(const std::array<WeightedSample, kComponents>& components,
                             const Weights& weights, const PanelForecastOptions& options,
                             const RandomStream& dice, std::uint32_t address) {
  WeightedSample pool;
  for (std::size_t c = 0; c < kComponents; ++c) {
    if (options.points > 0) {
      for (const double value : quantile_sample(components[c], options.points)) {
        pool.add(std::round(value), weights[c] / static_cast<double>(options.points));
      }
      continue;
    }
    const double all = std::accumulate(components[c].weight.begin(), components[c].weight.end(), 0.0);
    for (std::size_t i = 0; i < components[c].value.size(); ++i) {
      pool.add(std::round(components[c].value[i]), weights[c] * components[c].weight[i] / all);
    }
  }
  std::vector<double> draws = quantile_sample(pool, options.draws);
  for (std::size_t i = draws.size(); i > 1; --i) {
    const double uniform = dice.uniform_at(address, static_cast<std::uint32_t>(i));
    std::swap(draws[i - 1], draws[static_cast<std::size_t>(uniform * static_cast<double>(i))]);
  }
  return draws;
}

}  // namespace

std::string_view name_of(Component component) {
  constexpr std::string_view names[] = {"last 12",        "last 12, noisy", "last 6, noisy",
                                        "last 24, noisy", "last 3, noisy",  "analogues",
                                        "same class",     "share and level"};
  return names[static_cast<std::size_t>(component)];
}

std::size_t class_of_level(double mean_per_month) {
  constexpr double edges[] = {1e-9, 0.5, 3.0, 20.0, 100.0};
  return static_cast<std::size_t>(std::upper_bound(std::begin(edges), std::end(edges), mean_per_month) -
                                  std::begin(edges));
}

double crps_of_pool(const PoolMoments& moments, const Weights& weights) {
  double sum = 0.0;
  for (std::size_t a = 0; a < kComponents; ++a) {
    sum += moments.distance[a] * weights[a];
    for (std::size_t b = 0; b < kComponents; ++b) sum -= 0.5 * weights[a] * moments.spread[a][b] * weights[b];
  }
  return sum;
}

Weights best_weights(const PoolMoments& moments, const Weights& centre, double penalty) {
  Weights w = centre;
  double stiffness = 2.0 * penalty + 1e-9;
  for (const Weights& row : moments.spread) {
    for (const double value : row)
      stiffness = std::max(stiffness, 2.0 * penalty + kComponents * std::abs(value));
  }
  for (int step = 0; step < 3000; ++step) {
    Weights next = w;
    for (std::size_t a = 0; a < kComponents; ++a) {
      double slope = moments.distance[a] + 2.0 * penalty * (w[a] - centre[a]);
      for (std::size_t b = 0; b < kComponents; ++b) slope -= moments.spread[a][b] * w[b];
      next[a] -= slope / stiffness;
    }
    w = onto_simplex(next);
  }
  return w;
}

PanelForecast forecast_panel(const Panel& whole, std::span<const Panel> whole_related, Month origin,
                             std::span<const int> leads, const PanelForecastOptions& options) {
  // From here on nothing later than the origin exists.
  std::vector<Panel> cut = {known_at(whole, origin)};
  for (const Panel& one : whole_related) cut.push_back(known_at(one, origin));
  std::vector<const Panel*> panels;
  for (const Panel& one : cut) panels.push_back(&one);
  const Panel& panel = cut.front();
  if (panel.months == 0 || months_between(panel.first, origin) >= static_cast<int>(panel.months) + 24) {
    throw InputError(Problem{.value = to_string(origin),
                             .what = "is an origin with nothing known in the two years before it",
                             .mend = "choose an origin inside the panel's months"});
  }

  AllMoments moments{};
  for (const Panel* one : panels) {
    if (one->months == 0) continue;
    const Month latest = plus_months(origin, -leads.back());
    for (std::size_t i = 0; i < options.past_origins; ++i) {
      const Month past = plus_months(latest, -kMonthsBetweenOrigins * static_cast<int>(i));
      if (months_between(one->first, past) < 17 ||
          months_between(one->first, past) >= static_cast<int>(one->months))
        break;
      const AllMoments some = learn_from(*one, panels, past, leads, options.threads);
      for (std::size_t c = 0; c < kClasses; ++c) {
        merge(moments[c].level, some[c].level);
        merge(moments[c].logged, some[c].logged);
        moments[c].rows += some[c].rows;
      }
    }
  }
  PanelForecast result;
  for (std::size_t c = 0; c < kClasses; ++c) {
    result.learned_from[c] = moments[c].rows;
    result.weights[c] = moments[c].rows < 30
                            ? default_weights
                            : best_weights(balanced(moments[c]), default_weights, options.weight_penalty);
  }

  const std::size_t last = panel.months - 1;
  const int behind =
      months_between(panel.first, origin) - static_cast<int>(last);  // months the panel is behind
  std::vector<int> own_leads;
  for (const int lead : leads) own_leads.push_back(lead + behind);
  const OriginView view(panel, last, analogues_at(panels, origin));
  std::vector<std::vector<Forecast>> by_unit(panel.units.size());
  parallel_for(panel.units.size(), options.threads, [&](std::size_t unit) {
    if (recent(panel.value[unit], last, 12).empty()) return;
    const UnitComponents components = view.components(unit, own_leads);
    const RandomStream dice(options.seed, static_cast<std::uint32_t>(unit), 0, Purpose::forecast);
    for (std::size_t i = 0; i < leads.size(); ++i) {
      by_unit[unit].push_back({panel.units[unit], plus_months(origin, leads[i]),
                               draws_of(components[i], result.weights[view.level_class(unit)], options, dice,
                                        static_cast<std::uint32_t>(i))});
    }
  });
  for (std::size_t unit = 0; unit < by_unit.size(); ++unit) {
    if (by_unit[unit].empty()) result.left_out.push_back(panel.units[unit]);
    for (Forecast& forecast : by_unit[unit]) result.forecasts.push_back(std::move(forecast));
  }
  return result;
}

Hindsight hindsight_of(const Panel& panel, Month origin, std::span<const int> leads,
                       std::span<const std::string> leave_out, int threads) {
  const Panel known = known_at(panel, origin);
  const std::array<const Panel*, 1> panels = {&known};
  const OriginView view(known, known.months - 1, analogues_at(panels, origin));
  std::vector<ClassMoments> by_unit(known.units.size());
  parallel_for(known.units.size(), threads, [&](std::size_t unit) {
    if (!view.features(unit).known || std::ranges::count(leave_out, known.units[unit]) > 0) return;
    const UnitComponents components = view.components(unit, leads);
    for (std::size_t i = 0; i < leads.size(); ++i) {
      const double outcome = panel.at(*panel.find_unit(known.units[unit]), plus_months(origin, leads[i]));
      if (std::isnan(outcome)) continue;
      add_moments(by_unit[unit].logged, logged(points_of(components[i])), log_same(1.0 + outcome), 1.0);
      ++by_unit[unit].rows;
    }
  });
  AllMoments sums{};
  for (std::size_t unit = 0; unit < by_unit.size(); ++unit) {
    merge(sums[view.level_class(unit)].logged, by_unit[unit].logged);
    sums[view.level_class(unit)].rows += by_unit[unit].rows;
  }
  Hindsight result;
  for (const ClassMoments& one : sums) {
    if (one.rows == 0) continue;
    const Weights best = best_weights(one.logged, default_weights, 0.0);
    Weights last12{};
    last12[static_cast<std::size_t>(Component::last12)] = 1.0;
    result.pool += crps_of_pool(one.logged, best);
    result.last12 += crps_of_pool(one.logged, last12);
    result.unit_months += one.rows;
  }
  const double n = std::max(1.0, static_cast<double>(result.unit_months));
  result.pool /= n;
  result.last12 /= n;
  return result;
}

}  // namespace handover::threat
