#include "timeline/staff_choice.h"

#include "numerics/statistics.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

constexpr std::size_t kFewestSteps = 2, kMostSteps = 6;

// More than `margin` above nought by more than its own standard error.
bool clearly_above(const std::vector<double>& difference, double margin) {
  if (difference.empty()) return false;
  const double error = std::sqrt(variance_of(difference) / static_cast<double>(difference.size()));
  return mean_of(difference) - margin > error;
}

// Keeps the entries with the least key.
template <class Key>
void keep_least(std::vector<std::size_t>& entries, Key key) {
  auto least = key(entries.front());
  for (const std::size_t i : entries) least = std::min(least, key(i));
  std::erase_if(entries, [&](std::size_t i) { return least < key(i); });
}

// Keeps the entries whose scores lie within `margin` and a standard error of the least mean.
void keep_about_least(std::vector<std::size_t>& entries, const std::vector<Scores>& scores, double margin) {
  const std::size_t least = *std::min_element(
      entries.begin(), entries.end(), [&](auto a, auto b) { return scores[a].mean() < scores[b].mean(); });
  std::erase_if(entries, [&](std::size_t i) {
    return clearly_above(values_of_difference(scores[i], scores[least]), margin);
  });
}

double least_mean(const std::vector<std::size_t>& entries, const std::vector<Scores>& scores) {
  double least = scores[entries.front()].mean();
  for (const std::size_t i : entries) least = std::min(least, scores[i].mean());
  return least;
}

}  // namespace

StaffOrder staff_order(const Flaws& flaws, std::size_t steps) {
  return {.steps_unusual = steps < kFewestSteps || steps > kMostSteps || flaws.most_at_once,
          .grave = flaws.grave,
          .other = flaws.other};
}

std::size_t staff_choice(const Judge& judge, std::span<const StaffPlan> plans, double margin) {
  std::vector<Scores> lost, killed;
  std::vector<std::size_t> entries;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    lost.push_back(judge.likely_scores(*plans[i].tally));
    for (double& score : lost.back().score) score = 1.0 - score;
    killed.push_back(harm_scores(*plans[i].tally, static_cast<std::size_t>(HarmKind::civilians_killed)));
    entries.push_back(i);
  }
  keep_about_least(entries, lost, margin);
  keep_least(entries, [&](std::size_t i) { return staff_order(plans[i].flaws, plans[i].steps); });
  keep_about_least(entries, killed, margin * least_mean(entries, killed));
  keep_least(entries, [&](std::size_t i) { return plans[i].steps; });
  // Below the margin no difference counts: the first is taken.
  if (margin <= 0.0) keep_least(entries, [&](std::size_t i) { return lost[i].mean(); });
  return entries.front();
}

}  // namespace handover::timeline
