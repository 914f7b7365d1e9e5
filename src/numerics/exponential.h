// Exponential and logarithm with the bits beyond a double, for the functions that are made of them.
#pragma once

#include "numerics/wide.h"

namespace handover::maths {

// e^(x + tail); |tail| small against |x| or against 1e-8.
double exp_of(double x, double tail);

// log(x) to about 2^-67 of itself, for x positive and finite.
Wide wide_log(double x);

}  // namespace handover::maths
