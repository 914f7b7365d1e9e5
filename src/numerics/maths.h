// exp and log that give the same bits on every processor: the C library picks an implementation by processor
// type, which would make "the same seed, the same result" false across machines.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

namespace handover {

// e^x. Within 1 ulp of the correctly rounded value on |x| < 700 in the test's grid; 0 below -745, infinity
// above 709.78. Cody-Waite reduction by ln 2 and the Remez rational form of fdlibm (Sun Microsystems 1993).
double exp_same(double x);

// Natural logarithm for x > 0; -infinity at 0, NaN below. Within 1 ulp in the test's grid; same source.
double log_same(double x);

// log of |Gamma(x)|. The C library's own writes the sign to a global variable, which threads may not share.
double log_gamma(double x);

}  // namespace handover
