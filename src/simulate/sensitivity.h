// Which assumption moves the outcome: variance-based sensitivity of the metrics over scenarios.
//
// First-order index S_i = V(E(Y | x_i)) / V(Y) and total index T_i = E(V(Y | all but x_i)) / V(Y), estimated
// as in Saltelli, Annoni, Azzini, Campolongo, Ratto & Tarantola 2010, Computer Physics Communications 181,
// table 2 (b) and (f, after Jansen 1999), from n (k + 2) scenarios. Y is the mean of a metric over a few
// replications of a scenario. The draw of each module's fitted parameters is a factor, and so are the random
// draws: what they hold is what no assumption explains.
#pragma once

#include "simulate/compare.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace handover::simulate {

struct FactorShare {
  std::string name;                       // the assumption's key, "threat parameters", ..., "random draws"
  std::optional<std::size_t> assumption;  // in the mission's table; nothing: a module's fitted model
  std::array<Estimate, kMetrics> first{}, total{};  // 90 % intervals by bootstrap over rows
};

struct Sensitivity {
  std::array<double, kMetrics> mean{}, variance{};  // of Y
  std::vector<FactorShare> factors;  // assumptions, then fitted parameters, then the random draws
  std::uint64_t replications = 0;
  std::uint32_t rows = 0, replications_per_scenario = 0;
};

struct SensitivityOptions {
  Seed seed{1};
  std::uint32_t rows = 256;  // n
  std::uint32_t replications_per_scenario = 16;
  std::uint32_t bootstrap = 300;
  int threads = 0;
  OnSteps progress = {};
};

Sensitivity sensitivity(const Mission& mission, const Assessment& assessment, const Plan& plan,
                        const SensitivityOptions& options);

// The estimators alone, for any function of factors in (0, 1): `a`, `b` [row] are its values at the two base
// samples, `mixed` [factor][row] at a's rows with the factor taken from b.
struct Indices {
  std::vector<Estimate> first, total;  // [factor]
};
Indices saltelli_indices(const std::vector<double>& a, const std::vector<double>& b,
                         const std::vector<std::vector<double>>& mixed, Seed seed, std::uint32_t bootstrap);

}  // namespace handover::simulate
