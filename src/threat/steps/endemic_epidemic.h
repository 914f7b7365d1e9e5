// The endemic-epidemic model for counts of several units in equal steps (weeks, say), as R
// `surveillance::hhh4` fits it (Held, Hoehle & Hofmann 2005; Paul & Held 2011):
//
//   y[i,t] ~ NegBin(mean m, variance m + psi m^2)
//   m[i,t] = exp(offset_i + a_i + b t + c sin + d cos) + exp(l_i) y[i,t-1] + exp(p_i) sum_j w[j,i] y[j,t-1]
//
// with intercepts common to all units or one for each.
#pragma once

#include "numerics/minimise.h"

#include <string>
#include <vector>

namespace handover::threat {

struct StepCounts {
  std::size_t times = 0, units = 0;
  std::vector<double> count;   // [time][unit]
  std::vector<double> offset;  // [unit] logarithm of population share; empty: 0
  std::vector<double> weight;  // [from unit][to unit]
};

struct StepModel {
  bool unit_effects = false;  // in all three parts
  bool trend = true;          // b; time counts from 0 at the first step
  int harmonics = 1;
  double period = 52.0;
  double floor = -30.0;  // what is given as the intercept of a part that the data do without
};

struct StepFit {
  std::vector<std::string> names;
  std::vector<double> estimate;  // intercepts on log scale, last psi itself
  double log_likelihood = 0.0;
  Minimum minimum;
};

// Maximum likelihood on steps 1..until-1 (the first step only starts the recursion).
StepFit fit_steps(const StepCounts& data, const StepModel& model, std::size_t until,
                  const std::vector<double>& start = {});

// Log-likelihood and its gradient by the parameters; the last one is log psi.
double step_log_likelihood(const StepCounts& data, const StepModel& model, std::size_t from,
                           std::size_t until, const std::vector<double>& theta,
                           std::vector<double>& gradient);

// Mean scores of one-step-ahead forecasts of steps from..until-1 under one fit: logarithmic, ranked
// probability, Dawid-Sebastiani and squared error (Czado, Gneiting & Held 2009).
struct StepScores {
  double logarithmic = 0.0, ranked_probability = 0.0, dawid_sebastiani = 0.0, squared_error = 0.0;
};
StepScores one_step_ahead(const StepCounts& data, const StepModel& model, std::size_t from, std::size_t until,
                          const std::vector<double>& estimate);

}  // namespace handover::threat
