// Hamiltonian Monte Carlo for a density whose gradient is known, and its diagnostics.
#pragma once

#include "base/units.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace handover::partner {

// log density and gradient (same length as x; never empty here).
using LogDensity = std::function<double(std::span<const double>, std::span<double>)>;

struct SamplerOptions {
  Seed seed;
  int chains = 4, warm_up = 200, draws = 500;  // per chain
  double acceptance = 0.85;                    // that the step size is tuned to
  int threads = 1;
};
struct Sample {
  std::vector<std::vector<double>> draws;  // chain after chain, in order
  int chains = 0;
  int divergences = 0;  // trajectories whose energy left by more than 50
  double acceptance = 0.0;
  std::vector<double> mode;  // of the density, where the chains' shape was measured
  long gradients = 0;
};

// Hybrid Monte Carlo (Duane et al. 1987; Neal 2011) with jittered trajectories of about a quarter period, in
// coordinates whitened by the curvature at the mode (so that one step size fits all directions); step size by
// dual averaging (Hoffman & Gelman 2014, section 3.2). The result depends on the seed alone, not on threads.
Sample sample(const LogDensity& density, std::size_t dimension, const SamplerOptions& options);

// Rank-normalised split R-hat and bulk effective sample size (Vehtari, Gelman, Simpson, Carpenter & Burkner
// 2021) of one quantity; `values` chain after chain. R-hat is 1 and the size n for constants.
struct Convergence {
  double r_hat = 1.0, effective = 0.0;
};
Convergence convergence_of(std::span<const double> values, int chains);

}  // namespace handover::partner
