// Deep uncertainty: one draw of everything assumed and of every module's fitted parameters.
#include "base/random_stream.h"
#include "mission/assumption_keys.h"
#include "numerics/draws.h"
#include "simulate/simulate.h"

#include <algorithm>

namespace handover::simulate {

double assumption_quantile(const Assumption& assumption, double probability) {
  const ThreePoint& range = assumption.range;
  switch (assumption.shape) {
    case RangeShape::uniform:
      return range.low + probability * (range.high - range.low);
    case RangeShape::triangular:
      return triangular_quantile(probability, range);
    case RangeShape::pert:
      return pert_quantile(probability, range);
  }
  return range.mode;
}

Scenario scenario_at(const Mission& mission, std::uint32_t id, const ScenarioPlace& place) {
  Scenario result{.id = id,
                  .threat_draw = place.threat_draw,
                  .partner_draw = place.partner_draw,
                  .talks_draw = place.talks_draw,
                  .assumption = {}};
  for (const Assumption& assumption : mission.assumptions) {
    const auto effect = effect_named(assumption.key);
    const std::size_t slot = effect ? static_cast<std::size_t>(*effect) : kEffects;
    result.assumption.push_back(assumption_quantile(assumption, place.uniform[slot]));
  }
  return result;
}

Scenario draw_scenario(const Mission& mission, const Assessment& assessment, Seed seed,
                       std::uint32_t scenario) {
  const RandomStream parameters(seed, scenario, 0, Purpose::parameters);
  ScenarioPlace place{
      .threat_draw = even_index(parameters.uniform_at(0, 0), assessment.threat.draws.size()),
      .partner_draw = even_index(parameters.uniform_at(0, 1), assessment.partner.draws.size()),
      .talks_draw = even_index(parameters.uniform_at(0, 2), assessment.talks.draws.size())};
  const RandomStream assumptions(seed, scenario, 0, Purpose::assumptions);
  for (std::uint32_t slot = 0; slot < kAssumptionSlots; ++slot)
    place.uniform[slot] = assumptions.uniform_at(0, slot);
  return scenario_at(mission, scenario, place);
}

}  // namespace handover::simulate
