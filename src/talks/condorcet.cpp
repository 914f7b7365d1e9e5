#include "talks/condorcet.h"

#include "numerics/maths.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace handover::talks {
namespace {

constexpr double kBinaryThreshold = 1.10;  // KTAB: this much more strength is a certain victory
constexpr double kIdleIncentive = 1e-10;   // keeps a favourite nobody wants to challenge in its place

double power_of(std::string_view rule) {
  if (rule == "square") return 2.0;
  if (rule == "quartic") return 4.0;
  if (rule == "octic") return 8.0;
  return 1.0;
}

double binary_victory(double own, double other) {
  const double share = own / (own + other);
  return std::clamp((share * (kBinaryThreshold + 1.0) - 1.0) / (kBinaryThreshold - 1.0), 0.0, 1.0);
}

}  // namespace

SquareMatrix victory_probability(const SquareMatrix& strength, std::string_view rule) {
  SquareMatrix victory(strength.n);
  const double power = power_of(rule);
  for (std::size_t i = 0; i < strength.n; ++i) {
    victory.at(i, i) = 0.5;
    for (std::size_t j = 0; j < i; ++j) {
      const double own = strength.at(i, j), other = strength.at(j, i);
      double p = 0.5;
      if (rule == "binary") {
        p = binary_victory(own, other);
      } else {
        p = 1.0 / (1.0 + maths::pow(other / own, power));
      }
      victory.at(i, j) = p;
      victory.at(j, i) = 1.0 - p;
    }
  }
  return victory;
}

std::vector<double> conditional_election(const SquareMatrix& victory) {
  // In logarithms: the product over many options underflows.
  std::vector<double> chance(victory.n);
  for (std::size_t i = 0; i < victory.n; ++i)
    for (std::size_t j = 0; j < victory.n; ++j) chance[i] += maths::log(victory.at(i, j));
  const double largest = *std::max_element(chance.begin(), chance.end());
  double total = 0.0;
  for (double& value : chance) total += value = std::isfinite(largest) ? maths::exp(value - largest) : 1.0;
  for (double& value : chance) value /= total;
  return chance;
}

SquareMatrix uniform_challenge(std::size_t n) {
  SquareMatrix challenge(n);
  std::fill(challenge.value.begin(), challenge.value.end(), 1.0 / static_cast<double>(n));
  return challenge;
}

SquareMatrix incentive_challenge(const SquareMatrix& strength, const SquareMatrix& victory) {
  SquareMatrix challenge(strength.n);
  for (std::size_t j = 0; j < strength.n; ++j) {
    double total = 0.0;
    for (std::size_t i = 0; i < strength.n; ++i) {
      challenge.at(i, j) = strength.at(i, j) * victory.at(i, j) + (i == j ? kIdleIncentive : 0.0);
      total += challenge.at(i, j);
    }
    for (std::size_t i = 0; i < strength.n; ++i) challenge.at(i, j) /= total;
  }
  return challenge;
}

std::vector<double> markov_election(const SquareMatrix& victory, const SquareMatrix& challenge) {
  const auto n = static_cast<Eigen::Index>(victory.n);
  Eigen::MatrixXd a = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t i = 0; i < victory.n; ++i) {
    for (std::size_t j = 0; j < victory.n; ++j) {
      if (i == j) continue;
      const double flow = challenge.at(i, j) * victory.at(i, j);  // from j to i
      a(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) += flow;
      a(static_cast<Eigen::Index>(j), static_cast<Eigen::Index>(j)) -= flow;
    }
  }
  // Balance equations are dependent: the last gives way to "probabilities sum to one".
  a.row(n - 1).setOnes();
  Eigen::VectorXd b = Eigen::VectorXd::Zero(n);
  b(n - 1) = 1.0;
  const Eigen::VectorXd p = a.fullPivLu().solve(b);
  std::vector<double> chance(victory.n);
  double total = 0.0;
  for (std::size_t i = 0; i < victory.n; ++i)
    total += chance[i] = std::max(0.0, p(static_cast<Eigen::Index>(i)));
  for (double& value : chance) value /= total;
  return chance;
}

}  // namespace handover::talks
