// Polynomials by Horner's rule, coefficients lowest first.
#pragma once

#include <cstddef>

namespace handover::maths {

template <std::size_t N>
constexpr double polynomial(const double (&coefficients)[N], double x) {
  double value = coefficients[N - 1];
  for (std::size_t i = N - 1; i-- > 0;) value = value * x + coefficients[i];
  return value;
}

}  // namespace handover::maths
