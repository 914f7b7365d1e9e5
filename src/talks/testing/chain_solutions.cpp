#include "talks/testing/chain_solutions.h"

#include "numerics/draws.h"

#include <algorithm>
#include <limits>

#include <Eigen/Dense>

namespace handover::talks {
namespace {

double total_rate(const RateMatrix& rates, std::size_t state) {
  double total = 0.0;
  for (std::size_t j = 0; j < kTalksStates; ++j)
    if (j != state) total += rates[state][j];
  return total;
}

// States from which some target can be reached along positive rates.
std::array<bool, kTalksStates> can_reach(const RateMatrix& rates, std::span<const TalksState> targets) {
  std::array<bool, kTalksStates> reach{};
  for (const TalksState target : targets) reach[index_of(target)] = true;
  for (std::size_t round = 0; round < kTalksStates; ++round)
    for (std::size_t i = 0; i < kTalksStates; ++i)
      for (std::size_t j = 0; j < kTalksStates; ++j)
        if (i != j && rates[i][j] > 0.0 && reach[j]) reach[i] = true;
  return reach;
}

bool contains(std::span<const TalksState> targets, std::size_t state) {
  return std::any_of(targets.begin(), targets.end(), [&](TalksState t) { return index_of(t) == state; });
}

}  // namespace

StateVector hitting_probability(const RateMatrix& rates, TalksState target) {
  const TalksState targets[] = {target};
  const auto reach = can_reach(rates, targets);
  const Eigen::Index n = kTalksStates;
  Eigen::MatrixXd a = Eigen::MatrixXd::Identity(n, n);
  Eigen::VectorXd b = Eigen::VectorXd::Zero(n);
  b(static_cast<Eigen::Index>(index_of(target))) = 1.0;
  for (std::size_t i = 0; i < kTalksStates; ++i) {
    if (i == index_of(target) || !reach[i]) continue;
    const double total = total_rate(rates, i);
    for (std::size_t j = 0; j < kTalksStates; ++j)
      if (j != i) a(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = -rates[i][j] / total;
  }
  const Eigen::VectorXd x = a.partialPivLu().solve(b);
  StateVector result{};
  for (std::size_t i = 0; i < kTalksStates; ++i) result[i] = x(static_cast<Eigen::Index>(i));
  return result;
}

StateVector mean_days_until(const RateMatrix& rates, std::span<const TalksState> targets) {
  // Certain only where every state that can be reached can itself reach a target.
  const auto reach = can_reach(rates, targets);
  std::array<bool, kTalksStates> certain = reach;
  for (std::size_t round = 0; round < kTalksStates; ++round)
    for (std::size_t i = 0; i < kTalksStates; ++i)
      for (std::size_t j = 0; j < kTalksStates; ++j)
        if (i != j && rates[i][j] > 0.0 && !certain[j] && !contains(targets, i)) certain[i] = false;
  const Eigen::Index n = kTalksStates;
  Eigen::MatrixXd a = Eigen::MatrixXd::Identity(n, n);
  Eigen::VectorXd b = Eigen::VectorXd::Zero(n);
  for (std::size_t i = 0; i < kTalksStates; ++i) {
    if (!certain[i] || contains(targets, i)) continue;
    const double total = total_rate(rates, i);
    b(static_cast<Eigen::Index>(i)) = 1.0 / total;
    for (std::size_t j = 0; j < kTalksStates; ++j)
      if (j != i) a(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = -rates[i][j] / total;
  }
  const Eigen::VectorXd x = a.partialPivLu().solve(b);
  StateVector result{};
  for (std::size_t i = 0; i < kTalksStates; ++i) {
    result[i] = certain[i] ? x(static_cast<Eigen::Index>(i)) : std::numeric_limits<double>::infinity();
  }
  return result;
}

std::vector<PathStep> simulate_path(const RateMatrix& rates, TalksState start, double days,
                                    DrawCursor& cursor) {
  std::vector<PathStep> path = {{0.0, start}};
  double now = 0.0;
  for (;;) {
    const std::size_t state = index_of(path.back().state);
    const double total = total_rate(rates, state);
    if (!(total > 0.0)) return path;
    now += exponential_draw(cursor.next(), total);
    if (now > days) return path;
    StateVector clocks = rates[state];
    clocks[state] = 0.0;
    const std::size_t next = weighted_index(cursor.next(), clocks);
    path.push_back({now, static_cast<TalksState>(next)});
  }
}

}  // namespace handover::talks
