#include "threat/panel/panel_forecast.h"

#include "base/parallel.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace handover::threat {
namespace {

constexpr int kMonthsOfOrigins = 120;     // past origins are spread over so many at most
constexpr int kMonthsBeforeOrigins = 17;  // of a panel before the first month that it is learned from

// What past origins teach of one class of units.
struct ClassMoments {
  PoolMoments level, logged;
  std::vector<Weights> chances;  // of the bin that came
  std::size_t rows = 0;
};
using AllMoments = std::array<ClassMoments, kClasses>;

struct PastOrigins {
  AllMoments moments{};
  int months = 0;  // from the first to the last of them
};

void merge(ClassMoments& sum, const ClassMoments& other) {
  merge(sum.level, other.level);
  merge(sum.logged, other.logged);
  sum.chances.insert(sum.chances.end(), other.chances.begin(), other.chances.end());
  sum.rows += other.rows;
}

// Everything that forecasts are made from: panels cut at the origin or before, their units' neighbours, other
// counts.
struct Sources {
  std::vector<const Panel*> panels;  // the panel itself first
  std::vector<const Panel*> others;
  const PanelForecastOptions& options;
};

// What all units of `panel` teach up to `month`.
Learned learned_at(const Sources& sources, const Panel& panel, Month month, std::span<const int> leads,
                   const ForestOptions& forest) {
  std::vector<const Panel*> beside = sources.others;
  for (const Panel* one : sources.panels) {
    if (one != &panel) beside.push_back(one);
  }
  // A panel may end before the month; what others know by then still counts.
  const int last = std::min(months_between(panel.first, month), static_cast<int>(panel.months) - 1);
  Learned learned;
  learned.analogues = analogues_at(sources.panels, month);
  learned.features =
      std::make_shared<UnitFeatures>(panel, beside, neighbours_of(panel, sources.options.neighbours));
  learned.forest =
      std::make_shared<Forest>(panel, *learned.features, static_cast<std::size_t>(last), leads, forest);
  learned.onset = std::make_shared<OnsetHazard>(panel, *learned.features, static_cast<std::size_t>(last),
                                                leads, forest.seed);
  learned.may_use_record = month >= kRecordKnownFrom;
  if (learned.may_use_record)
    learned.onsets_to_record = onsets_seen_to_expected(
        panel, *learned.features, static_cast<std::size_t>(last), leads, forest_of_the_record(), forest.seed);
  return learned;
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
    moments.chances.push_back(chances_of_bin(points, outcome));
    ++moments.rows;
  }
}

// Calm units teach nearly the same: some of very many are enough.
constexpr std::size_t kMostCalm = 400, kMostActive = 1500;

// A smaller forest than the one that forecasts, of the same kind.
ForestOptions forest_to_learn_with(const PanelForecastOptions& options) {
  ForestOptions forest = options.forest;
  forest.trees = std::max<std::size_t>(1, (forest.trees * 3) / 8);
  forest.most_rows = forest.most_rows / 2;
  forest.threads = options.threads;
  forest.seed = options.seed;
  return forest;
}

