#include "partner/testing/recovery.h"

#include "numerics/convergence.h"
#include "numerics/draws.h"
#include "numerics/mode.h"
#include "numerics/statistics.h"

#include <algorithm>
#include <chrono>

namespace handover::partner {
namespace {

struct Named {
  const char* name;
  std::vector<double> (*values)(const Quantities&);
};

std::vector<double> levels_today(const Quantities& q) {
  std::vector<double> values;
  for (const auto& level : q.level) values.push_back(level.back());
  return values;
}

const Named kQuantities[] = {
    {"level today", levels_today},
    {"bias of assessors", [](const Quantities& q) { return q.bias; }},
    {"noise of assessors", [](const Quantities& q) { return q.noise; }},
    {"growth per year", [](const Quantities& q) { return q.growth; }},
    {"innovation", [](const Quantities& q) { return q.innovation; }},
    {"thresholds", [](const Quantities& q) { return q.threshold; }},
};

void count_inside(const Named& named, const Quantities& truth, const std::vector<Quantities>& draws,
                  Coverage& coverage) {
  const auto wanted = named.values(truth);
  std::vector<std::vector<double>> all;
  for (const Quantities& draw : draws) all.push_back(named.values(draw));
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    std::vector<double> values;
    for (const auto& row : all) values.push_back(row[i]);
    std::sort(values.begin(), values.end());
    // The threshold of "alone" is fixed at 0: nothing to recover.
    if (values.front() == values.back()) continue;
    ++coverage.count;
    const bool inside =
        wanted[i] >= quantile_of_sorted(values, 0.05) && wanted[i] <= quantile_of_sorted(values, 0.95);
    if (inside) ++coverage.inside;
  }
}

}  // namespace

Recovery recover(const Data& design, int sets, Seed seed, const SamplerOptions& sampler) {
  const auto start = std::chrono::steady_clock::now();
  Recovery recovery;
  for (const Named& named : kQuantities) recovery.by_quantity.push_back({named.name, 0, 0});
  for (int set = 0; set < sets; ++set) {
    Data data = design;
    const Model model(data);
    const RandomStream randomness(seed, static_cast<std::uint32_t>(set), 7, Purpose::test);
    DrawCursor cursor(randomness, 1);
    std::vector<double> x(model.dimension());
    for (double& value : x) value = normal_draw(cursor.next());
    const Quantities truth = model.quantities(x);
    roll_ratings(truth, randomness, data);
    SamplerOptions options = sampler;
    options.seed = Seed{seed.value * 1000003u + static_cast<std::uint64_t>(set)};
    const LogDensity density = [&](auto point, auto gradient) { return model.log_density(point, gradient); };
    const Sample fit = sample(density, find_mode(density, model.dimension()), options);
    std::vector<Quantities> draws;
    for (const auto& draw : fit.draws) draws.push_back(model.quantities(draw));
    for (std::size_t i = 0; i < std::size(kQuantities); ++i) {
      count_inside(kQuantities[i], truth, draws, recovery.by_quantity[i]);
    }
    std::vector<double> level;
    for (const Quantities& draw : draws) level.push_back(draw.level.front().back());
    recovery.worst_r_hat = std::max(recovery.worst_r_hat, convergence_of(level, fit.chains).r_hat);
    recovery.divergences += fit.divergences;
    ++recovery.sets;
  }
  recovery.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return recovery;
}

}  // namespace handover::partner
