// For tests only: Pearson's chi-square over cells of equal chance (or over values), with the p-value.
#pragma once

#include "numerics/draws.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <fmt/format.h>

namespace handover {

// `expected` sums to 1 and has no cell below 1e-6 or so; returns the chance of a larger statistic.
inline double chi_square_p(const std::vector<double>& observed, const std::vector<double>& expected) {
  double total = 0.0, statistic = 0.0;
  for (const double count : observed) total += count;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    const double mean = total * expected[i];
    statistic += (observed[i] - mean) * (observed[i] - mean) / mean;
  }
  const boost::math::chi_squared_distribution<> distribution(static_cast<double>(observed.size() - 1));
  return boost::math::cdf(boost::math::complement(distribution, statistic));
}

// Continuous: `cdf` turns draws into uniforms, which are counted in 200 cells.
inline double continuous_p(std::size_t draws, const std::function<double(std::uint32_t)>& draw,
                           const std::function<double(double)>& cdf) {
  constexpr std::size_t kCells = 200;
  std::vector<double> observed(kCells, 0.0);
  for (std::size_t i = 0; i < draws; ++i) {
    const double u = cdf(draw(static_cast<std::uint32_t>(i)));
    const double cell = std::min(std::max(u, 0.0) * kCells, kCells - 1.0);
    observed[static_cast<std::size_t>(cell)] += 1.0;
  }
  return chi_square_p(observed, std::vector<double>(kCells, 1.0 / kCells));
}

// Whole numbers: values with a chance of at least 1e-5 have a cell each, the rest share one.
inline double discrete_p(std::size_t draws, const std::function<int(std::uint32_t)>& draw,
                         const std::function<double(int)>& pmf, int most) {
  std::vector<double> expected;
  std::vector<int> cell(static_cast<std::size_t>(most) + 1, -1);
  double sum = 0.0;
  for (int k = 0; k <= most; ++k) {
    const double p = pmf(k);
    if (p < 1e-5) continue;
    cell[static_cast<std::size_t>(k)] = static_cast<int>(expected.size());
    expected.push_back(p);
    sum += p;
  }
  expected.push_back(1.0 - sum);
  std::vector<double> observed(expected.size(), 0.0);
  for (std::size_t i = 0; i < draws; ++i) {
    const int k = draw(static_cast<std::uint32_t>(i));
    const int at = k >= 0 && k <= most ? cell[static_cast<std::size_t>(k)] : -1;
    observed[at >= 0 ? static_cast<std::size_t>(at) : observed.size() - 1] += 1.0;
  }
  // A rest too thin to test joins its neighbour.
  if (expected.back() * static_cast<double>(draws) < 10.0) {
    expected[expected.size() - 2] += expected.back();
    observed[observed.size() - 2] += observed.back();
    expected.pop_back();
    observed.pop_back();
  }
  return chi_square_p(observed, expected);
}

struct SamplerCheck {
  std::string name;
  double p = 0.0;
};

inline RandomStream stream_for(std::uint32_t which) {
  return {Seed{20240724}, which, 0, Purpose::test};
}

// Draws are addressed over 2^20 slots a day, so that both parts of the address are used.
inline double uniform(std::uint32_t which, std::uint32_t i) {
  return stream_for(which).uniform_at(i >> 20, i & 0xFFFFF);
}

