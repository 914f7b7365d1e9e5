// The predictive distributions that a panel's forecasts pool, of each unit at one origin.
#pragma once

#include "threat/panel/analogues.h"
#include "threat/panel/forest.h"
#include "threat/panel/onset_hazard.h"
#include "threat/panel/panel.h"
#include "threat/panel/parametric.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace handover::threat {

// What is pooled. The noise around past months is log-normal with the stated standard deviation.
// `share_and_level`: zero with the share of months without any, else log-normal, both from the last three
// years with weights that halve every half-year. `forest`: what came after pasts like this one by a forest
// learned on the whole record, `forest_scaled` the same times the ratio of the levels; where the record is
// too short to learn from, both are the class's. `onset`: after a year without any the chance of the hazard
// model and what the forest says comes then, elsewhere the scaled forest again.
// `everywhere`: the last year of all units together, the challenge's bootstrap.
enum class Component {
  last12,
  last12_noisy,
  last6_noisy,
  last24_noisy,
  last3_noisy,
  analogues,
  same_class,
  share_and_level,
  negative_binomial,
  regimes,
  forest,
  forest_scaled,
  onset,
  everywhere
};
inline constexpr std::size_t kComponents = 14;
std::string_view name_of(Component component);
std::optional<Component> component_named(std::string_view name);
using Components = std::array<WeightedSample, kComponents>;

// The values known in the last `months` months up to index `last`, newest first.
std::vector<double> recent_values(const std::vector<double>& values, std::size_t last, std::size_t months);

// Analogues of every panel up to the same month.
std::shared_ptr<const Analogues> analogues_at(std::span<const Panel* const> panels, Month month);

// How many months the panel, known at `origin` and not empty, ends before it.
int months_behind(const Panel& known, Month origin);
// Months from the panel's own end to those `leads` after the origin.
std::vector<int> leads_from_end(const Panel& known, Month origin, std::span<const int> leads);

// Which components are wanted.
struct ComponentsWanted {
  std::vector<int> leads;  // months after the view's last
  std::size_t points = 0;  // quantiles that stand for each component above zero; 0: the whole sample
  int threads = 0;
};

// What several units are learned from together.
struct Learned {
  std::shared_ptr<const Analogues> analogues;
  std::shared_ptr<const UnitFeatures> features;
  std::shared_ptr<const Forest> forest;  // may be missing, and so may what follows
  std::shared_ptr<const OnsetHazard> onset;
  double onsets_to_record = 1.0;  // of the panel's own quiet months, to what the record's forest says
  bool may_use_record = false;    // what is asked from this month may know the record to 2017
};

// Everything known of a panel's units at month index `last`. What several units have in common is worked out
// once, when the view is made.
class OriginView {
 public:
  // `panel` must outlive the view.
  OriginView(const Panel& panel, std::size_t last, Learned learned, ComponentsWanted wanted);

  const YearFeatures& features(std::size_t unit) const { return features_[unit]; }
  std::size_t level_class(std::size_t unit) const { return class_of_level(features_[unit].mean); }
  // By lead, of a unit whose features are known.
  std::vector<Components> components(std::size_t unit) const;

 private:
  using ByLead = std::vector<WeightedSample>;
  using Place = std::array<double, 4>;  // all that analogues depend on
  static Place place_of(const YearFeatures& features);

  WeightedSample thinned(WeightedSample sample) const;
  ByLead after_like_years(const YearFeatures& features) const;
  void add_learned(std::size_t unit, std::vector<Components>& components) const;
  Forest::Answer ask_forests(std::span<const double> features, double level, int lead) const;
  double share_of_own() const;
  double onset_chance(std::span<const double> features, const WeightedSample& forest, int lead) const;
  void share_analogues();
  void share_classes();

  const Panel& panel_;
  std::size_t last_;
  Learned learned_;
  Regimes regimes_;
  ComponentsWanted wanted_;
  std::vector<YearFeatures> features_;
  std::map<Place, ByLead> shared_;  // of features that several units have: calm ones by the thousand
  WeightedSample everywhere_;
  std::map<std::size_t, ByLead> class_;  // of the classes that there are
};

}  // namespace handover::threat
