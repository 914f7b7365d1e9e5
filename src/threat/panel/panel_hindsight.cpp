#include "threat/panel/panel_hindsight.h"

#include "base/parallel.h"
#include "numerics/maths.h"
#include "threat/panel/panel_pool.h"

#include <algorithm>
#include <cmath>

namespace handover::threat {
namespace {

// Moments of the CRPS of log(1 + value) by class, of the outcomes that came.
struct LoggedMoments {
  PoolMoments moments;
  std::size_t rows = 0;
};

void learn_outcomes(const OriginView& view, std::size_t unit, std::span<const double> outcomes,
                    LoggedMoments& sum) {
  const std::vector<Components> components = view.components(unit);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (std::isnan(outcomes[i])) continue;
    add_moments(sum.moments, logged(points_of(components[i])), maths::log(1.0 + outcomes[i]), 1.0);
    ++sum.rows;
  }
}

Hindsight best_of(std::span<const LoggedMoments> classes) {
  Hindsight result;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const LoggedMoments& one = classes[c];
    if (one.rows == 0) continue;
    const Weights best = best_weights(one.moments, default_weights[c], 0.0);
    Weights last12{};
    last12[static_cast<std::size_t>(Component::last12)] = 1.0;
    result.pool += crps_of_pool(one.moments, best);
    result.last12 += crps_of_pool(one.moments, last12);
    result.unit_months += one.rows;
  }
  const double n = std::max(1.0, static_cast<double>(result.unit_months));
  result.pool /= n;
  result.last12 /= n;
  return result;
}

}  // namespace

Hindsight hindsight_of(const Panel& panel, Month origin, std::span<const int> leads,
                       std::span<const std::string> leave_out, int threads) {
  const Panel known = known_at(panel, origin);
  if (known.months == 0) return {};
  const std::array<const Panel*, 1> panels = {&known};
  const std::vector<int> own_leads = leads_from_end(known, origin, leads);
  const auto features =
      std::make_shared<const UnitFeatures>(known, std::span<const Panel* const>{}, neighbours_of(known, {}));
  const auto forest = std::make_shared<const Forest>(known, *features, known.months - 1, own_leads,
                                                     ForestOptions{.threads = threads});
  const OriginView view(known, known.months - 1, {analogues_at(panels, origin), features, forest, nullptr},
                        {own_leads, kLearningPoints, threads});
  std::vector<LoggedMoments> by_unit(known.units.size());
  parallel_for(known.units.size(), threads, [&](std::size_t unit) {
    if (!view.features(unit).known || std::ranges::count(leave_out, known.units[unit]) > 0) return;
    const std::size_t row = *panel.find_unit(known.units[unit]);
    std::vector<double> outcomes;
    for (const int lead : leads) outcomes.push_back(panel.at(row, plus_months(origin, lead)));
    learn_outcomes(view, unit, outcomes, by_unit[unit]);
  });
  std::array<LoggedMoments, kClasses> classes{};
  for (std::size_t unit = 0; unit < by_unit.size(); ++unit) {
    LoggedMoments& sum = classes[view.level_class(unit)];
    merge(sum.moments, by_unit[unit].moments);
    sum.rows += by_unit[unit].rows;
  }
  return best_of(classes);
}

}  // namespace handover::threat
