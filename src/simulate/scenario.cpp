// Deep uncertainty: one draw of everything assumed and of every module's fitted parameters.
#include "base/random_stream.h"
#include "mission/assumption_keys.h"
#include "numerics/draws.h"
#include "simulate/simulate.h"

#include <algorithm>
#include <cmath>

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

// A Gaussian copula over those assumptions that are correlated; the others keep their chances to the bit.
void correlate(const Mission& mission, std::vector<double>& chance) {
  if (mission.correlations.empty()) return;
  std::vector<std::size_t> place(chance.size(), chance.size()), together;
  for (const AssumptionCorrelation& pair : mission.correlations) {
    for (const std::size_t i : {pair.first, pair.second}) {
      if (place[i] < chance.size()) continue;
      place[i] = together.size();
      together.push_back(i);
    }
  }
  const std::size_t n = together.size();
  std::vector<double> root(n * n, 0.0), normal(n), mixed(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    root[i * n + i] = 1.0;
    normal[i] = normal_quantile(chance[together[i]]);
  }
  for (const AssumptionCorrelation& pair : mission.correlations) {
    const std::size_t a = place[pair.first], b = place[pair.second];
    root[std::max(a, b) * n + std::min(a, b)] = normal_correlation(pair.rank);
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = root[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= root[i * n + k] * root[j * n + k];
      root[i * n + j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / root[j * n + j];
      mixed[i] += root[i * n + j] * normal[j];
    }
  }
  for (std::size_t i = 0; i < n; ++i)
    chance[together[i]] = std::clamp(normal_cdf(mixed[i]), 0x1.0p-53, 1.0 - 0x1.0p-53);
}

Scenario scenario_at(const Mission& mission, std::uint32_t id, const ScenarioPlace& place) {
  Scenario result{.id = id,
                  .threat_draw = place.threat_draw,
                  .partner_draw = place.partner_draw,
                  .talks_draw = place.talks_draw,
                  .assumption = {}};
  std::vector<double> chance;
  for (const Assumption& assumption : mission.assumptions) {
    const auto effect = effect_named(assumption.key);
    chance.push_back(place.uniform[effect ? static_cast<std::size_t>(*effect) : kEffects]);
  }
  correlate(mission, chance);
  for (std::size_t i = 0; i < chance.size(); ++i)
    result.assumption.push_back(assumption_quantile(mission.assumptions[i], chance[i]));
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
