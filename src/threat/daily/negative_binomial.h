// Negative binomial with mean m and variance m + psi m^2, written so that psi = 0 is the Poisson.
#pragma once

#include "numerics/maths.h"
#include "numerics/tape.h"

#include <cmath>

namespace handover::threat {

// sum over j < y of log(1 + psi j) - log y!, the part of the log probability that is free of the mean, and
// its derivative with respect to psi. Sums while y is small; differences of log-gamma are no more exact.
struct CountTerm {
  double value = 0.0, d_psi = 0.0;
};
inline CountTerm count_term(double y, double psi) {
  CountTerm term;
  double product = 1.0;  // many factors share a logarithm
  for (double j = 1.0; j < y; j += 1.0) {
    const double one_plus = 1.0 + psi * j;
    product *= one_plus;
    term.d_psi += j / one_plus;
    if (product < 1e100) continue;
    term.value += maths::log(product);
    product = 1.0;
  }
  term.value += maths::log(product) - maths::log_gamma(y + 1.0);
  return term;
}

// (1/psi) log(1 + psi m) and its derivative, by their series near the Poisson limit.
struct MeanTerm {
  double value = 0.0, d_mean = 0.0, d_psi = 0.0;
};
inline MeanTerm mean_term(double y, double mean, double psi) {
  const double x = psi * mean, inverse = 1.0 / (1.0 + x), ratio = mean * inverse;
  MeanTerm term;
  double log_one_plus = 0.0;
  if (x < 0.01) {  // most days and zones; the closed forms cancel there, too
    const double per_x =
        1.0 - x * (1.0 / 2 - x * (1.0 / 3 - x * (1.0 / 4 - x * (1.0 / 5 - x * (1.0 / 6 - x / 7)))));
    log_one_plus = x * per_x;
    term.value = -mean * per_x;
    term.d_psi =
        mean * mean *
        (1.0 / 2 -
         x * (2.0 / 3 - x * (3.0 / 4 - x * (4.0 / 5 - x * (5.0 / 6 - x * (6.0 / 7 - x * 7.0 / 8))))));
  } else {
    log_one_plus = maths::log1p(x);
    const double per_psi = 1.0 / psi, over_psi = log_one_plus * per_psi;
    term.value = -over_psi;
    term.d_psi = (over_psi - ratio) * per_psi;
  }
  term.d_mean = -inverse;
  if (y > 0.0) {  // most days and zones see nothing
    term.value += y * (maths::log(mean) - log_one_plus);
    term.d_mean = y / mean - (1.0 + psi * y) * inverse;
    term.d_psi -= y * ratio;
  }
  return term;
}

// The same for any number type that has log and log1p (values with a tape, complex numbers). psi > 0.
template <class Number>
Number log_negative_binomial(double y, const Number& mean, const Number& psi) {
  using maths::log;
  using maths::log1p;
  Number sum = Number(-maths::log_gamma(y + 1.0));
  for (double j = 1.0; j < y; j += 1.0) sum = sum + log(Number(1.0) + psi * Number(j));
  const Number one_plus = Number(1.0) + psi * mean;
  return sum + Number(y) * log(mean) - (Number(y) + Number(1.0) / psi) * log(one_plus);
}

inline double log_negative_binomial(double y, double mean, double psi) {
  return count_term(y, psi).value + mean_term(y, mean, psi).value;
}

inline Value log_negative_binomial(double y, const Value& mean, const Value& psi) {
  const CountTerm count = count_term(y, psi.value);
  const MeanTerm term = mean_term(y, mean.value, psi.value);
  const double value = count.value + term.value;
  Tape* tape = tape_of(mean, psi);
  if (tape == nullptr) return Value(value);
  return tape->binary(value, mean, term.d_mean, psi, count.d_psi + term.d_psi);
}

}  // namespace handover::threat
