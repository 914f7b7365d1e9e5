#include "threat/panel/panel_components.h"

#include "base/parallel.h"
#include "numerics/draws.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace handover::threat {
namespace {

constexpr std::size_t kNoisePoints = 20;  // of the log-normal around each past month
constexpr double kNoise = 0.6;

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
      sample.add(value * maths::exp(kNoise * normal), 1.0);
    }
  }
  return sample;
}

// Months count less the older they are. Where few are above zero the spread leans on that of the trade.
WeightedSample share_and_level(const std::vector<double>& newest_first) {
  constexpr double half_life = 6.0, usual_variance = 0.8, usual_weight = 3.0, pseudo_months = 0.5;
  double all = 0.0, none = 0.0, weight = 0.0, sum = 0.0, square = 0.0;
  for (std::size_t back = 0; back < newest_first.size(); ++back) {
    const double w = maths::exp(-0.69314718055994531 * static_cast<double>(back) / half_life);
    all += w;
    if (newest_first[back] == 0.0) {
      none += w;
      continue;
    }
    const double level = maths::log(newest_first[back]);
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
    sample.add(std::max(1.0, maths::exp(mean + spread * normal)), (1.0 - zero) / points);
  }
  return sample;
}

}  // namespace

std::string_view name_of(Component component) {
  constexpr std::string_view names[] = {
      "last 12",   "last 12, noisy", "last 6, noisy",   "last 24, noisy",    "last 3, noisy",
      "analogues", "same class",     "share and level", "negative binomial", "regimes",
      "forest",    "forest, scaled", "onset",           "everywhere"};
  return names[static_cast<std::size_t>(component)];
}

std::optional<Component> component_named(std::string_view name) {
  for (std::size_t c = 0; c < kComponents; ++c) {
    if (name_of(static_cast<Component>(c)) == name) return static_cast<Component>(c);
  }
  return std::nullopt;
}

std::vector<double> recent_values(const std::vector<double>& values, std::size_t last, std::size_t months) {
  std::vector<double> result;
  for (std::size_t back = 0; back < months && back <= last; ++back) {
    if (!std::isnan(values[last - back])) result.push_back(values[last - back]);
  }
  return result;
}

std::shared_ptr<const Analogues> analogues_at(std::span<const Panel* const> panels, Month month) {
  auto analogues = std::make_shared<Analogues>();
  for (const Panel* panel : panels) {
    const int index = std::min(months_between(panel->first, month), static_cast<int>(panel->months) - 1);
    if (index >= 0) analogues->learn(*panel, static_cast<std::size_t>(index));
  }
  return analogues;
}

int months_behind(const Panel& known, Month origin) {
  return months_between(known.month_at(known.months - 1), origin);
}

std::vector<int> leads_from_end(const Panel& known, Month origin, std::span<const int> leads) {
  std::vector<int> own(leads.begin(), leads.end());
  for (int& lead : own) lead += months_behind(known, origin);
  return own;
}

OriginView::OriginView(const Panel& panel, std::size_t last, Learned learned, ComponentsWanted wanted)
    : panel_(panel),
      last_(last),
      learned_(std::move(learned)),
      regimes_(panel, last),
      wanted_(std::move(wanted)) {
  for (const auto& values : panel.value) features_.push_back(features_of(values, last));
  share_analogues();
  share_classes();
}

OriginView::Place OriginView::place_of(const YearFeatures& features) {
  return {features.level, features.place[0], features.place[1], features.place[2]};
}

WeightedSample OriginView::thinned(WeightedSample sample) const {
  return wanted_.points == 0 ? sample : thinned_above_zero(sample, wanted_.points);
}

OriginView::ByLead OriginView::after_like_years(const YearFeatures& features) const {
  const std::vector<Neighbour> neighbours = learned_.analogues->like(features);
  ByLead result;
  for (const int lead : wanted_.leads) result.push_back(thinned(learned_.analogues->after(neighbours, lead)));
  return result;
}

void OriginView::share_analogues() {
  std::map<Place, std::size_t> times;
  std::vector<const YearFeatures*> several;
  for (const YearFeatures& features : features_) {
    if (features.known && ++times[place_of(features)] == 2) several.push_back(&features);
  }
  std::vector<ByLead> found(several.size());
  parallel_for(several.size(), wanted_.threads,
               [&](std::size_t i) { found[i] = after_like_years(*several[i]); });
  for (std::size_t i = 0; i < several.size(); ++i) shared_[place_of(*several[i])] = std::move(found[i]);
}

void OriginView::share_classes() {
  // Until there are analogues a class is what its units saw in the last year.
  std::map<std::size_t, WeightedSample> own_year;
  for (std::size_t unit = 0; unit < features_.size(); ++unit) {
    if (!features_[unit].known) continue;
    for (const double value : recent_values(panel_.value[unit], last_, 12))
      own_year[level_class(unit)].add(value, 1.0);
  }
  WeightedSample all;
  for (const auto& [level, pool] : own_year) {
    for (const double value : pool.value) all.add(value, 1.0);
  }
  everywhere_ = thinned(std::move(all));
  for (const auto& [level, pool] : own_year) {
    for (const int lead : wanted_.leads) {
      const WeightedSample sample = learned_.analogues->after_class(level, lead);
      class_[level].push_back(thinned(sample.value.empty() ? pool : sample));
    }
  }
}

