// Simulate, refit, count: how often 90 % intervals hold the truth. For the tests and the recovery study.
#pragma once

#include "numerics/hamiltonian.h"
#include "partner/model.h"

#include <string>
#include <vector>

namespace handover::partner {

struct Coverage {
  std::string quantity;
  int inside = 0, count = 0;
  double share() const { return count > 0 ? static_cast<double>(inside) / count : 0.0; }
};
struct Recovery {
  std::vector<Coverage> by_quantity;  // level today, bias, noise, growth, innovation, thresholds
  int sets = 0, divergences = 0;
  double worst_r_hat = 1.0, seconds = 0.0;
};

// `sets` truths drawn from the prior, ratings rolled at the places, days, assessors and coverages of `design`
// (its levels are not looked at), each refitted.
Recovery recover(const Data& design, int sets, Seed seed, const SamplerOptions& sampler);

}  // namespace handover::partner
