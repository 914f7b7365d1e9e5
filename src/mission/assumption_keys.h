// Every effect that a mechanism of the simulator reads from `Mission::assumptions`: the one table behind the
// loader's check of keys, the simulator, the ranking of assumptions and the documentation.
//
// A mechanism whose assumption a mission leaves out is off, and the program lists it as off: nothing has a
// hidden default. Effects on rates are natural logarithms of a rate ratio: 0 is no effect, 0.69 doubles,
// -0.69 halves.
#pragma once

#include "mission/audience.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace handover {

// Append only: the order is part of stored results.
enum class Effect : std::size_t {
  exposure_elasticity,
  insurgent_response_to_handover,
  insurgent_response_to_closure,
  closure_effect_half_life_days,
  insurgent_response_to_withdrawal,
  adversary_waiting,
  adversary_return,
  militia_waiting,
  militia_response_to_presence,
  relabel_effect_on_militia,
  strike_after_lethal_attack,
  strike_after_any_attack,
  strike_delay_days,
  militia_retaliation_per_strike,
  retaliation_delay_days,
  militia_deterrence_per_strike,
  deterrence_half_life_days,
  war_abroad_starts_per_year,
  war_abroad_ends_per_year,
  militia_response_to_war_abroad,
  regional_shocks_per_year,
  shock_effect_on_insurgents,
  shock_half_life_days,
  pressure_today,
  pressure_per_strike,
  pressure_per_civilian_killed_by_strike,
  pressure_near_election,
  pressure_half_life_days,
  uncovered_task_effect_on_insurgents,
  uncovered_task_effect_on_host_deaths,
  uncovered_task_effect_on_civilian_deaths,
  below_protection_effect_on_coalition_deaths,
  displaced_per_civilian_killed,
  mentoring_kept_from_afar,
  reversal_delay_days,
  reversal_refused,
  steps_wait_while_suspended,
  steps_stop_after_collapse,
  expulsion_days_to_leave,
  early_exit_per_coalition_death,
  early_exit_days_to_leave,
  suspension_per_coalition_death,
  suspension_per_strike,
  agreement_per_gap,
  agreement_near_deadline,
  expulsion_per_pressure,
  expulsion_per_strike,
  collapse_per_gap,
  agreement_breaks_per_year,
  collapsed_talks_reopen_per_year,
  expelled_asked_back_per_year,
  evacuation_gap_effect_on_deaths,
  hunting_gap_effect_on_insurgents,
  sustainment_gap_stops_tasks,
  reaction_gap_effect_on_coalition_deaths,
  attacks_move_to_places_left,
  background_drift,
  plan_undone_without_trigger,
  contractor_departure_effect_on_functions,
  clearance_days,
  successor_mentoring,
  successor_effect_on_insurgents,
  successor_effect_on_civilian_deaths,
  talks_near_meeting,
  count
};
inline constexpr std::size_t kEffects = static_cast<std::size_t>(Effect::count);

struct AssumptionKey {
  Effect effect;
  std::string_view key;         // as written in assumptions.csv
  Declared audience;            // who may read its range and what depends on it
  std::string_view unit;        // as written in assumptions.csv
  double lowest, highest;       // values outside are refused as nonsense
  std::string_view mechanism;   // the unit of the simulator that reads it
  std::string_view help;        // one line
  std::string_view literature;  // where the size, the sign or the form comes from; "none" says so
};

// In the order of `Effect`.
std::span<const AssumptionKey, kEffects> assumption_keys();
const AssumptionKey& key_of(Effect effect);
// Nothing when no mechanism reads this key.
std::optional<Effect> effect_named(std::string_view key);
// Of a key of assumptions.csv; a key that no mechanism reads has been declared to nobody: each side's own.
Audience audience_of_assumption(std::string_view key);

}  // namespace handover
