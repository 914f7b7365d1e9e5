// For the libraries that the program loads. The solver's (CoinUtils, Clp, Cgl, Cbc) call exp, log, pow ... of
// the C library and LAPACK's dense factorisation; both come in several kinds, chosen by the processor or by
// what is installed. A program that defines these names itself hands its own to every library that it loads,
// so that a solver, too, gives the same answer on every machine.
//
// Linked as an object, into programs alone: nothing here is called by our own code.
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace {

// Column by column, as LAPACK stores it.
struct Columns {
  double* values;
  std::size_t stride;
  double& operator()(int row, int column) const {
    return values[static_cast<std::size_t>(column) * stride + static_cast<std::size_t>(row)];
  }
};

// P A = L U with the largest entry of each column as pivot (Golub & Van Loan 2013, algorithm 3.4.1); the
// first column without one, counted from 1, or 0.
int factorise(const Columns& a, int rows, int columns, int* pivot) {
  int first_without = 0;
  for (int k = 0; k < std::min(rows, columns); ++k) {
    int largest = k;
    for (int i = k + 1; i < rows; ++i)
      if (std::fabs(a(i, k)) > std::fabs(a(largest, k))) largest = i;
    pivot[k] = largest + 1;
    if (a(largest, k) == 0.0) {
      if (first_without == 0) first_without = k + 1;
      continue;
    }
    if (largest != k)
      for (int j = 0; j < columns; ++j) std::swap(a(k, j), a(largest, j));
    for (int i = k + 1; i < rows; ++i) a(i, k) /= a(k, k);
    for (int j = k + 1; j < columns; ++j)
      for (int i = k + 1; i < rows; ++i) a(i, j) -= a(i, k) * a(k, j);
  }
  return first_without;
}

// x becomes the solution of A x = x.
void solve(const Columns& a, int n, const int* pivot, double* x) {
  for (int k = 0; k < n; ++k) std::swap(x[k], x[pivot[k] - 1]);
  for (int k = 0; k < n; ++k)
    for (int i = k + 1; i < n; ++i) x[i] -= a(i, k) * x[k];
  for (int k = n; k-- > 0;) {
    x[k] /= a(k, k);
    for (int i = 0; i < k; ++i) x[i] -= a(i, k) * x[k];
  }
}

// x becomes the solution of A' x = x.
void solve_transposed(const Columns& a, int n, const int* pivot, double* x) {
  for (int k = 0; k < n; ++k) {
    for (int i = 0; i < k; ++i) x[k] -= a(i, k) * x[i];
    x[k] /= a(k, k);
  }
  for (int k = n; k-- > 0;)
    for (int i = k + 1; i < n; ++i) x[k] -= a(i, k) * x[i];
  for (int k = n; k-- > 0;) std::swap(x[k], x[pivot[k] - 1]);
}

}  // namespace

namespace own = handover::maths;

extern "C" {

double handover_exp(double x) __asm__("exp");
double handover_exp(double x) {
  return own::exp(x);
}
double handover_exp2(double x) __asm__("exp2");
double handover_exp2(double x) {
  return own::exp2(x);
}
double handover_expm1(double x) __asm__("expm1");
double handover_expm1(double x) {
  return own::expm1(x);
}
double handover_log(double x) __asm__("log");
double handover_log(double x) {
  return own::log(x);
}
double handover_log1p(double x) __asm__("log1p");
double handover_log1p(double x) {
  return own::log1p(x);
}
double handover_log2(double x) __asm__("log2");
double handover_log2(double x) {
  return own::log2(x);
}
double handover_log10(double x) __asm__("log10");
double handover_log10(double x) {
  return own::log10(x);
}
double handover_pow(double x, double power) __asm__("pow");
double handover_pow(double x, double power) {
  return own::pow(x, power);
}
double handover_cbrt(double x) __asm__("cbrt");
double handover_cbrt(double x) {
  return own::cbrt(x);
}
double handover_sin(double x) __asm__("sin");
double handover_sin(double x) {
  return own::sin(x);
}
double handover_cos(double x) __asm__("cos");
double handover_cos(double x) {
  return own::cos(x);
}
double handover_atan(double x) __asm__("atan");
double handover_atan(double x) {
  return own::atan(x);
}
double handover_tanh(double x) __asm__("tanh");
double handover_tanh(double x) {
  return own::tanh(x);
}

// LAPACK's arguments: all by address, indices from 1.
void dgetrf_(const int* rows, const int* columns, double* a, const int* stride, int* pivot, int* info) {
  *info = factorise({a, static_cast<std::size_t>(*stride)}, *rows, *columns, pivot);
}

void dgetrs_(const char* transposed, const int* n, const int* right_sides, const double* a, const int* stride,
             const int* pivot, double* b, const int* b_stride, int* info) {
  const Columns factors{const_cast<double*>(a), static_cast<std::size_t>(*stride)};
  const bool plain = *transposed == 'N' || *transposed == 'n';
  for (int j = 0; j < *right_sides; ++j) {
    double* x = b + static_cast<std::size_t>(j) * static_cast<std::size_t>(*b_stride);
    if (plain) {
      solve(factors, *n, pivot, x);
    } else {
      solve_transposed(factors, *n, pivot, x);
    }
  }
  *info = 0;
}

}  // extern "C"