namespace {

// The same values above zero, together as likely as `chance`.
WeightedSample with_chance_of_any(const WeightedSample& sample, double chance) {
  double above = 0.0;
  for (std::size_t i = 0; i < sample.value.size(); ++i)
    above += sample.value[i] > 0.0 ? sample.weight[i] : 0.0;
  WeightedSample result;
  result.add(0.0, 1.0 - chance);
  for (std::size_t i = 0; i < sample.value.size(); ++i) {
    if (sample.value[i] > 0.0) result.add(sample.value[i], chance * sample.weight[i] / above);
  }
  if (above == 0.0) result.add(1.0, chance);
  return result;
}

// Both samples, with shares of the weight.
WeightedSample mixed(const WeightedSample& a, double share, const WeightedSample& b) {
  WeightedSample result;
  for (std::size_t i = 0; i < a.value.size(); ++i) result.add(a.value[i], share * a.weight[i]);
  for (std::size_t i = 0; i < b.value.size(); ++i) result.add(b.value[i], (1.0 - share) * b.weight[i]);
  return result;
}

}  // namespace

void OriginView::add_learned(std::size_t unit, std::vector<Components>& components) const {
  if (!learned_.features) return;
  std::vector<double> features(learned_.features->size());
  learned_.features->write(unit, last_, features);
  for (std::size_t i = 0; i < wanted_.leads.size(); ++i) {
    Components& one = components[i];
    const Forest::Answer answer = ask_forests(features, features_[unit].level, wanted_.leads[i]);
    if (answer.as_was.value.empty()) continue;
    one[10] = thinned(answer.as_was);
    one[11] = one[12] = thinned(answer.scaled);
    if (learned_.onset && features_[unit].mean == 0.0)
      one[12] = with_chance_of_any(one[10], onset_chance(features, one[10], wanted_.leads[i]));
  }
}

double OriginView::share_of_own() const {
  // After five years a panel's own record counts as much as the one it borrows.
  constexpr double kMonthsAsGood = 60.0;
  const double own =
      learned_.forest && learned_.forest->trained() ? static_cast<double>(learned_.forest->months()) : 0.0;
  return learned_.may_use_record ? own / (own + kMonthsAsGood) : (own > 0.0 ? 1.0 : 0.0);
}

// The panel's own forest and, while that is young, the record's, which knows nothing of neighbours and other
// counts.
Forest::Answer OriginView::ask_forests(std::span<const double> features, double level, int lead) const {
  const double own = share_of_own();
  if (own == 1.0) return learned_.forest->after(features, level, lead);
  if (!learned_.may_use_record) return {};
  const Forest& record = forest_of_the_record();
  Forest::Answer borrowed = record.after(features.subspan(0, record.features()), level, lead);
  if (own == 0.0) return borrowed;
  const Forest::Answer answer = learned_.forest->after(features, level, lead);
  return {mixed(answer.as_was, own, borrowed.as_was), mixed(answer.scaled, own, borrowed.scaled)};
}

double OriginView::onset_chance(std::span<const double> features, const WeightedSample& forest,
                                int lead) const {
  double any = 0.0, all = 0.0;
  for (std::size_t i = 0; i < forest.value.size(); ++i) {
    any += forest.value[i] > 0.0 ? forest.weight[i] : 0.0;
    all += forest.weight[i];
  }
  const double own = share_of_own();
  const double borrowed = std::min(0.5, learned_.onsets_to_record * any / all);
  return own * learned_.onset->chance(features, lead) + (1.0 - own) * borrowed;
}

std::vector<Components> OriginView::components(std::size_t unit) const {
  const std::vector<double>& values = panel_.value[unit];
  const auto year = recent_values(values, last_, 12), two_years = recent_values(values, last_, 24);
  const auto or_year = [&](const std::vector<double>& some) { return some.empty() ? year : some; };
  Components common;
  common[0] = thinned(plain(year));
  common[1] = thinned(noisy(year));
  common[2] = thinned(noisy(or_year(recent_values(values, last_, 6))));
  common[3] = thinned(noisy(two_years));
  common[4] = thinned(noisy(or_year(recent_values(values, last_, 3))));
  common[7] = thinned(share_and_level(recent_values(values, last_, 36)));
  const auto shared = shared_.find(place_of(features_[unit]));
  const ByLead own = shared == shared_.end() ? after_like_years(features_[unit]) : ByLead{};
  const ByLead& analogues = shared == shared_.end() ? own : shared->second;
  const ByLead& of_class = class_.at(level_class(unit));
  const auto three_years = recent_values(values, last_, 36);
  std::vector<Components> result;
  for (std::size_t i = 0; i < wanted_.leads.size(); ++i) {
    Components one = common;
    one[5] = analogues[i].value.empty() ? common[1] : analogues[i];
    one[6] = of_class[i];
    one[8] = thinned(negative_binomial_sample(three_years, of_class[i]));
    one[9] = thinned(regimes_.after(values, last_, wanted_.leads[i]));
    one[10] = of_class[i];
    one[11] = of_class[i];
    one[12] = of_class[i];
    one[13] = everywhere_;
    result.push_back(std::move(one));
  }
  add_learned(unit, result);
  return result;
}

}  // namespace handover::threat
