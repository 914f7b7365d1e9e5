#include "simulate/mechanisms.h"

#include "mission/mission.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace handover::simulate {
namespace {

constexpr std::array<std::string_view, kMechanisms> kNames = {
    "regimes",      "excitation",       "overdispersion",   "season",     "talks",        "slip",
    "capability",   "capability_noise", "exposure",         "handover",   "closure",      "withdrawal",
    "waiting",      "militia_waiting",  "militia_presence", "relabel",    "strikes",      "retaliation",
    "deterrence",   "war_abroad",       "shocks",           "pressure",   "uncovered",    "protection",
    "displacement", "mentoring",        "reversal",         "suspension", "expulsion",    "early_exit",
    "signature",    "durability",       "consequences",     "drift",      "substitution", "contractors",
    "clearances",   "successor"};

// Keys without which a mechanism has nothing to do; any one of a line is enough, and each line is needed.
struct Need {
  Mechanism mechanism;
  std::vector<Effect> any_of;
};
const std::vector<Need>& needs_of_mechanisms() {
  using M = Mechanism;
  using E = Effect;
  static const std::vector<Need> needs = {
      {M::exposure, {E::exposure_elasticity}},
      {M::handover, {E::insurgent_response_to_handover}},
      {M::closure, {E::insurgent_response_to_closure}},
      {M::withdrawal, {E::insurgent_response_to_withdrawal}},
      {M::waiting, {E::adversary_waiting, E::adversary_return}},
      {M::militia_waiting, {E::militia_waiting}},
      {M::militia_presence, {E::militia_response_to_presence}},
      {M::relabel, {E::relabel_effect_on_militia}},
      {M::strikes, {E::strike_after_lethal_attack, E::strike_after_any_attack}},
      {M::retaliation, {E::militia_retaliation_per_strike}},
      {M::deterrence, {E::militia_deterrence_per_strike}},
      {M::deterrence, {E::deterrence_half_life_days}},
      {M::war_abroad, {E::war_abroad_starts_per_year, E::war_abroad_ends_per_year}},
      {M::shocks, {E::regional_shocks_per_year}},
      {M::shocks, {E::shock_effect_on_insurgents}},
      {M::shocks, {E::shock_half_life_days}},
      {M::pressure,
       {E::pressure_today, E::pressure_per_strike, E::pressure_per_civilian_killed_by_strike,
        E::pressure_near_election}},
      {M::uncovered,
       {E::uncovered_task_effect_on_insurgents, E::uncovered_task_effect_on_host_deaths,
        E::uncovered_task_effect_on_civilian_deaths}},
      {M::protection, {E::below_protection_effect_on_coalition_deaths}},
      {M::displacement, {E::displaced_per_civilian_killed}},
      {M::mentoring, {E::mentoring_kept_from_afar}},
      {M::reversal, {E::reversal_delay_days, E::plan_undone_without_trigger}},
      {M::suspension, {E::steps_wait_while_suspended, E::steps_stop_after_collapse}},
      {M::expulsion, {E::expulsion_days_to_leave}},
      {M::early_exit, {E::early_exit_per_coalition_death}},
      {M::early_exit, {E::early_exit_days_to_leave}},
      {M::durability,
       {E::agreement_breaks_per_year, E::collapsed_talks_reopen_per_year, E::expelled_asked_back_per_year}},
      {M::consequences,
       {E::evacuation_gap_effect_on_deaths, E::hunting_gap_effect_on_insurgents,
        E::sustainment_gap_stops_tasks, E::reaction_gap_effect_on_coalition_deaths}},
      {M::substitution, {E::attacks_move_to_places_left}},
      {M::contractors, {E::contractor_departure_effect_on_functions}},
      {M::clearances, {E::clearance_days}},
      {M::successor,
       {E::successor_mentoring, E::successor_effect_on_insurgents, E::successor_effect_on_civilian_deaths}},
  };
  return needs;
}

// What a mission does not have cannot be off in it.
bool concerns(const Mission& mission, Mechanism mechanism) {
  const auto& functions = mission.functions;
  if (mechanism == Mechanism::contractors)
    return std::any_of(functions.begin(), functions.end(),
                       [](const Function& f) { return f.by_contractors; });
  if (mechanism == Mechanism::clearances) {
    for (std::size_t r = 0; r < mission.regions.size(); ++r)
      if (awaits_clearance(mission, r)) return true;
    return false;
  }
  return mechanism != Mechanism::successor || has_successor(mission);
}

}  // namespace

std::string_view name_of(Mechanism mechanism) {
  return kNames[static_cast<std::size_t>(mechanism)];
}

std::optional<Mechanism> mechanism_named(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Mechanism>(found - kNames.begin());
}

bool is_assumed(Mechanism mechanism) {
  return mechanism >= Mechanism::exposure && mechanism != Mechanism::signature &&
         mechanism != Mechanism::drift;
}

Mechanism mechanism_of(Effect effect) {
  const auto mechanism = mechanism_named(key_of(effect).mechanism);
  if (!mechanism) throw std::logic_error("an assumption names a mechanism that does not exist");
  return *mechanism;
}

std::vector<OffMechanism> mechanisms_off(const Mission& mission) {
  const auto stated = [&](Effect effect) {
    return std::any_of(mission.assumptions.begin(), mission.assumptions.end(),
                       [&](const Assumption& a) { return a.key == key_of(effect).key; });
  };
  std::vector<OffMechanism> off;
  for (const Need& need : needs_of_mechanisms()) {
    if (std::any_of(need.any_of.begin(), need.any_of.end(), stated) || !concerns(mission, need.mechanism))
      continue;
    const bool named = std::any_of(off.begin(), off.end(),
                                   [&](const OffMechanism& o) { return o.mechanism == need.mechanism; });
    if (!named) off.push_back({need.mechanism, key_of(need.any_of.front()).key});
  }
  return off;
}

}  // namespace handover::simulate
