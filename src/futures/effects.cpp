#include "futures/effects.h"

#include <stdexcept>

namespace handover::futures {

Effects::Effects(const Mission& mission, const World& world, const Switches& off) : off_(off) {
  if (world.assumption.size() != mission.assumptions.size())
    throw std::logic_error("a world must hold one value for each of the mission's assumptions");
  for (std::size_t i = 0; i < mission.assumptions.size(); ++i) {
    const auto effect = effect_named(mission.assumptions[i].key);
    if (!effect || !runs(mechanism_of(*effect))) continue;
    value_[static_cast<std::size_t>(*effect)] = world.assumption[i];
    on_.set(static_cast<std::size_t>(*effect));
  }
}

}  // namespace handover::futures
