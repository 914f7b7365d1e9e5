// What the models believe before they see a mission's data: one table behind the models, the printed list
// (`handover forecast --priors`) and the [priors] of mission.toml that replace them one by one.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace handover {

// On which scale a prior is normal. `logarithm`: of a positive number, `centre` is its median; `log_odds`: of
// a share, `centre` is its median; `plain`: of the number itself, `centre` is its mean. `half_normal`: of a
// number that cannot be negative, `spread` is the scale and `centre` 0.
enum class PriorScale { logarithm, log_odds, plain, half_normal };

// Append only: the order is that of the printed list.
enum class PriorName : std::size_t {
  level_by_day,
  level_by_total,
  dispersion,
  season,
  covariate_effect,
  zone_effect,
  self_excitation_by_day,
  self_excitation_by_total,
  cross_excitation,
  share_next_door,
  rate_when_off,
  share_off_the_map,
  background_step,
  reporting_ratio_by_day,
  reporting_ratio_by_total,
  ratio_of_source_by_day,
  ratio_of_source_by_total,
  fast_half_life,
  slow_half_life,
  share_fast,
  off_to_on,
  on_to_off,
  war_on_switching_on,
  talks_on_switching_on,
  capability,
  spread_of_functions,
  spread_of_units,
  growth_with_advisers,
  growth_of_function,
  decay_without_advisers,
  walk_of_capability,
  walk_of_function,
  rating_noise,
  rating_gaps,
  coverage_without_advisers,
  builder_bias,
  self_bias,
  independent_bias,
  kCount,  // not a prior
};
inline constexpr std::size_t kPriors = static_cast<std::size_t>(PriorName::kCount);

struct PriorKey {
  PriorName prior;
  std::string_view key;     // in mission.toml
  std::string_view module;  // that reads it
  PriorScale scale;
  double centre, spread;
  bool centre_is_fixed;              // by what the number means
  double least_spread, most_spread;  // that a mission may state
  std::string_view meaning;          // with its unit
  std::string_view source;           // a judgement where it says so
};

std::span<const PriorKey, kPriors> prior_keys();
const PriorKey& key_of(PriorName prior);
std::optional<PriorName> prior_named(std::string_view key);
std::string_view name_of(PriorScale scale);

// One prior in force: the table's, or the mission's own.
struct PriorValue {
  double centre = 0.0, spread = 1.0;
  std::string source;   // id in sources.csv of a mission's own; empty: the table's
  bool stated = false;  // by the mission
  // Mean on the scale on which the prior is normal.
  double mean(PriorScale scale) const;
};

class Priors {
 public:
  Priors();  // those of the table
  const PriorValue& operator[](PriorName prior) const { return values_[static_cast<std::size_t>(prior)]; }
  PriorValue& operator[](PriorName prior) { return values_[static_cast<std::size_t>(prior)]; }

 private:
  std::array<PriorValue, kPriors> values_;
};

}  // namespace handover
