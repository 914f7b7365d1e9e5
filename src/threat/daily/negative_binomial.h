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
  for (double j = 1.0; j < y; j += 1.0) {
    term.value += maths::log1p(psi * j);
    term.d_psi += j / (1.0 + psi * j);
  }
  term.value -= maths::log_gamma(y + 1.0);
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

// Sums of mean terms with one psi. Where the series is not needed they share one logarithm, that of the
// product of all 1 + psi m.
class MeanTerms {
 public:
  explicit MeanTerms(double psi) : psi_(psi) {}
  // Returns the term's derivative by its mean.
  double add(double y, double mean) {
    const double one_plus = 1.0 + psi_ * mean;
    if (one_plus < 1.01) {
      const MeanTerm term = mean_term(y, mean, psi_);
      value_ += term.value;
      d_psi_ += term.d_psi;
      return term.d_mean;
    }
    product_ *= one_plus;
    if (product_ > 1e100) take_logarithm();
    const double inverse = 1.0 / one_plus, ratio = mean * inverse;
    ratios_ += ratio;
    if (y == 0.0) return -inverse;
    value_ += y * maths::log(ratio);
    d_psi_ -= y * ratio;
    return y / mean - (1.0 + psi_ * y) * inverse;
  }
  // Of all terms added.
  struct Sum {
    double value, d_psi;
  };
  Sum sum() {
    take_logarithm();
    const double over_psi = logarithms_ / psi_;
    return {value_ - over_psi, d_psi_ + (logarithms_ == 0.0 ? 0.0 : (over_psi - ratios_) / psi_)};
  }

 private:
  void take_logarithm() {
    if (product_ == 1.0) return;
    logarithms_ += maths::log(product_);
    product_ = 1.0;
  }
  double psi_, product_ = 1.0, logarithms_ = 0.0, ratios_ = 0.0, value_ = 0.0, d_psi_ = 0.0;
};

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
