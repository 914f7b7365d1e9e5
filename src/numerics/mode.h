// Where the posterior has its mode, and how wide it is there.
#pragma once

#include "numerics/hamiltonian.h"

namespace handover {

// Newton's method from zero with a trust in the whitened step; the curvature at the mode, by differences of
// the gradient, gives the spread. For densities that are unimodal and whose prior is about the standard
// normal.
Shape find_mode(const LogDensity& density, std::size_t dimension);

}  // namespace handover