// Large distribution have many values: enough draws for each, and no more than that, as a draw goes through
// many of them.
inline std::size_t draws_of_large(std::size_t draws) {
  return std::max(std::min(draws, std::size_t{40'000}), draws / 10);
}

inline void check_poisson(std::vector<SamplerCheck>& checks, std::size_t draws) {
  for (const double mean : {0.03, 0.9, 14.0, 900.0, 1500.0, 3000.0, 20000.0}) {
    const boost::math::poisson_distribution<> distribution(mean);
    const auto which = static_cast<std::uint32_t>(100 + mean);
    checks.push_back({fmt::format("poisson {}", mean),
                      discrete_p(
                          mean > 1000.0 ? draws_of_large(draws) : draws,
                          [&](std::uint32_t i) { return poisson_draw(uniform(which, i), mean); },
                          [&](int k) { return boost::math::pdf(distribution, k); },
                          static_cast<int>(mean + 12 * std::sqrt(mean) + 20))});
  }
}

inline void check_negative_binomial(std::vector<SamplerCheck>& checks, std::size_t draws) {
  for (const auto& [mean, size] :
       {std::pair{0.05, 2.0}, {2.0, 0.7}, {30.0, 3.0}, {2000.0, 1000.0}, {3000.0, 1e5}, {5.0, 1e15}}) {
    const boost::math::negative_binomial_distribution<> distribution(size, size / (size + mean));
    const boost::math::poisson_distribution<> limit(mean);
    const auto which = static_cast<std::uint32_t>(2000 + mean);
    const double m = mean, r = size;
    checks.push_back(
        {fmt::format("negative binomial {} {}", mean, size),
         discrete_p(
             mean > 1000.0 ? draws_of_large(draws) : draws,
             [&](std::uint32_t i) { return negative_binomial_draw(uniform(which, i), m, r); },
             [&](int k) { return r < 1e9 ? boost::math::pdf(distribution, k) : boost::math::pdf(limit, k); },
             static_cast<int>(std::max(400.0, m + 12.0 * std::sqrt(m + m * m / r))))});
  }
}

inline void check_indices(std::vector<SamplerCheck>& checks, std::size_t draws) {
  const std::vector<double> weights = {0.5, 3.0, 0.0, 1.25, 7.0};
  checks.push_back(
      {"weighted index",
       discrete_p(
           draws,
           [&](std::uint32_t i) { return static_cast<int>(weighted_index(uniform(3000, i), weights)); },
           [&](int k) { return weights[static_cast<std::size_t>(k)] / 11.75; }, 4)});
}

inline void check_continuous(std::vector<SamplerCheck>& checks, std::size_t draws) {
  checks.push_back(
      {"uniform", continuous_p(
                      draws, [](std::uint32_t i) { return uniform(1, i); }, [](double x) { return x; })});
  checks.push_back({"normal", continuous_p(
                                  draws, [](std::uint32_t i) { return normal_draw(uniform(2, i)); },
                                  [](double x) { return normal_cdf(x); })});
  checks.push_back(
      {"exponential", continuous_p(
                          draws, [](std::uint32_t i) { return exponential_draw(uniform(3, i), 2.5); },
                          [](double x) { return 1.0 - std::exp(-2.5 * x); })});
  const ThreePoint range = {-1.0, 0.5, 4.0};
  const boost::math::triangular_distribution<> triangular(-1.0, 0.5, 4.0);
  checks.push_back(
      {"triangular", continuous_p(
                         draws, [&](std::uint32_t i) { return triangular_quantile(uniform(4, i), range); },
                         [&](double x) { return boost::math::cdf(triangular, x); })});
}

// Samplers that reject take their draws from a cursor at an address of their own.
inline void check_cursors(std::vector<SamplerCheck>& checks, std::size_t draws) {
  const auto cursor = [](std::uint32_t which, std::uint32_t i) {
    return DrawCursor(stream_for(which), i & 0xFFFFFF, (i >> 24) * 4096);
  };
  for (const double shape : {0.4, 1.0, 7.5}) {
    const boost::math::gamma_distribution<> distribution(shape, 1.0 / 3.0);
    checks.push_back(
        {fmt::format("gamma {}", shape), continuous_p(
                                             draws,
                                             [&](std::uint32_t i) {
                                               auto randomness = cursor(10, i);
                                               return gamma_draw(randomness, shape, 3.0);
                                             },
                                             [&](double x) { return boost::math::cdf(distribution, x); })});
  }
  const boost::math::beta_distribution<> beta(2.5, 0.8);
  checks.push_back({"beta", continuous_p(
                                draws,
                                [&](std::uint32_t i) {
                                  auto randomness = cursor(11, i);
                                  return beta_draw(randomness, 2.5, 0.8);
                                },
                                [&](double x) { return boost::math::cdf(beta, x); })});
}

// Its quantile is slow (an incomplete beta inverted), so it gets a tenth of the draws and a test of
// inversion.
inline void check_pert(std::vector<SamplerCheck>& checks, std::size_t draws) {
  const ThreePoint range = {0.0, 0.2, 1.0};
  const boost::math::beta_distribution<> distribution(1.8, 4.2);
  checks.push_back(
      {"pert", continuous_p(
                   draws / 10, [&](std::uint32_t i) { return pert_quantile(uniform(5, i), range); },
                   [&](double x) { return boost::math::cdf(distribution, x); })});
}

// Every sampler of numerics/draws.h against its distribution with `draws` draws: name and p-value.
inline std::vector<SamplerCheck> check_samplers(std::size_t draws) {
  std::vector<SamplerCheck> checks;
  check_poisson(checks, draws);
  check_negative_binomial(checks, draws);
  check_indices(checks, draws);
  check_continuous(checks, draws);
  check_cursors(checks, draws);
  check_pert(checks, draws);
  return checks;
}

}  // namespace handover
