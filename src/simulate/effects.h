// The assumed effects of one scenario, by key, with those that are off left out.
#pragma once

#include "simulate/mechanisms.h"
#include "simulate/simulate.h"

#include <array>
#include <bitset>

namespace handover::simulate {

class Effects {
 public:
  Effects(const Mission& mission, const Scenario& scenario, const Switches& off);

  bool has(Effect effect) const { return on_[static_cast<std::size_t>(effect)]; }
  // `otherwise` when the mission does not state it or its mechanism is off.
  double get(Effect effect, double otherwise) const {
    return has(effect) ? value_[static_cast<std::size_t>(effect)] : otherwise;
  }
  bool runs(Mechanism mechanism) const { return !off_[static_cast<std::size_t>(mechanism)]; }

 private:
  std::array<double, kEffects> value_{};
  std::bitset<kEffects> on_;
  Switches off_;
};

}  // namespace handover::simulate
