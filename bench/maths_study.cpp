// How exact and how fast numerics/maths.h is: errors in units in the last place against 113-bit arithmetic
// (libquadmath, GNU compilers only), nanoseconds a call beside the C library's and, where libsleef-dev is
// installed, SLEEF's deterministic functions for one number.
//   maths_study [points]
#include "numerics/maths.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <quadmath.h>
#ifdef HANDOVER_WITH_SLEEF
#include <sleef.h>
#endif

namespace {

namespace maths = handover::maths;
using Function = double (*)(double);

struct Case {
  const char* name;
  Function ours, library, sleef;
  __float128 (*truth)(__float128);
  double low, high;
  bool logarithmic;  // how the points lie
};

#ifdef HANDOVER_WITH_SLEEF
#define HANDOVER_SLEEF(name) [](double x) { return name(x); }
#else
#define HANDOVER_SLEEF(name) nullptr
#endif
#define HANDOVER_CASE(name, sleef, truth, low, high, logarithmic)                                       \
  {                                                                                                     \
#name, maths::name, [](double x) { return std::name(x); }, HANDOVER_SLEEF(sleef), truth, low, high, \
                                                            logarithmic                                 \
  }

const std::vector<Case> kCases = {
    HANDOVER_CASE(exp, Sleef_cinz_expd1_u10purec, expq, -700, 700, false),
    HANDOVER_CASE(exp2, Sleef_cinz_exp2d1_u10purec, exp2q, -1000, 1000, false),
    HANDOVER_CASE(expm1, Sleef_cinz_expm1d1_u10purec, expm1q, -2, 2, false),
    HANDOVER_CASE(log, Sleef_cinz_logd1_u10purec, logq, 1e-300, 1e300, true),
    {"log, near 1", maths::log, [](double x) { return std::log(x); },
     HANDOVER_SLEEF(Sleef_cinz_logd1_u10purec), logq, 0.5, 2.0, false},
    HANDOVER_CASE(log1p, Sleef_cinz_log1pd1_u10purec, log1pq, -0.9, 3, false),
    HANDOVER_CASE(log2, Sleef_cinz_log2d1_u10purec, log2q, 0.5, 2.0, false),
    HANDOVER_CASE(log10, Sleef_cinz_log10d1_u10purec, log10q, 0.5, 2.0, false),
    HANDOVER_CASE(cbrt, Sleef_cinz_cbrtd1_u10purec, cbrtq, 1e-100, 1e100, true),
    HANDOVER_CASE(tanh, Sleef_cinz_tanhd1_u10purec, tanhq, -5, 5, false),
    HANDOVER_CASE(sin, Sleef_cinz_sind1_u10purec, sinq, -100, 100, false),
    HANDOVER_CASE(cos, Sleef_cinz_cosd1_u10purec, cosq, -100, 100, false),
    {"sin, wide", maths::sin, [](double x) { return std::sin(x); }, HANDOVER_SLEEF(Sleef_cinz_sind1_u10purec),
     sinq, -100'000, 100'000, false},
    HANDOVER_CASE(atan, Sleef_cinz_atand1_u10purec, atanq, -10, 10, false),
    HANDOVER_CASE(asin, Sleef_cinz_asind1_u10purec, asinq, -1, 1, false),
    HANDOVER_CASE(erf, Sleef_cinz_erfd1_u10purec, erfq, -6, 6, false),
    HANDOVER_CASE(erfc, Sleef_cinz_erfcd1_u15purec, erfcq, -6, 26, false),
    {"log_gamma", maths::log_gamma, [](double x) { return std::lgamma(x); },
     HANDOVER_SLEEF(Sleef_cinz_lgammad1_u10purec), lgammaq, 1e-5, 1e9, true},
    {"log_gamma, small", maths::log_gamma, [](double x) { return std::lgamma(x); },
     HANDOVER_SLEEF(Sleef_cinz_lgammad1_u10purec), lgammaq, 0.01, 9.0, false},
};

std::vector<double> points_of(const Case& one, std::size_t count) {
  std::vector<double> points;
  std::uint64_t state = 0x9e3779b97f4a7c15;
  for (std::size_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    const double u = static_cast<double>(state >> 11) * 0x1.0p-53;
    points.push_back(one.logarithmic
                         ? std::exp(std::log(one.low) + u * (std::log(one.high) - std::log(one.low)))
                         : one.low + u * (one.high - one.low));
  }
  return points;
}

// In units in the last place of the truth.
double error_of(double value, __float128 truth) {
  const double rounded = static_cast<double>(truth);
  const double unit =
      std::nextafter(std::abs(rounded), std::numeric_limits<double>::infinity()) - std::abs(rounded);
  const __float128 error = (static_cast<__float128>(value) - truth) / static_cast<__float128>(unit);
  return std::abs(static_cast<double>(error));
}

double worst_of(const Case& one, Function function, const std::vector<double>& points) {
  double worst = 0.0;
  for (const double x : points)
    worst = std::max(worst, error_of(function(x), one.truth(static_cast<__float128>(x))));
  return worst;
}

double sink = 0.0;
double nanoseconds(Function function, const std::vector<double>& points) {
  const auto start = std::chrono::steady_clock::now();
  constexpr int kRounds = 20;
  for (int round = 0; round < kRounds; ++round)
    for (const double x : points) sink += function(x);
  const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - start;
  return passed.count() / static_cast<double>(kRounds * points.size());
}

void study(const Case& one, std::size_t count) {
  const auto points = points_of(one, count);
  fmt::print("{:<18} {:>8.3f} {:>8.3f} ", one.name, worst_of(one, one.ours, points),
             worst_of(one, one.library, points));
  fmt::print("{:>8} ", one.sleef != nullptr ? fmt::format("{:.3f}", worst_of(one, one.sleef, points)) : "-");
  const std::vector<double> few(
      points.begin(), points.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(count, 4096)));
  fmt::print("{:>8.1f} {:>8.1f} ", nanoseconds(one.ours, few), nanoseconds(one.library, few));
  fmt::print("{:>8}\n", one.sleef != nullptr ? fmt::format("{:.1f}", nanoseconds(one.sleef, few)) : "-");
}

