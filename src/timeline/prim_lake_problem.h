// The shallow lake, a test problem of scenario discovery: in which scenarios does it stay clear?
//
// A town lets phosphorus into a lake; above a threshold the lake turns for good (Carpenter, Ludwig & Brock
// 1999, Ecological Applications 9). With releases ruled by the lake's state: Quinn, Reed & Keller (2017),
// Environmental Modelling & Software 92. Ranges and figures as in the tutorial of the exploratory modelling
// workbench (Kwakkel 2017, Environmental Modelling & Software 96).
#pragma once

#include "numerics/draws.h"
#include "numerics/maths.h"
#include "timeline/prim.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace handover::timeline::lake {

struct Scenario {
  double removal = 0.42;                                // b, share of the phosphorus lost a year
  double recycling = 2.0;                               // q, exponent of the release from the sediment
  double inflow_mean = 0.02, inflow_deviation = 0.001;  // natural, a year; lognormal
};

// Two cubic radial functions of the phosphorus in the lake give the release, within 0.01 .. 0.1 a year.
struct Policy {
  std::array<double, 2> centre{}, radius{1.0, 1.0};
  double weight = 0.5;  // of the first
  double release(double phosphorus) const {
    const double first = maths::pow(std::abs(phosphorus - centre[0]) / radius[0], 3);
    const double second = maths::pow(std::abs(phosphorus - centre[1]) / radius[1], 3);
    return std::clamp(weight * first + (1.0 - weight) * second, 0.01, 0.1);
  }
};

inline double recycled(double phosphorus, double exponent) {
  const double power = maths::pow(phosphorus, exponent);
  return power / (1.0 + power);
}

inline constexpr std::uint32_t kYears = 100;

// Phosphorus at the start of each year of one run, from a lake without any.
inline std::vector<double> run(const Scenario& scenario, const Policy& policy,
                               const RandomStream& randomness) {
  const double ratio = scenario.inflow_deviation / scenario.inflow_mean;
  const double variance = maths::log1p(ratio * ratio);
  const double mean = maths::log(scenario.inflow_mean) - variance / 2.0;
  std::vector<double> phosphorus{0.0};
  for (std::uint32_t year = 1; year < kYears; ++year) {
    const double now = phosphorus.back();
    const double inflow =
        maths::exp(mean + std::sqrt(variance) * normal_draw(randomness.uniform_at(year, 0)));
    phosphorus.push_back((1.0 - scenario.removal) * now + recycled(now, scenario.recycling) +
                         policy.release(now) + inflow);
  }
  return phosphorus;
}

// The most that the mean over `runs` reaches in any year.
inline double most_phosphorus(const Scenario& scenario, const Policy& policy, std::uint32_t row,
                              std::uint32_t runs) {
  std::vector<double> sum(kYears, 0.0);
  for (std::uint32_t i = 0; i < runs; ++i) {
    const auto one = run(scenario, policy, RandomStream(Seed{17}, row, i, Purpose::test));
    std::transform(sum.begin(), sum.end(), one.begin(), sum.begin(), std::plus<>());
  }
  return *std::max_element(sum.begin(), sum.end()) / runs;
}

}  // namespace handover::timeline::lake
