#include "talks/packages.h"

#include "numerics/maths.h"
#include "talks/settlement.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <set>

namespace handover::talks {
namespace {

constexpr double kPackageRounding = 1e-12;
constexpr std::size_t kFewJudges = 3, kFiner = 20;

std::vector<std::size_t> judges_of(const BargainTable& table) {
  std::set<std::size_t> vetoes, all;
  for (const Stake& stake : table.stakes) {
    all.insert(stake.actor);
    if (stake.veto) vetoes.insert(stake.actor);
  }
  const auto& chosen = vetoes.empty() ? all : vetoes;
  return {chosen.begin(), chosen.end()};
}

// Losses by issue of one judge are separate: tabulated once, they are added up for each package.
struct LossTable {
  std::vector<std::vector<std::vector<double>>> at;   // [judge][issue][level]
  std::vector<double> without;                        // [judge]; only issues with a reference point
  std::vector<std::vector<double>> without_by_issue;  // [judge][issue]; 0 without a reference point
};

double issue_loss(const IssueInputs& issue, std::size_t actor, double terms) {
  double sum = 0.0;
  for (std::size_t i = 0; i < issue.size(); ++i)
    if (issue.actor[i] == actor)
      sum += issue.salience[i] * std::abs(terms - issue.position[i]) / issue.range();
  return sum;
}

LossTable tabulate(const std::vector<IssueInputs>& inputs, const std::vector<std::size_t>& judges,
                   const std::vector<std::vector<double>>& levels, bool only_with_reference) {
  LossTable table;
  for (const std::size_t judge : judges) {
    auto& by_issue = table.at.emplace_back(inputs.size());
    double& without = table.without.emplace_back(0.0);
    auto& separately = table.without_by_issue.emplace_back(inputs.size(), 0.0);
    for (std::size_t k = 0; k < inputs.size(); ++k) {
      const bool counts = inputs[k].reference_point.has_value() || !only_with_reference;
      for (const double terms : levels[k])
        by_issue[k].push_back(counts ? issue_loss(inputs[k], judge, terms) : 0.0);
      if (inputs[k].reference_point) separately[k] = issue_loss(inputs[k], judge, *inputs[k].reference_point);
      without += separately[k];
    }
  }
  return table;
}

using LevelIndex = std::vector<std::size_t>;

double total_loss(const LossTable& table, std::size_t judge, const LevelIndex& index) {
  double sum = 0.0;
  for (std::size_t k = 0; k < index.size(); ++k) sum += table.at[judge][k][index[k]];
  return sum;
}

bool in_zone(const LossTable& table, const LevelIndex& index) {
  for (std::size_t j = 0; j < table.at.size(); ++j)
    if (total_loss(table, j, index) > table.without[j] + kPackageRounding) return false;
  return true;
}

// As if each issue were settled on its own: nobody is worse off on any of them.
bool in_every_zone(const LossTable& table, const LevelIndex& index) {
  for (std::size_t j = 0; j < table.at.size(); ++j)
    for (std::size_t k = 0; k < index.size(); ++k)
      if (table.at[j][k][index[k]] > table.without_by_issue[j][k] + kPackageRounding) return false;
  return true;
}

std::vector<double> terms_at(const std::vector<std::vector<double>>& levels, const LevelIndex& index) {
  std::vector<double> terms;
  for (std::size_t k = 0; k < index.size(); ++k) terms.push_back(levels[k][index[k]]);
  return terms;
}

bool keeps_all(const std::vector<TermLimit>& limits, const std::vector<double>& terms) {
  return std::all_of(limits.begin(), limits.end(),
                     [&](const TermLimit& limit) { return limit.kept_by(terms); });
}

std::vector<std::vector<double>> levels_of(const std::vector<IssueInputs>& inputs, std::size_t most) {
  const double issues = static_cast<double>(inputs.size());
  const double each = std::floor(maths::pow(static_cast<double>(most), 1.0 / issues) + 1e-9);
  const auto count = static_cast<std::size_t>(std::clamp(each, 2.0, 101.0));
  std::vector<std::vector<double>> levels;
  for (const IssueInputs& issue : inputs) {
    auto& level = levels.emplace_back();
    for (std::size_t n = 0; n < count; ++n)
      level.push_back(issue.low + issue.range() * static_cast<double>(n) / static_cast<double>(count - 1));
  }
  return levels;
}

std::vector<LevelIndex> all_indices(const std::vector<std::vector<double>>& levels, std::size_t most) {
  std::vector<LevelIndex> indices;
  LevelIndex index(levels.size(), 0);
  // Twenty issues of two levels are a million packages: the grid stops at its bound.
  while (indices.size() < most) {
    indices.push_back(index);
    std::size_t k = 0;
    while (k < levels.size() && ++index[k] == levels[k].size()) index[k++] = 0;
    if (k == levels.size()) break;
  }
  return indices;
}

bool dominates(const std::vector<double>& a, const std::vector<double>& b) {
  bool better = false;
  for (std::size_t j = 0; j < a.size(); ++j) {
    if (a[j] > b[j] + kPackageRounding) return false;
    better = better || a[j] < b[j] - kPackageRounding;
  }
  return better;
}

double log_gains(const LossTable& table, const LevelIndex& index) {
  double sum = 0.0;
  for (std::size_t j = 0; j < table.at.size(); ++j) {
    const double gain = table.without[j] - total_loss(table, j, index);
    if (!(gain > 0.0)) return -std::numeric_limits<double>::infinity();
    sum += maths::log(gain);
  }
  return sum;
}

std::vector<std::vector<IssueInputs>> drawn_inputs(const BargainTable& table, Seed seed, int draws) {
  std::vector<std::vector<IssueInputs>> inputs;
  for (int d = 0; d < (table.uncertain() ? draws : 1); ++d)
    inputs.push_back(draw_inputs(table, {seed, static_cast<std::uint32_t>(d), 0, Purpose::settlement}));
  return inputs;
}

std::vector<double> losses_of(const LossTable& table, const LevelIndex& index) {
  std::vector<double> losses;
  for (std::size_t j = 0; j < table.at.size(); ++j) losses.push_back(total_loss(table, j, index));
  return losses;
}

template <class Accepts>
double share_of(const std::vector<LossTable>& draws, Accepts accepts) {
  const auto count = std::count_if(draws.begin(), draws.end(), accepts);
  return static_cast<double>(count) / static_cast<double>(draws.size());
}

// What one pass over all packages finds, at the most likely inputs.
struct GridScan {
  std::vector<std::vector<double>> losses;                          // [package][judge]
  double in_zone = 0.0, issue_by_issue = 0.0, by_every_rule = 0.0;  // shares of the grid
  std::optional<std::size_t> nash;
};

GridScan scan_grid(const LossTable& all, const LossTable& judged,
                   const std::vector<std::vector<double>>& levels, const std::vector<LevelIndex>& indices,
                   const std::vector<TermLimit>& limits) {
  GridScan scan;
  double best = -std::numeric_limits<double>::infinity();
  const double each = 1.0 / static_cast<double>(indices.size());
  std::size_t inside = 0, alone = 0, ruled = 0;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const LevelIndex& index = indices[i];
    scan.losses.push_back(losses_of(all, index));
    alone += in_every_zone(judged, index) ? 1 : 0;
    if (!in_zone(judged, index)) continue;
    ++inside;
    ruled += keeps_all(limits, terms_at(levels, index)) ? 1 : 0;
    const double height = log_gains(judged, index);
    if (height <= best) continue;
    best = height;
    scan.nash = i;
  }
  scan.in_zone = each * static_cast<double>(inside);
  scan.issue_by_issue = each * static_cast<double>(alone);
  scan.by_every_rule = each * static_cast<double>(ruled);
  return scan;
}

}  // namespace

