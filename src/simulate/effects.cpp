#include "simulate/effects.h"

#include <stdexcept>

namespace handover::simulate {

Effects::Effects(const Mission& mission, const Scenario& scenario, const Switches& off) : off_(off) {
  if (scenario.assumption.size() != mission.assumptions.size())
    throw std::logic_error("a scenario must hold one value for each of the mission's assumptions");
  for (std::size_t i = 0; i < mission.assumptions.size(); ++i) {
    const auto effect = effect_named(mission.assumptions[i].key);
    if (!effect || !runs(mechanism_of(*effect))) continue;
    value_[static_cast<std::size_t>(*effect)] = scenario.assumption[i];
    on_.set(static_cast<std::size_t>(*effect));
  }
}

}  // namespace handover::simulate
