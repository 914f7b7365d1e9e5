// The units the simulator is made of. Each can be switched off; off gives the parent model exactly, because
// no draw is counted: a mechanism that does not run leaves every other draw where it was.
#pragma once

#include "mission/assumption_keys.h"

#include <bitset>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover {
struct Mission;
}

namespace handover::simulate {

// Append only: the order is part of stored results.
enum class Mechanism : std::size_t {
  // From the modules' fitted models.
  regimes,           // patrons switch their streams on and off (Hamilton 1989)
  excitation,        // incidents breed incidents (Hawkes 1971; Held, Hoehle & Hofmann 2005)
  overdispersion,    // negative binomial days; off: Poisson
  season,            // the year's cycle
  talks,             // the chain of session states (Norris 1997); off: the talks stay where they are
  slip,              // steps take longer than planned (the reference class)
  capability,        // partner functions grow and decay; off: they stay where they are
  capability_noise,  // the random walk around growth and decay
  // From the mission's assumptions (mission/assumption_keys.h names each one's keys and literature).
  exposure,
  handover,
  closure,
  withdrawal,
  waiting,
  militia_waiting,
  militia_presence,
  relabel,
  strikes,
  retaliation,
  deterrence,
  war_abroad,
  shocks,
  pressure,
  uncovered,
  protection,
  displacement,
  mentoring,
  reversal,
  suspension,
  expulsion,
  early_exit,
  signature,     // a signed plan's steps wait for the agreement; off: they begin on their dates
  durability,    // agreements break, talks reopen, a host asks back; off: these are ends
  consequences,  // a task that nobody able does costs what the mission says; off: a task left undone, no more
  drift,         // backgrounds drift on after the as-of date; off: they stay where they are
  substitution,  // attacks on foreign troops move to the places that are left
  contractors,   // functions that contractors keep going fall as they leave; off: they go on
  clearances,    // steps wait until flights and equipment are cleared; off: they do not
  successor,     // what another power that moves in brings; off: it brings nothing
  count
};
inline constexpr std::size_t kMechanisms = static_cast<std::size_t>(Mechanism::count);

// Which mechanisms are switched off on top of those that are off for want of an assumption.
using Switches = std::bitset<kMechanisms>;

std::string_view name_of(Mechanism mechanism);
std::optional<Mechanism> mechanism_named(std::string_view name);
Mechanism mechanism_of(Effect effect);
// It rests on the mission's assumptions alone: what it carries of a difference is assumed, not estimated.
bool is_assumed(Mechanism mechanism);

// Mechanisms that cannot run in this mission, each with the key that is missing: said aloud in every report.
struct OffMechanism {
  Mechanism mechanism;
  std::string_view missing;
};
std::vector<OffMechanism> mechanisms_off(const Mission& mission);

}  // namespace handover::simulate
