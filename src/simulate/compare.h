// Why two simulations differ: which mechanism carries the difference, with the same random draws.
#pragma once

#include "simulate/batch.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace handover::simulate {

// One side: what was simulated. Everything must outlive the call.
struct ComparedSide {
  const Mission& mission;
  const Assessment& assessment;
  const Plan& plan;
};

// A mean over scenarios with its 90 % interval: normal, from the spread between scenarios. With fewer than
// two scenarios the interval is the whole line.
struct Estimate {
  double value = 0.0;
  Interval interval;
};
Estimate mean_over_scenarios(const std::vector<double>& by_scenario);

struct MetricDifference {
  double first = 0.0, second = 0.0;  // means
  Estimate difference;               // second minus first, paired by scenario and replication
  // How many times more replications on random draws of their own would be needed for the same precision
  // within a scenario: (Var first + Var second) / Var(second - first). Nothing when the two never differ.
  std::optional<double> variance_reduction;
};

struct Carrier {
  Mechanism mechanism = Mechanism::count;
  // What the difference loses when the mechanism is switched off on both sides; may be negative (it hid a
  // part of the difference). Carriers interact: they need not add up.
  std::array<Estimate, kMetrics> carries{};
};

struct Comparison {
  std::array<MetricDifference, kMetrics> metric{};
  std::vector<Carrier> carriers;   // those that change anything, in the order of Mechanism
  std::uint64_t replications = 0;  // simulated, in all
  // Replications of all that end alike to the last bit: what differs never came to pass in them, because a
  // step waits or comes after the horizon, or it touches nothing that is measured.
  double alike = 0.0;
};

struct CompareOptions {
  Seed seed{1};
  std::uint32_t scenarios = 40, replications = 50;
  int threads = 0;
  bool carriers = true;  // false: the difference alone
  OnSteps progress = {};
};

// Scenarios are drawn for each side by key, so that assumptions both sides share have the same value in the
// same scenario.
Comparison compare(const ComparedSide& first, const ComparedSide& second, const CompareOptions& options);

}  // namespace handover::simulate
