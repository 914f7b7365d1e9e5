// Finds the mode of the daily model's posterior and its curvature there (Laplace's approximation, which
// chooses penalties), and draws from the posterior itself.
#pragma once

#include "base/random_stream.h"
#include "numerics/statistics.h"
#include "threat/daily/daily_model.h"
#include "threat/report.h"

namespace handover::threat {

struct FitOptions {
  int restarts = 2;  // further starts away from the first
  std::size_t draws = 200;
  std::size_t chains = 4;  // that share the draws; each has a warm-up of its own
  int moves_per_draw = 2;  // few draws should be worth much: replications are simulated from every one
  bool sample = true;      // from the posterior; false: from the normal around the mode
  Seed seed{1};
  int most_iterations = 400;
  int threads = 1;  // results do not depend on it
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