void study_pow(std::size_t count) {
  std::uint64_t state = 7;
  const auto next = [&state] {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 11) * 0x1.0p-53;
  };
  double ours = 0.0, library = 0.0;
  std::vector<double> base, power;
  for (std::size_t i = 0; i < count; ++i) {
    base.push_back(std::exp(20.0 * next() - 10.0));
    power.push_back(120.0 * next() - 60.0);
    const __float128 truth = powq(static_cast<__float128>(base[i]), static_cast<__float128>(power[i]));
    ours = std::max(ours, error_of(maths::pow(base[i], power[i]), truth));
    library = std::max(library, error_of(std::pow(base[i], power[i]), truth));
  }
  const auto time = [&](auto function) {
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < count; ++i) sink += function(base[i], power[i]);
    const std::chrono::duration<double, std::nano> passed = std::chrono::steady_clock::now() - start;
    return passed.count() / static_cast<double>(count);
  };
  fmt::print("{:<18} {:>8.3f} {:>8.3f} {:>8} {:>8.1f} {:>8.1f} ", "pow", ours, library, "-",
             time([](double x, double y) { return maths::pow(x, y); }),
             time([](double x, double y) { return std::pow(x, y); }));
#ifdef HANDOVER_WITH_SLEEF
  fmt::print("{:>8.1f}\n", time([](double x, double y) { return Sleef_cinz_powd1_u10purec(x, y); }));
#else
  fmt::print("{:>8}\n", "-");
#endif
}

}  // namespace

int main(int argc, char** argv) {
  const auto count = static_cast<std::size_t>(argc > 1 ? std::atol(argv[1]) : 200'000);
  fmt::print("{:<18} {:>26} {:>26}\n", "", "largest error, ulp", "nanoseconds a call");
  fmt::print("{:<18} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n", "", "ours", "C", "SLEEF", "ours", "C", "SLEEF");
  for (const Case& one : kCases) study(one, count);
  study_pow(count);
  return sink == 0.12345 ? 1 : 0;
}