AllMoments learn_from(const Sources& sources, const Panel& panel, Month past, std::span<const int> own_leads,
                      std::span<const int> leads) {
  const int threads = sources.options.threads;
  const auto last = static_cast<std::size_t>(months_between(panel.first, past));
  const OriginView view(panel, last,
                        learned_at(sources, panel, past, own_leads, forest_to_learn_with(sources.options)),
                        {{leads.begin(), leads.end()}, kLearningPoints, threads});
  std::vector<std::size_t> calm, active;
  for (std::size_t unit = 0; unit < panel.units.size(); ++unit) {
    const YearFeatures& features = view.features(unit);
    if (features.known) (features.mean == 0.0 ? calm : active).push_back(unit);
  }
  const std::size_t calm_step = calm.size() / kMostCalm + 1, active_step = active.size() / kMostActive + 1;
  std::vector<std::size_t> units;
  for (std::size_t i = 0; i < calm.size(); i += calm_step) units.push_back(calm[i]);
  for (std::size_t i = 0; i < active.size(); i += active_step) units.push_back(active[i]);
  std::vector<ClassMoments> by_unit(units.size());
  parallel_for(units.size(), threads,
               [&](std::size_t i) { learn_unit(view, panel, last, units[i], leads, by_unit[i]); });
  AllMoments sums{};
  for (std::size_t i = 0; i < units.size(); ++i) merge(sums[view.level_class(units[i])], by_unit[i]);
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
PastOrigins learn(const Sources& sources, Month newest, std::span<const int> leads) {
  const std::vector<int> some = leads_to_learn(leads);
  PastOrigins past;
  for (const Panel* panel : sources.panels) {
    // A panel that ended before this origin, or soon after, has older ones to learn from.
    const int most = static_cast<int>(panel->months) - 1 - some.front();
    const int from = std::min(months_between(panel->first, newest), most);
    const int span = std::min(from - kMonthsBeforeOrigins, kMonthsOfOrigins);
    if (span < 0) continue;
    const int wanted = static_cast<int>(sources.options.past_origins);
    const int step = std::max(6, span / std::max(1, wanted - 1));
    for (int i = 0; i < wanted && i * step <= span; ++i) {
      const AllMoments one =
          learn_from(sources, *panel, plus_months(panel->first, from - i * step), leads, some);
      for (std::size_t c = 0; c < kClasses; ++c) merge(past.moments[c], one[c]);
      past.months = std::max(past.months, i * step);
    }
  }
  return past;
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

// Weights of one class, none for components that are left out.
Weights weights_of(const PastOrigins& past, std::size_t level_class, const PanelForecastOptions& options) {
  const ClassMoments& moments = past.moments[level_class];
  // Few years say little, since the months of a year move together.
  const double years_missing = kMonthsOfOrigins / std::max(6.0, static_cast<double>(past.months));
  const double penalty = options.weight_penalty * years_missing * years_missing;
  constexpr std::size_t kFewestRows = 30;
  // Where a year was quiet nearly all that is asked is whether any comes.
  const double share_of_ignorance = level_class == 0 ? 0.9 : 0.5;
  Weights weights = moments.rows < kFewestRows
                        ? default_weights[level_class]
                        : best_weights(balanced(moments), moments.chances, share_of_ignorance,
                                       default_weights[level_class], penalty);
  for (const Component left_out : options.without) weights[static_cast<std::size_t>(left_out)] = 0.0;
  const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) weight = all > 0.0 ? weight / all : 1.0 / kComponents;
  return weights;
}

// A linear pool is wider than what it is made of (Gneiting & Ranjan 2013). In the great wars of the record of
// 1989 to 2017 one outcome in a hundred lay outside nine tenths of it; drawn together by a fifth on the scale
// of logarithms, five did.
void draw_together(std::vector<double>& sorted, double share) {
  const double middle = maths::log1p(sorted[sorted.size() / 2]);
  for (double& x : sorted) x = std::round(maths::exp(middle + share * (maths::log1p(x) - middle)) - 1.0);
}

constexpr std::size_t kDrawsToSayRarely = 1000;

// Draws of the pool in an order that says nothing.
std::vector<double> draws_of(const Components& components, const Weights& weights, double spread,
                             std::size_t count, const RandomStream& randomness, std::uint32_t address) {
  WeightedSample pool;
  for (std::size_t c = 0; c < kComponents; ++c) {
    const double all = std::accumulate(components[c].weight.begin(), components[c].weight.end(), 0.0);
    for (std::size_t i = 0; i < components[c].value.size(); ++i) {
      pool.add(std::round(components[c].value[i]), weights[c] * components[c].weight[i] / all);
    }
  }
  std::vector<double> draws = quantile_sample(pool, count);
  if (spread != 1.0) draw_together(draws, spread);
  if (count >= kDrawsToSayRarely && draws.back() == 0.0) draws.back() = 1.0;
  for (std::size_t i = draws.size(); i > 1; --i) {
    const double uniform = randomness.uniform_at(address, static_cast<std::uint32_t>(i));
    std::swap(draws[i - 1], draws[static_cast<std::size_t>(uniform * static_cast<double>(i))]);
  }
  return draws;
}

// Throws InputError when nobody has a value in the year up to the origin.
void check_known(const Panel& panel, Month origin) {
  if (panel.months > 0 && months_behind(panel, origin) < 12) return;
  throw InputError(Problem{.code = ProblemCode::missing,
                           .value = to_string(origin),
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
    const double spread = view.level_class(unit) + 1 == kClasses ? options.spread_of_great_wars : 1.0;
    for (std::size_t i = 0; i < leads.size(); ++i) {
      by_unit[unit].push_back({panel.units[unit], plus_months(origin, leads[i]),
                               draws_of(components[i], weights[view.level_class(unit)], spread, options.draws,
                                        randomness, static_cast<std::uint32_t>(i))});
    }
  });
  return by_unit;
}

}  // namespace

PanelForecast forecast_panel(const Panel& whole, std::span<const Panel> whole_related, Month origin,
                             std::span<const int> leads, const PanelForecastOptions& options,
                             std::span<const Panel> whole_others) {
  // From here on nothing later than the origin exists.
  std::vector<Panel> cut = {known_at(whole, origin)}, cut_others;
  for (const Panel& one : whole_related) cut.push_back(known_at(one, origin));
  for (const Panel& one : whole_others) cut_others.push_back(known_at(one, origin));
  const Panel& panel = cut.front();
  check_known(panel, origin);
  Sources sources{{}, {}, options};
  for (const Panel& one : cut) {
    if (one.months > 0) sources.panels.push_back(&one);
  }
  for (const Panel& one : cut_others) {
    if (one.months > 0) sources.others.push_back(&one);
  }

  // A panel that ends before the origin looks, and learns to look, that much further.
  const std::vector<int> own_leads = leads_from_end(panel, origin, leads);
  PanelForecast result;
  result.known_to = panel.month_at(panel.months - 1);
  const PastOrigins past = learn(sources, plus_months(result.known_to, -own_leads.back()), own_leads);
  for (std::size_t c = 0; c < kClasses; ++c) {
    result.learned_from[c] = past.moments[c].rows;
    result.weights[c] = weights_of(past, c, options);
  }

  ForestOptions forest = options.forest;
  forest.seed = options.seed;
  forest.threads = options.threads;
  const OriginView view(panel, panel.months - 1, learned_at(sources, panel, origin, own_leads, forest),
                        {own_leads, options.points, options.threads});
  auto by_unit = forecast_units(panel, view, origin, leads, result.weights, options);
  for (std::size_t unit = 0; unit < by_unit.size(); ++unit) {
    if (by_unit[unit].empty()) result.left_out.push_back(panel.units[unit]);
    for (Forecast& forecast : by_unit[unit]) result.forecasts.push_back(std::move(forecast));
  }
  return result;
}

}  // namespace handover::threat
