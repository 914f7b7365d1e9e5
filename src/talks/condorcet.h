// The probabilistic Condorcet election on a matrix of coalition strengths, apart from where that comes from.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace handover::talks {

// Row-major n x n.
struct SquareMatrix {
  std::size_t n = 0;
  std::vector<double> value;
  explicit SquareMatrix(std::size_t size) : n(size), value(size * size, 0.0) {}
  double& at(std::size_t i, std::size_t j) { return value[i * n + j]; }
  double at(std::size_t i, std::size_t j) const { return value[i * n + j]; }
};

// Chance that i defeats j from the strengths of the two coalitions. `rule`: linear, square, quartic, octic
// (powers 1, 2, 4, 8 of strength) or binary (10 % more strength wins for certain, linear between). One half
// on the diagonal.
SquareMatrix victory_probability(const SquareMatrix& strength, std::string_view rule);

// Chance that i beats every other option, given that some option does: proportional to the product of its
// victory probabilities.
std::vector<double> conditional_election(const SquareMatrix& victory);

// Limit of the chain in which the favourite j is challenged by i with probability challenge(i, j) (columns
// sum to 1) and loses with probability victory(i, j). Linear solve.
std::vector<double> markov_election(const SquareMatrix& victory, const SquareMatrix& challenge);
// Every option challenges with the same probability.
SquareMatrix uniform_challenge(std::size_t n);
// Challenges in proportion to the strength behind them times their chance of victory.
SquareMatrix incentive_challenge(const SquareMatrix& strength, const SquareMatrix& victory);

}  // namespace handover::talks