std::vector<std::size_t> pareto_rows(const std::vector<std::vector<double>>& rows) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> sum(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) sum[i] = std::accumulate(rows[i].begin(), rows[i].end(), 0.0);
  // A dominating row has the smaller sum, so only rows kept earlier can dominate a later one.
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sum[a] < sum[b]; });
  std::vector<std::size_t> kept;
  for (const std::size_t candidate : order) {
    const bool beaten = std::any_of(kept.begin(), kept.end(),
                                    [&](std::size_t k) { return dominates(rows[k], rows[candidate]); });
    if (!beaten) kept.push_back(candidate);
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

PackageReport packages(const BargainTable& table, Seed seed, int draws, std::size_t most,
                       const std::vector<TermLimit>& limits) {
  PackageReport report;
  if (table.issues.empty() || table.stakes.empty()) return report;
  report.judges = judges_of(table);
  const auto central = central_inputs(table);
  auto levels = levels_of(central, most);
  const auto indices = all_indices(levels, most);
  report.grid = indices.size();
  // The compromise rides along as one more level of every issue, outside the grid.
  LevelIndex compromise;
  for (std::size_t k = 0; k < central.size(); ++k) {
    compromise.push_back(levels[k].size());
    levels[k].push_back(weighted_mean(central[k]));
  }
  const LossTable all = tabulate(central, report.judges, levels, false);
  const LossTable judged = tabulate(central, report.judges, levels, true);
  report.loss_without = judged.without;
  std::vector<LossTable> drawn;
  for (const auto& inputs : drawn_inputs(table, seed, draws))
    drawn.push_back(tabulate(inputs, report.judges, levels, true));

  const auto package_at = [&](const LevelIndex& index) {
    Package package;
    package.terms = terms_at(levels, index);
    package.loss = losses_of(all, index);
    package.chance_in_zone = share_of(drawn, [&](const LossTable& draw) { return in_zone(draw, index); });
    return package;
  };
  const GridScan scan = scan_grid(all, judged, levels, indices, limits);
  report.share_in_zone = scan.in_zone;
  report.share_issue_by_issue = scan.issue_by_issue;
  report.share_by_every_rule = scan.by_every_rule;
  for (const std::size_t i : pareto_rows(scan.losses)) {
    report.efficient.push_back(package_at(indices[i]));
    report.efficient.back().efficient = true;
  }
  std::stable_sort(report.efficient.begin(), report.efficient.end(),
                   [](const Package& a, const Package& b) { return a.chance_in_zone > b.chance_in_zone; });
  report.compromise = package_at(compromise);
  report.compromise_issue_by_issue =
      share_of(drawn, [&](const LossTable& draw) { return in_every_zone(draw, compromise); });
  report.compromise_beaten =
      std::any_of(scan.losses.begin(), scan.losses.end(),
                  [&](const std::vector<double>& row) { return dominates(row, report.compromise.loss); });
  report.compromise.efficient = !report.compromise_beaten;
  if (scan.nash) report.nash = package_at(indices[*scan.nash]);
  return report;
}

std::vector<LinkedPackages> linked_packages(const BargainTable& table, Seed seed, int draws,
                                            const std::vector<TermLimit>& limits, std::size_t most) {
  std::vector<LinkedPackages> all;
  for (const auto& group : linked_groups(table)) {
    if (group.size() < 2) continue;
    LinkedPackages& linked = all.emplace_back();
    linked.issues = group;
    for (TermLimit limit : limits) {
      bool inside = true;
      for (std::size_t& issue : limit.issues) {
        const auto found = std::find(group.begin(), group.end(), issue);
        inside = inside && found != group.end();
        issue = static_cast<std::size_t>(found - group.begin());
      }
      if (inside) linked.limits.push_back(std::move(limit));
    }
    BargainTable part = only_issues(table, group);
    // A veto on one issue is a veto on all.
    for (Stake& stake : part.stakes)
      stake.veto = std::any_of(table.stakes.begin(), table.stakes.end(),
                               [&](const Stake& other) { return other.actor == stake.actor && other.veto; });
    // Up to three judges sort quickly: they get a finer grid.
    const std::size_t bound = judges_of(part).size() <= kFewJudges ? kFiner * most : most;
    linked.report = packages(part, seed, draws, bound, linked.limits);
  }
  return all;
}

}  // namespace handover::talks
