// Draws from a density whose gradient is known, by Hamiltonian Monte Carlo (Duane et al. 1987; Neal 2011).
#pragma once

#include "base/units.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <Eigen/Core>

namespace handover {

// Logarithm of the density, up to a constant, and its gradient (same length as x). May be called from several
// threads at once.
using LogDensity = std::function<double(std::span<const double>, std::span<double>)>;

// Where the density lies, roughly: x = centre + spread * w with w about N(0, I). Whitened like this, one step
// length fits all directions.
struct Shape {
  Eigen::VectorXd centre;
  Eigen::MatrixXd spread;
};

struct SamplerOptions {
  Seed seed;
  std::uint32_t stream = 0;                    // of the seed's random draws
  int chains = 4, warm_up = 200, draws = 500;  // per chain
  int moves_per_draw = 1;                      // more where every draw kept costs much later on
  double acceptance = 0.85;                    // that the step length is tuned to
  // Trajectories' length in quarter periods of the whitened density, drawn between these for each. Longer
  // than one pays where the density is wider than its shape says.
  double shortest = 0.6, longest = 1.5;
  // Halfway through the warm-up, take the shape from where the chains have been: for densities that are much
  // wider than their curvature at the mode says.
  bool learn_shape = false;
  int threads = 1;  // the draws do not depend on it
};

struct Sample {
  std::vector<std::vector<double>> draws;  // chain after chain, in order
  int chains = 0;
  int divergences = 0;  // trajectories whose energy left by more than 50
  double acceptance = 0.0;
  long gradients = 0;
};

// Step length by dual averaging (Hoffman & Gelman 2014, section 3.2), one for all chains and varied from move
// to move. Chains start at draws from the normal of that shape.
Sample sample(const LogDensity& density, const Shape& shape, const SamplerOptions& options);

}  // namespace handover
