#include "simulate/compare.h"

#include "base/parallel.h"
#include "base/steps.h"
#include "numerics/draws.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handover::simulate {
namespace {

using Row = std::array<double, kMetrics>;

// One scenario on both sides: means, paired difference, and spreads within the scenario.
struct PairedScenario {
  Row first{}, second{}, difference{};
  Row first_variance{}, second_variance{}, difference_variance{};
  double alike = 0.0;  // share of its replications
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

PairedScenario run_pair(const Simulator& sim_a, const Simulator& sim_b, const Scenario& in_a,
                        const Scenario& in_b, const CompareOptions& options) {
  Session first(sim_a), second(sim_b);
  first.enter(in_a, options.seed);
  second.enter(in_b, options.seed);
  Moments of_first, of_second, of_difference;
  double alike = 0.0;
  for (std::uint32_t replication = 0; replication < options.replications; ++replication) {
    const Row x = as_row(first.run(replication)), y = as_row(second.run(replication));
    Row change;
    for (std::size_t m = 0; m < kMetrics; ++m) change[m] = y[m] - x[m];
    alike += x == y ? 1.0 : 0.0;
    of_first.add(x);
    of_second.add(y);
    of_difference.add(change);
  }
  const double n = options.replications;
  return {of_first.mean(n),
          of_second.mean(n),
          of_difference.mean(n),
          of_first.variance(n),
          of_second.variance(n),
          of_difference.variance(n),
          alike / n};
}

std::vector<PairedScenario> run_scenarios(const ComparedSide& a, const ComparedSide& b, const Switches& off,
                                          const CompareOptions& options, Steps& steps) {
  const Simulator sim_a(a.mission, a.assessment, a.plan, {}, off);
  const Simulator sim_b(b.mission, b.assessment, b.plan, {}, off);
  const auto in_a = draw_scenarios(a.mission, a.assessment, options.seed, options.scenarios);
  const auto in_b = draw_scenarios(b.mission, b.assessment, options.seed, options.scenarios);
  std::vector<PairedScenario> scenarios(options.scenarios);
  parallel_for(options.scenarios, options.threads, [&](std::size_t w) {
    scenarios[w] = run_pair(sim_a, sim_b, in_a[w], in_b[w], options);
    steps.advance();
  });
  return scenarios;
}

template <class Value>
std::vector<double> column(const std::vector<PairedScenario>& scenarios, Value value) {
  std::vector<double> values;
  for (const PairedScenario& scenario : scenarios) values.push_back(value(scenario));
  return values;
}

MetricDifference difference_of(const std::vector<PairedScenario>& scenarios, std::size_t m) {
  MetricDifference result;
  result.first = mean_of(column(scenarios, [&](const auto& w) { return w.first[m]; }));
  result.second = mean_of(column(scenarios, [&](const auto& w) { return w.second[m]; }));
  result.difference = mean_over_scenarios(column(scenarios, [&](const auto& w) { return w.difference[m]; }));
  const double own =
      mean_of(column(scenarios, [&](const auto& w) { return w.first_variance[m] + w.second_variance[m]; }));
  const double paired = mean_of(column(scenarios, [&](const auto& w) { return w.difference_variance[m]; }));
  if (paired > 0.0) result.variance_reduction = own / paired;
  return result;
}

// Switched off on both sides, the mechanism no longer carries its part of the difference.
Carrier carrier_of(Mechanism mechanism, const std::vector<PairedScenario>& all,
                   const std::vector<PairedScenario>& without) {
  Carrier carrier;
  carrier.mechanism = mechanism;
  for (std::size_t m = 0; m < kMetrics; ++m) {
    std::vector<double> carried;
    for (std::size_t w = 0; w < all.size(); ++w)
      carried.push_back(all[w].difference[m] - without[w].difference[m]);
    carrier.carries[m] = mean_over_scenarios(carried);
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

Estimate mean_over_scenarios(const std::vector<double>& by_scenario) {
  Estimate estimate;
  estimate.value = mean_of(by_scenario);
  if (by_scenario.size() < 2) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    estimate.interval = {-kInfinity, kInfinity};
    return estimate;
  }
  const double half =
      normal_quantile(0.95) * std::sqrt(variance_of(by_scenario) / static_cast<double>(by_scenario.size()));
  estimate.interval = {estimate.value - half, estimate.value + half};
  return estimate;
}

Comparison compare(const ComparedSide& first, const ComparedSide& second, const CompareOptions& options) {
  const std::size_t runs = options.carriers ? 1 + kMechanisms : 1;
  Steps steps(runs * options.scenarios, options.progress);
  Comparison comparison;
  const auto all = run_scenarios(first, second, {}, options, steps);
  for (std::size_t m = 0; m < kMetrics; ++m) comparison.metric[m] = difference_of(all, m);
  comparison.replications = std::uint64_t{2} * options.scenarios * options.replications;
  comparison.alike = mean_of(column(all, [](const auto& w) { return w.alike; }));
  for (std::size_t i = 0; options.carriers && i < kMechanisms; ++i) {
    const auto mechanism = static_cast<Mechanism>(i);
    if (is_off(first.mission, mechanism) && is_off(second.mission, mechanism)) continue;
    const auto without = run_scenarios(first, second, Switches{}.set(i), options, steps);
    comparison.replications += std::uint64_t{2} * options.scenarios * options.replications;
    const Carrier carrier = carrier_of(mechanism, all, without);
    if (changes_anything(carrier)) comparison.carriers.push_back(carrier);
  }
  return comparison;
}

}  // namespace handover::simulate
