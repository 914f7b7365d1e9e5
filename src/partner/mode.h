// Where the posterior has its mode, and how wide it is there.
#pragma once

#include "numerics/hamiltonian.h"

namespace handover::partner {

// Newton's method from zero; the curvature at the mode gives the spread.
Shape find_mode(const LogDensity& density, std::size_t dimension);

}  // namespace handover::partner
