// Finds the mode of the daily model's posterior and its curvature there (Laplace's approximation, which
// chooses penalties), and draws from the posterior itself.
#pragma once

#include "base/random_stream.h"
#include "numerics/statistics.h"
#include "threat/daily_model.h"
#include "threat/optimise.h"

namespace handover::threat {

struct FitOptions {
  int restarts = 2;  // further starts away from the first
  std::size_t draws = 200;
  std::size_t chains = 4;  // that share the draws; each has a warm-up of its own
  int moves_per_draw = 2;  // replications are simulated from every draw: those kept should be worth it
  bool sample = true;      // from the posterior; false: from the normal around the mode
  Seed seed{1};
  int most_iterations = 400;
  int threads = 1;  // results do not depend on it
};

struct FitReport {
  StopReason stop = StopReason::iterations_used_up;
  bool converged = false;
  double gradient_norm = 0.0;     // largest entry at the mode
  double condition_number = 0.0;  // of the curvature at the mode, scaled by the priors
  int iterations = 0, evaluations = 0;
  int starts = 0, starts_agreeing = 0;  // that reached the best value within 0.01
  bool curvature_positive = true;       // false: a ridge was added before drawing
  double acceptance = 1.0;              // of the sampler's trajectories
  double worst_r_hat = 1.0;             // of all parameters; 1 when drawn from the normal
  double least_effective = 0.0;         // independent draws that those of the worst parameter are worth
  std::size_t worst_parameter = kNone;  // place in the layout of the one with the worst R-hat
  double log_likelihood = 0.0, log_posterior = 0.0;
  double log_evidence = 0.0;  // Laplace's approximation, for choosing penalties
};

struct Fit {
  std::vector<double> mode;
  std::vector<double> sd;           // posterior, scale of estimation; of the draws where they were sampled
  std::vector<double> contraction;  // 1 - posterior variance / prior variance, in [0, 1]
  std::vector<std::vector<double>> draws;
  FitReport report;
};

Fit fit_model(const FitData& data, const DailyModel& model, const FitOptions& options);

}  // namespace handover::threat
