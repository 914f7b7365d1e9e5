#include "partner/posterior.h"

#include "base/random_stream.h"
#include "numerics/draws.h"
#include "numerics/maths.h"
#include "numerics/mode.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace handover::partner {
namespace {

constexpr int kPriorDraws = 2000;

std::vector<Quantities> prior_draws(const Model& model, Seed seed) {
  std::vector<Quantities> draws;
  std::vector<double> x(model.dimension());
  for (int i = 0; i < kPriorDraws; ++i) {
    DrawCursor cursor(RandomStream(seed, static_cast<std::uint32_t>(i), 1, Purpose::parameters), 0);
    for (double& value : x) value = normal_draw(cursor.next());
    draws.push_back(model.quantities(x));
  }
  return draws;
}

}  // namespace

Posterior posterior_of(const Mission& mission, std::span<const Date> marks, Seed seed, int draws,
                       const AssessOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Posterior posterior{.data = data_of(mission, marks),
                      .draws = {},
                      .prior = {},
                      .coverage_without_advisers = {},
                      .sample = {}};
  const Model model(posterior.data);
  const SamplerOptions sampler = {
      .seed = seed,
      .chains = options.chains,
      .warm_up = options.warm_up,
      // Enough for the diagnostics even when few draws are asked for.
      .draws = std::max(100, (std::max(1, draws) + options.chains - 1) / options.chains),
      // The posterior is wider than its curvature at the mode says. With that shape the chains crept, and
      // what they were judged to be worth was more than twice what another seed's mean told.
      .learn_shape = true,
      .threads = options.threads};
  const LogDensity density = [&](auto x, auto gradient) { return model.log_density(x, gradient); };
  posterior.sample = sample(density, find_mode(density, model.dimension()), sampler);
  for (const auto& x : posterior.sample.draws) posterior.draws.push_back(model.quantities(x));
  for (std::size_t i = 0; i < posterior.draws.size(); ++i) {
    posterior.coverage_without_advisers.push_back(coverage_draw(posterior.data.prior, seed, i));
  }
  posterior.prior = prior_draws(model, seed);
  posterior.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return posterior;
}

std::vector<double> values_of(const std::vector<Quantities>& draws, const Pick& pick) {
  std::vector<double> values;
  values.reserve(draws.size());
  for (const Quantities& draw : draws) values.push_back(pick(draw));
  return values;
}

Learned learned(const Posterior& posterior, const Pick& pick) {
  auto values = values_of(posterior.draws, pick);
  const double prior_variance = variance_of(values_of(posterior.prior, pick));
  Learned result;
  result.mean = mean_of(values);
  const double variance = variance_of(values);
  std::sort(values.begin(), values.end());
  result.interval = {quantile_of_sorted(values, 0.05), quantile_of_sorted(values, 0.95)};
  if (prior_variance > 0.0) result.contraction = std::clamp(1.0 - variance / prior_variance, 0.0, 1.0);
  return result;
}

std::size_t weakest_series(const Data& data, const Quantities& draw, FunctionId function) {
  std::size_t weakest = data.series.size();
  for (std::size_t s = 0; s < data.series.size(); ++s) {
    if (data.series[s].function != function) continue;
    if (weakest == data.series.size() || draw.level[s].back() < draw.level[weakest].back()) weakest = s;
  }
  return weakest;
}

double coverage_draw(const Prior& prior, Seed seed, std::size_t index) {
  const RandomStream randomness(seed, static_cast<std::uint32_t>(index), 2, Purpose::parameters);
  const double median = prior.coverage_without_advisers;
  const double log_odds = maths::log(median / (1.0 - median)) +
                          prior.coverage_log_odds_sd * normal_draw(randomness.uniform_at(0, 0));
  return 1.0 / (1.0 + maths::exp(-log_odds));
}

double independent_noise(const Data& data, const Quantities& draw) {
  double total = 0.0;
  int count = 0;
  for (std::size_t a = 0; a < data.assessors; ++a) {
    if (data.assessor_kind[a] != AssessorKind::independent) continue;
    total += maths::log(draw.noise[a]);
    ++count;
  }
  return count > 0 ? maths::exp(total / count) : data.prior.noise;
}

}  // namespace handover::partner
