#include "numerics/maths.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <numbers>

#include <doctest/doctest.h>

using namespace handover;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Distance from the long double's value in units of the last place of a double.
double ulps(double value, long double truth) {
  const double size = std::abs(static_cast<double>(truth));
  const double unit = std::nextafter(size, kInfinity) - size;
  return static_cast<double>(std::abs(static_cast<long double>(value) - truth) /
                             static_cast<long double>(unit));
}

using Function = double (*)(double);
using Truth = long double (*)(long double);

// The largest error over `count` points whose digits repeat nowhere.
double worst(Function function, Truth truth, double low, double high, int count = 20'000) {
  double most = 0.0;
  for (int i = 0; i < count; ++i) {
    const double place = (i + std::numbers::phi * i - std::floor(std::numbers::phi * i)) / (count + 1.0);
    const double x = low + (high - low) * place;
    const double error = ulps(function(x), truth(static_cast<long double>(x)));
    if (!(error <= most)) most = error;
  }
  return most;
}

#define HANDOVER_TRUTH(name) [](long double x) { return std::name(x); }

}  // namespace

TEST_CASE("each function stays within its stated error of long double arithmetic") {
  CHECK(worst(maths::exp, HANDOVER_TRUTH(exp), -700.0, 700.0) <= 0.51);
  CHECK(worst(maths::exp, HANDOVER_TRUTH(exp), -1.0, 1.0) <= 0.51);
  CHECK(worst(maths::exp2, HANDOVER_TRUTH(exp2), -1000.0, 1000.0) <= 0.51);
  CHECK(worst(maths::expm1, HANDOVER_TRUTH(expm1), -1.0, 1.0) <= 1.1);
  CHECK(worst(maths::expm1, HANDOVER_TRUTH(expm1), -1e-3, 1e-3) <= 1.1);
  CHECK(worst(maths::log, HANDOVER_TRUTH(log), 1e-9, 5.0) <= 0.52);
  CHECK(worst(maths::log, HANDOVER_TRUTH(log), 0.99, 1.01) <= 0.52);
  CHECK(worst(maths::log1p, HANDOVER_TRUTH(log1p), -0.9, 9.0) <= 0.7);
  CHECK(worst(maths::log1p, HANDOVER_TRUTH(log1p), -0.01, 0.01) <= 0.7);
  CHECK(worst(maths::log2, HANDOVER_TRUTH(log2), 0.1, 9.0) <= 0.51);
  CHECK(worst(maths::log10, HANDOVER_TRUTH(log10), 0.1, 9.0) <= 0.51);
  CHECK(worst(maths::cbrt, HANDOVER_TRUTH(cbrt), -9.0, 9.0) <= 0.51);
  CHECK(worst(maths::tanh, HANDOVER_TRUTH(tanh), -4.0, 4.0) <= 2.0);
  CHECK(worst(maths::sin, HANDOVER_TRUTH(sin), -100'000.0, 100'000.0) <= 0.8);
  CHECK(worst(maths::cos, HANDOVER_TRUTH(cos), -100'000.0, 100'000.0) <= 0.8);
  CHECK(worst(maths::sin, HANDOVER_TRUTH(sin), -4.0, 4.0) <= 0.8);
  CHECK(worst(maths::atan, HANDOVER_TRUTH(atan), -5.0, 5.0) <= 1.3);
  CHECK(worst(maths::asin, HANDOVER_TRUTH(asin), -1.0, 1.0) <= 2.0);
  CHECK(worst(maths::erf, HANDOVER_TRUTH(erf), -5.0, 5.0) <= 1.0);
  CHECK(worst(maths::erfc, HANDOVER_TRUTH(erfc), -5.0, 26.0) <= 4.0);
  CHECK(worst(maths::log_gamma, HANDOVER_TRUTH(lgamma), 1e-3, 9.0) <= 6.0);
  CHECK(worst(maths::log_gamma, HANDOVER_TRUTH(lgamma), 9.0, 1e6) <= 3.0);
}

TEST_CASE("pow stays within its stated error and keeps the special cases of C") {
  double most = 0.0;
  for (double x = 1e-5; x < 1e5; x *= 1.137)
    for (double y = -55.3; y < 55.3; y += 0.917)
      most = std::max(
          most, ulps(maths::pow(x, y), std::pow(static_cast<long double>(x), static_cast<long double>(y))));
  CHECK(most <= 0.51);
  const double specials[] = {0.0,
                             -0.0,
                             1.0,
                             -1.0,
                             2.0,
                             -2.0,
                             3.0,
                             -3.0,
                             0.5,
                             -0.5,
                             2.5,
                             -2.5,
                             1e300,
                             -1e300,
                             0x1.0p53,
                             kInfinity,
                             -kInfinity,
                             4e-320,
                             std::numeric_limits<double>::quiet_NaN()};
  for (const double x : specials) {
    for (const double y : specials) {
      CAPTURE(x);
      CAPTURE(y);
      const double ours = maths::pow(x, y), library = std::pow(x, y);
      if (std::isnan(library)) {
        CHECK(std::isnan(ours));
      } else {
        CHECK((ours == library || ours == doctest::Approx(library).epsilon(1e-15)));
        CHECK(std::signbit(ours) == std::signbit(library));
      }
    }
  }
}

