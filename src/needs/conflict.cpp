#include "needs/conflict.h"

#include <algorithm>
#include <cmath>

namespace handover::needs {
namespace {

class Oracle {
 public:
  Oracle(const Programme& programme, const std::vector<NamedConstraint>& statements, const Engine& engine)
      : programme_(programme), statements_(statements), engine_(engine) {}

  bool holds(const std::vector<bool>& chosen) const {
    Programme part = programme_;
    for (std::size_t s = 0; s < statements_.size(); ++s) {
      if (chosen[s]) continue;
      for (const std::size_t row : statements_[s].rows) part.relax_row(row);
    }
    const auto small = solve_small(part, {});
    const auto result = small ? *small : engine_.solve(part, {});
    return result.has_point;
  }

  // Grows a set that holds to one that would break with any further statement.
  std::vector<bool> grown(std::vector<bool> chosen) const {
    for (std::size_t s = 0; s < statements_.size(); ++s) {
      if (chosen[s]) continue;
      chosen[s] = true;
      if (!holds(chosen)) chosen[s] = false;
    }
    return chosen;
  }

 private:
  const Programme& programme_;
  const std::vector<NamedConstraint>& statements_;
  const Engine& engine_;
};

// The smallest set that meets every one of `sets`.
std::vector<bool> smallest_hitting_set(const std::vector<std::vector<std::size_t>>& sets, std::size_t count,
                                       const Engine& engine) {
  Programme programme;
  for (std::size_t s = 0; s < count; ++s) programme.add_column(1.0, 0.0, 1.0, true);
  for (const auto& set : sets) {
    std::vector<Programme::Term> terms;
    for (const std::size_t s : set) terms.push_back({s, 1.0});
    programme.add_row(1.0, kNoLimit, terms);
  }
  const EngineOptions options = {.gap = 0.0, .absolute_gap = 0.99, .start = {}};
  const auto small = solve_small(programme, options);
  const auto result = small ? *small : engine.solve(programme, options);
  std::vector<bool> chosen(count, false);
  for (std::size_t s = 0; s < count && result.has_point; ++s) chosen[s] = result.point[s] > 0.5;
  return chosen;
}

std::vector<std::size_t> indices_of(const std::vector<bool>& chosen) {
  std::vector<std::size_t> result;
  for (std::size_t s = 0; s < chosen.size(); ++s) {
    if (chosen[s]) result.push_back(s);
  }
  return result;
}

}  // namespace

Conflict smallest_conflict(Programme programme, const std::vector<NamedConstraint>& statements,
                           const Engine& engine, int most_rounds) {
  std::fill(programme.cost().begin(), programme.cost().end(), 0.0);
  const Oracle oracle(programme, statements, engine);
  std::vector<bool> all(statements.size(), true);
  if (oracle.holds(all)) return {};
  std::vector<std::vector<std::size_t>> to_hit;
  for (int round = 0; round < most_rounds; ++round) {
    const auto chosen = smallest_hitting_set(to_hit, statements.size(), engine);
    if (!oracle.holds(chosen)) return {indices_of(chosen), true};
    auto left_out = oracle.grown(chosen);
    left_out.flip();
    to_hit.push_back(indices_of(left_out));
  }
  for (std::size_t s = 0; s < all.size(); ++s) {
    all[s] = false;
    if (oracle.holds(all)) all[s] = true;
  }
  return {indices_of(all), false};
}

}  // namespace handover::needs
