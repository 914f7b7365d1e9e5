// Whether chains of a sampler agree, and how much their draws are worth.
#pragma once

#include <span>

namespace handover {

// Rank-normalised split R-hat and bulk effective sample size (Vehtari, Gelman, Simpson, Carpenter & Burkner
// 2021) of one quantity; `values` chain after chain. R-hat is 1 and the size n for constants.
struct Convergence {
  double r_hat = 1.0, effective = 0.0;
};
Convergence convergence_of(std::span<const double> values, int chains);

}  // namespace handover
