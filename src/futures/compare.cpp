#include "futures/compare.h"

#include "base/draws.h"
#include "base/parallel.h"
#include "base/progress.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handover::futures {
namespace {

using Row = std::array<double, kMetrics>;

// One world on both sides: means, paired difference, and spreads within the world.
struct PairedWorld {
  Row first{}, second{}, difference{};
  Row first_variance{}, second_variance{}, difference_variance{};
};

struct Moments {
  Row sum{}, squares{};
  void add(const Row& row) {
    for (std::size_t m = 0; m < kMetrics; ++m) {
      sum[m] += row[m];
      squares[m] += row[m] * row[m];
    }
  }
  Row mean(double n) const {
    Row row;
    for (std::size_t m = 0; m < kMetrics; ++m) row[m] = sum[m] / n;
    return row;
  }
  Row variance(double n) const {
    Row row{};
    for (std::size_t m = 0; n > 1 && m < kMetrics; ++m)
      row[m] = std::max(0.0, (squares[m] - sum[m] * sum[m] / n) / (n - 1));
    return row;
  }
};

Row as_row(const Outcome& outcome) {
  Row row;
  std::copy(outcome.metric.begin(), outcome.metric.end(), row.begin());
  return row;
}

PairedWorld run_pair(const ComparedSide& a, const ComparedSide& b, const Simulator& sim_a,
                     const Simulator& sim_b, const CompareOptions& options, std::uint32_t world) {
  Session first(sim_a), second(sim_b);
  first.enter(draw_world(a.mission, a.assessment, options.seed, world), options.seed);
  second.enter(draw_world(b.mission, b.assessment, options.seed, world), options.seed);
  Moments of_first, of_second, of_difference;
  for (std::uint32_t future = 0; future < options.futures; ++future) {
    const Row x = as_row(first.run(future)), y = as_row(second.run(future));
    Row change;
    for (std::size_t m = 0; m < kMetrics; ++m) change[m] = y[m] - x[m];
    of_first.add(x);
    of_second.add(y);
    of_difference.add(change);
  }
  const double n = options.futures;
  return {of_first.mean(n),     of_second.mean(n),     of_difference.mean(n),
          of_first.variance(n), of_second.variance(n), of_difference.variance(n)};
}

std::vector<PairedWorld> run_worlds(const ComparedSide& a, const ComparedSide& b, const Switches& off,
                                    const CompareOptions& options, Progress* progress) {
  const Simulator sim_a(a.mission, a.assessment, a.plan, {}, off);
  const Simulator sim_b(b.mission, b.assessment, b.plan, {}, off);
  std::vector<PairedWorld> worlds(options.worlds);
  parallel_for(options.worlds, options.threads, [&](std::size_t w) {
    worlds[w] = run_pair(a, b, sim_a, sim_b, options, static_cast<std::uint32_t>(w));
    if (progress != nullptr) progress->advance();
  });
  return worlds;
}

template <class Value>
std::vector<double> column(const std::vector<PairedWorld>& worlds, Value value) {
  std::vector<double> values;
  for (const PairedWorld& world : worlds) values.push_back(value(world));
  return values;
}

MetricDifference difference_of(const std::vector<PairedWorld>& worlds, std::size_t m) {
  MetricDifference result;
  result.first = mean_of(column(worlds, [&](const auto& w) { return w.first[m]; }));
  result.second = mean_of(column(worlds, [&](const auto& w) { return w.second[m]; }));
  result.difference = mean_over_worlds(column(worlds, [&](const auto& w) { return w.difference[m]; }));
  const double own =
      mean_of(column(worlds, [&](const auto& w) { return w.first_variance[m] + w.second_variance[m]; }));
  const double paired = mean_of(column(worlds, [&](const auto& w) { return w.difference_variance[m]; }));
  if (paired > 0.0) result.variance_reduction = own / paired;
  return result;
}

// Switched off on both sides, the mechanism no longer carries its part of the difference.
Carrier carrier_of(Mechanism mechanism, const std::vector<PairedWorld>& all,
                   const std::vector<PairedWorld>& without) {
  Carrier carrier;
  carrier.mechanism = mechanism;
  for (std::size_t m = 0; m < kMetrics; ++m) {
    std::vector<double> carried;
    for (std::size_t w = 0; w < all.size(); ++w)
      carried.push_back(all[w].difference[m] - without[w].difference[m]);
    carrier.carries[m] = mean_over_worlds(carried);
  }
  return carrier;
}

bool changes_anything(const Carrier& carrier) {
  return std::any_of(carrier.carries.begin(), carrier.carries.end(),
                     [](const Estimate& e) { return e.value != 0.0 || e.interval.low != e.interval.high; });
}

bool is_off(const Mission& mission, Mechanism mechanism) {
  const auto off = mechanisms_off(mission);
  return std::any_of(off.begin(), off.end(), [&](const OffMechanism& o) { return o.mechanism == mechanism; });
}

}  // namespace

Estimate mean_over_worlds(const std::vector<double>& by_world) {
  Estimate estimate;
  estimate.value = mean_of(by_world);
  if (by_world.size() < 2) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    estimate.interval = {-kInfinity, kInfinity};
    return estimate;
  }
  const double half =
      normal_quantile(0.95) * std::sqrt(variance_of(by_world) / static_cast<double>(by_world.size()));
  estimate.interval = {estimate.value - half, estimate.value + half};
  return estimate;
}

Comparison compare(const ComparedSide& first, const ComparedSide& second, const CompareOptions& options) {
  std::optional<Progress> progress;
  const std::size_t runs = options.carriers ? 1 + kMechanisms : 1;
  if (options.progress) progress.emplace("comparing", runs * options.worlds);
  Progress* shown = progress ? &*progress : nullptr;
  Comparison comparison;
  const auto all = run_worlds(first, second, {}, options, shown);
  for (std::size_t m = 0; m < kMetrics; ++m) comparison.metric[m] = difference_of(all, m);
  comparison.futures = std::uint64_t{2} * options.worlds * options.futures;
  for (std::size_t i = 0; options.carriers && i < kMechanisms; ++i) {
    const auto mechanism = static_cast<Mechanism>(i);
    if (is_off(first.mission, mechanism) && is_off(second.mission, mechanism)) continue;
    const auto without = run_worlds(first, second, Switches{}.set(i), options, shown);
    comparison.futures += std::uint64_t{2} * options.worlds * options.futures;
    const Carrier carrier = carrier_of(mechanism, all, without);
    if (changes_anything(carrier)) comparison.carriers.push_back(carrier);
  }
  return comparison;
}

}  // namespace handover::futures
