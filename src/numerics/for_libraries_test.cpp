// What libraries get when they ask for the C library's functions and for LAPACK's.
#include "numerics/maths.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include <dlfcn.h>
#include <doctest/doctest.h>

using namespace handover;

namespace {

template <typename Function>
Function found(const char* name) {
  void* address = dlsym(RTLD_DEFAULT, name);
  REQUIRE(address != nullptr);
  return reinterpret_cast<Function>(address);
}
using OfOne = double (*)(double);

}  // namespace

TEST_CASE("libraries find our functions under the C library's names") {
  const std::pair<const char*, OfOne> functions[] = {
      {"exp", maths::exp},   {"exp2", maths::exp2},   {"expm1", maths::expm1}, {"log", maths::log},
      {"log2", maths::log2}, {"log10", maths::log10}, {"log1p", maths::log1p}, {"cbrt", maths::cbrt},
      {"sin", maths::sin},   {"cos", maths::cos},     {"atan", maths::atan},   {"tanh", maths::tanh}};
  for (const auto& [name, ours] : functions) {
    CAPTURE(name);
    const auto theirs = found<OfOne>(name);
    for (double x = 0.01; x < 9.0; x += 0.0731)
      CHECK(std::bit_cast<std::uint64_t>(theirs(x)) == std::bit_cast<std::uint64_t>(ours(x)));
  }
  CHECK(found<double (*)(double, double)>("pow")(1.7, 3.3) == maths::pow(1.7, 3.3));
}

TEST_CASE("the dense factorisation solves a system and its transpose") {
  const auto factorise = found<void (*)(const int*, const int*, double*, const int*, int*, int*)>("dgetrf_");
  const auto solve = found<void (*)(const char*, const int*, const int*, const double*, const int*,
                                    const int*, double*, const int*, int*)>("dgetrs_");
  // Columns; the first pivot is not on the diagonal.
  const std::vector<double> matrix = {0.0, 2.0, -1.0, 1.0, 1.0, 3.0, 4.0, -2.0, 0.5};
  const std::vector<double> x = {1.0, -2.0, 3.0};
  const int n = 3, one = 1;
  for (const char* transposed : {"N", "T"}) {
    std::vector<double> factors = matrix, b(3, 0.0);
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j)
        b[i] += (*transposed == 'N' ? matrix[j * 3 + i] : matrix[i * 3 + j]) * x[j];
    int pivot[3], info = -1;
    factorise(&n, &n, factors.data(), &n, pivot, &info);
    CHECK(info == 0);
    CHECK(pivot[0] == 2);
    solve(transposed, &n, &one, factors.data(), &n, pivot, b.data(), &n, &info);
    for (std::size_t i = 0; i < 3; ++i) CHECK(b[i] == doctest::Approx(x[i]).epsilon(1e-14));
  }
  std::vector<double> singular = {1.0, 2.0, 2.0, 4.0};
  const int two = 2;
  int pivot[2], info = 0;
  factorise(&two, &two, singular.data(), &two, pivot, &info);
  CHECK(info == 2);
}
