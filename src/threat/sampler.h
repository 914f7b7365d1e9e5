// Draws from a posterior by Hamiltonian Monte Carlo (Duane et al. 1987; Neal 2011), with the curvature at the
// mode as its metric. The normal at the joint mode is not enough here: where the background drifts, a small
// self-excitation pins the drift down and a large one leaves it open, so that most of the posterior's volume
// lies away from its highest point.
#pragma once

#include "base/random_stream.h"
#include "threat/optimise.h"

#include <Eigen/Core>

namespace handover::threat {

struct SamplerOptions {
  std::size_t draws = 200;
  std::size_t warm_up = 60;  // steps in which the step length is tuned (Hoffman & Gelman 2014, section 3.2)
  int leaps = 10;            // of each trajectory
  Seed seed{1};
  int threads = 1;  // the draws do not depend on it
};

struct Sampled {
  std::vector<std::vector<double>> draws;
  double acceptance = 0.0;  // after the warm-up
  int evaluations = 0;
};

// `objective` is minus the log density, called from several threads; half * half^T approximates its
// covariance at `mode`. Where the warm-up ends, four chains part and share the draws evenly.
Sampled sample_posterior(const Objective& objective, const std::vector<double>& mode,
                         const Eigen::MatrixXd& half, const SamplerOptions& options);

}  // namespace handover::threat