TEST_CASE("whole results are exact") {
  double ten = 1.0;
  for (int n = 0; n <= 22; ++n, ten *= 10.0) {
    CHECK(maths::log10(ten) == n);
    CHECK(maths::pow(10.0, n) == ten);
  }
  for (int n = -1074; n < 1024; ++n) {
    CHECK(maths::log2(std::ldexp(1.0, n)) == n);
    CHECK(maths::exp2(n) == std::ldexp(1.0, n));
  }
  for (int n = 1; n < 2000; ++n) CHECK(maths::cbrt(static_cast<double>(n) * n * n) == n);
  CHECK(maths::hypot(3.0, 4.0) == 5.0);
  CHECK(maths::hypot(3e300, -4e300) == 5e300);
}

TEST_CASE("the ends of the ranges") {
  CHECK(maths::exp(0.0) == 1.0);
  CHECK(maths::exp(-746.0) == 0.0);
  CHECK(maths::exp(709.78) == doctest::Approx(1.792811e308).epsilon(1e-5));
  CHECK(maths::exp(709.79) == kInfinity);
  CHECK(maths::exp(-745.0) == 5e-324);
  CHECK(maths::exp(-720.0) == doctest::Approx(2.0322307e-313).epsilon(1e-6));
  CHECK(maths::exp(-kInfinity) == 0.0);
  CHECK(maths::expm1(-kInfinity) == -1.0);
  CHECK(maths::expm1(kInfinity) == kInfinity);
  CHECK(maths::log(1.0) == 0.0);
  CHECK(maths::log(0.0) == -kInfinity);
  CHECK(maths::log(kInfinity) == kInfinity);
  CHECK(maths::log(5e-324) == doctest::Approx(-744.440071921381).epsilon(1e-15));
  CHECK(maths::log1p(-1.0) == -kInfinity);
  CHECK(maths::log1p(kInfinity) == kInfinity);
  CHECK(maths::log1p(1e-300) == 1e-300);
  CHECK(maths::tanh(kInfinity) == 1.0);
  CHECK(maths::erf(-kInfinity) == -1.0);
  CHECK(maths::erfc(kInfinity) == 0.0);
  CHECK(maths::erfc(-kInfinity) == 2.0);
  CHECK(maths::atan(kInfinity) == std::numbers::pi / 2.0);
  CHECK(maths::atan2(0.0, -1.0) == std::numbers::pi);
  CHECK(maths::atan2(-1.0, 0.0) == -std::numbers::pi / 2.0);
  CHECK(maths::atan2(1.0, -1.0) == doctest::Approx(0.75 * std::numbers::pi).epsilon(1e-15));
  CHECK(maths::log_gamma(1.0) == 0.0);
  CHECK(maths::log_gamma(2.0) == 0.0);
  CHECK(maths::log_gamma(0.0) == kInfinity);
  for (const Function function :
       {Function(maths::log), Function(maths::log2), Function(maths::log10), Function(maths::log_gamma)})
    CHECK(std::isnan(function(-1.0)));
  for (const Function function :
       {Function(maths::exp), Function(maths::exp2), Function(maths::expm1), Function(maths::log),
        Function(maths::log1p), Function(maths::log2), Function(maths::log10), Function(maths::cbrt),
        Function(maths::tanh), Function(maths::sin), Function(maths::cos), Function(maths::atan),
        Function(maths::asin), Function(maths::erf), Function(maths::erfc), Function(maths::log_gamma)})
    CHECK(std::isnan(function(std::numeric_limits<double>::quiet_NaN())));
}

// The digest of bits over a grid, as computed on a processor with and on one without fused multiply-add: it
// changes with any change of a function, and with a compiler that breaks the rules this library rests on.
TEST_CASE("the bits are those of every other machine") {
  std::uint64_t digest = 14695981039346656037ULL;
  const auto add = [&digest](double value) {
    digest = (digest ^ std::bit_cast<std::uint64_t>(value)) * 1099511628211ULL;
  };
  for (int i = 1; i <= 5'000; ++i) {
    const double x = i * 0.00731;
    for (const Function function :
         {Function(maths::exp), Function(maths::exp2), Function(maths::expm1), Function(maths::log),
          Function(maths::log1p), Function(maths::log2), Function(maths::log10), Function(maths::cbrt),
          Function(maths::tanh), Function(maths::sin), Function(maths::cos), Function(maths::atan),
          Function(maths::erf), Function(maths::erfc), Function(maths::log_gamma)})
      add(function(x)), add(function(1.0 / x));
    add(maths::pow(x, 1.7)), add(maths::atan2(x, 3.0)), add(maths::hypot(x, 2.0)), add(maths::asin(x / 37.0));
  }
  CHECK(digest == 16533898222264440266ULL);
}
