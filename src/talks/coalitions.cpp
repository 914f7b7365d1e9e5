#include "talks/packages.h"
#include "talks/settlement.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace handover::talks {
namespace {

constexpr double kFar = 1.0;

// [actor][actor] salience-weighted mean distance over the issues both care about, as a share of the scale.
std::vector<std::vector<double>> distances(const std::vector<IssueInputs>& inputs, std::size_t actors) {
  std::vector<std::vector<double>> sum(actors, std::vector<double>(actors, 0.0)), weight = sum;
  for (const IssueInputs& issue : inputs) {
    for (std::size_t i = 0; i < issue.size(); ++i) {
      for (std::size_t j = 0; j < issue.size(); ++j) {
        const double w = issue.salience[i] + issue.salience[j];
        sum[issue.actor[i]][issue.actor[j]] +=
            w * std::abs(issue.position[i] - issue.position[j]) / issue.range();
        weight[issue.actor[i]][issue.actor[j]] += w;
      }
    }
  }
  for (std::size_t i = 0; i < actors; ++i)
    for (std::size_t j = 0; j < actors; ++j) sum[i][j] = weight[i][j] > 0.0 ? sum[i][j] / weight[i][j] : kFar;
  return sum;
}

double widest(const std::vector<std::vector<double>>& distance, const std::vector<std::size_t>& a,
              const std::vector<std::size_t>& b) {
  double most = 0.0;
  for (const std::size_t i : a)
    for (const std::size_t j : b)
      if (i != j) most = std::max(most, distance[i][j]);
  return most;
}

std::vector<double> actor_weights(const std::vector<IssueInputs>& inputs, std::size_t actors) {
  std::vector<double> share(actors, 0.0);
  double issues = 0.0;
  for (const IssueInputs& issue : inputs) {
    if (issue.size() == 0) continue;
    issues += 1.0;
    const auto weights = issue.weights();
    double total = 0.0;
    for (const double w : weights) total += w;
    for (std::size_t i = 0; i < issue.size(); ++i) share[issue.actor[i]] += weights[i] / total;
  }
  for (double& s : share) s /= std::max(1.0, issues);
  return share;
}

std::vector<std::vector<std::size_t>> cluster(const std::vector<std::vector<double>>& distance,
                                              double threshold) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < distance.size(); ++i) groups.push_back({i});
  for (;;) {
    std::size_t first = 0, second = 0;
    double nearest = std::numeric_limits<double>::infinity();
    for (std::size_t a = 0; a < groups.size(); ++a) {
      for (std::size_t b = a + 1; b < groups.size(); ++b) {
        const double apart = widest(distance, groups[a], groups[b]);
        if (apart >= nearest) continue;
        nearest = apart;
        first = a;
        second = b;
      }
    }
    if (nearest > threshold) return groups;
    groups[first].insert(groups[first].end(), groups[second].begin(), groups[second].end());
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(second));
  }
}

}  // namespace

std::vector<Coalition> coalitions(const BargainTable& table, Seed seed, int draws, double threshold) {
  const auto central = central_inputs(table);
  const auto weights = actor_weights(central, table.actors.size());
  std::vector<Coalition> found;
  for (auto& group : cluster(distances(central, table.actors.size()), threshold)) {
    Coalition& coalition = found.emplace_back();
    std::sort(group.begin(), group.end());
    for (const std::size_t actor : group) coalition.weight += weights[actor];
    coalition.actors = std::move(group);
  }
  if (table.uncertain() && draws > 0) {
    std::vector<int> held(found.size(), 0);
    for (int d = 0; d < draws; ++d) {
      const auto inputs = draw_inputs(table, {seed, static_cast<std::uint32_t>(d), 0, Purpose::settlement});
      const auto distance = distances(inputs, table.actors.size());
      for (std::size_t g = 0; g < found.size(); ++g)
        held[g] += widest(distance, found[g].actors, found[g].actors) <= threshold ? 1 : 0;
    }
    for (std::size_t g = 0; g < found.size(); ++g)
      found[g].holds_together = static_cast<double>(held[g]) / draws;
  }
  std::erase_if(found, [](const Coalition& c) { return !(c.weight > 0.0); });
  std::stable_sort(found.begin(), found.end(),
                   [](const Coalition& a, const Coalition& b) { return a.weight > b.weight; });
  return found;
}

}  // namespace handover::talks
