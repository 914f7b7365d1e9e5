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

Scenario draw_scenario(const Mission& mission, const Assessment& assessment, Seed seed,
                       std::uint32_t scenario) {
  Scenario result;
  result.id = scenario;
  const RandomStream parameters(seed, scenario, 0, Purpose::parameters);
  result.threat_draw = even_index(parameters.uniform_at(0, 0), assessment.threat.draws.size());
  result.partner_draw = even_index(parameters.uniform_at(0, 1), assessment.partner.draws.size());
  result.talks_draw = even_index(parameters.uniform_at(0, 2), assessment.talks.draws.size());
  // Slots go by key, not by row: adding an assumption leaves the others' draws alone.
  const RandomStream assumptions(seed, scenario, 0, Purpose::assumptions);
  for (const Assumption& assumption : mission.assumptions) {
    const auto effect = effect_named(assumption.key);
    const auto slot = static_cast<std::uint32_t>(effect ? static_cast<std::size_t>(*effect) : kEffects);
    result.assumption.push_back(assumption_quantile(assumption, assumptions.uniform_at(0, slot)));
  }
  return result;
}

}  // namespace handover::simulate
