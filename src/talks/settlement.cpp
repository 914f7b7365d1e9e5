#include "talks/settlement.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace handover::talks {
namespace {

struct Mean {
  double sum = 0.0, weight = 0.0;
  void add(double value, double w) {
    sum += w * value;
    weight += w;
  }
  double value() const { return sum / weight; }
};

double issue_gap(const BargainTable& table, const IssueInputs& issue) {
  const auto weights = issue.weights();
  Mean coalition, host, deviation;
  const double centre = weighted_mean(issue);
  for (std::size_t i = 0; i < issue.size(); ++i) {
    const auto side = table.actors[issue.actor[i]].side;
    if (side == Side::coalition) coalition.add(issue.position[i], weights[i]);
    if (side == Side::host) host.add(issue.position[i], weights[i]);
    deviation.add(std::abs(issue.position[i] - centre), weights[i]);
  }
  const double range = issue.range();
  if (!(range > 0.0) || !(deviation.weight > 0.0)) return 0.0;
  if (coalition.weight > 0.0 && host.weight > 0.0)
    return std::min(1.0, std::abs(coalition.value() - host.value()) / range);
  return std::min(1.0, 2.0 * deviation.value() / range);
}

// A veto on one issue is a veto on all: nothing is agreed without its holder.
std::set<std::size_t> vetoes_in(const std::vector<IssueInputs>& inputs) {
  std::set<std::size_t> vetoes;
  for (const IssueInputs& issue : inputs)
    for (std::size_t i = 0; i < issue.size(); ++i)
      if (issue.veto[i]) vetoes.insert(issue.actor[i]);
  return vetoes;
}

// Issues without a reference point count for nobody.
bool accepted_by(const std::set<std::size_t>& vetoes, const std::vector<IssueInputs>& inputs,
                 const std::vector<double>& terms, const std::vector<std::size_t>& group) {
  constexpr double kRounding = 1e-12;
  std::vector<IssueInputs> judged;
  std::vector<double> offered, status_quo;
  for (const std::size_t k : group) {
    if (!inputs[k].reference_point) continue;
    judged.push_back(inputs[k]);
    offered.push_back(terms[k]);
    status_quo.push_back(*inputs[k].reference_point);
  }
  return std::all_of(vetoes.begin(), vetoes.end(), [&](std::size_t actor) {
    return loss(judged, actor, offered) <= loss(judged, actor, status_quo) + kRounding;
  });
}

}  // namespace

double weighted_mean(const IssueInputs& issue) {
  if (issue.size() == 0) return 0.5 * (issue.low + issue.high);
  const auto weights = issue.weights();
  Mean mean;
  for (std::size_t i = 0; i < issue.size(); ++i) mean.add(issue.position[i], weights[i]);
  return mean.value();
}

double loss(const std::vector<IssueInputs>& inputs, std::size_t actor, const std::vector<double>& terms) {
  double total = 0.0;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    const IssueInputs& issue = inputs[k];
    for (std::size_t i = 0; i < issue.size(); ++i) {
      if (issue.actor[i] != actor || !(issue.range() > 0.0)) continue;
      total += issue.salience[i] * std::abs(terms[k] - issue.position[i]) / issue.range();
    }
  }
  return total;
}

bool accepted_by_vetoes(const std::vector<IssueInputs>& inputs, const std::vector<double>& terms) {
  std::vector<std::size_t> everything(inputs.size());
  std::iota(everything.begin(), everything.end(), std::size_t{0});
  return accepted_by_vetoes(inputs, terms, {everything});
}

bool accepted_by_vetoes(const std::vector<IssueInputs>& inputs, const std::vector<double>& terms,
                        const std::vector<std::vector<std::size_t>>& groups) {
  const auto vetoes = vetoes_in(inputs);
  return std::all_of(groups.begin(), groups.end(), [&](const std::vector<std::size_t>& group) {
    return accepted_by(vetoes, inputs, terms, group);
  });
}

double gap_between_sides(const BargainTable& table, const std::vector<IssueInputs>& inputs) {
  Mean gap;
  for (const IssueInputs& issue : inputs) {
    double salience = 0.0;
    for (const double s : issue.salience) salience += s / static_cast<double>(issue.size());
    gap.add(issue_gap(table, issue), salience);
  }
  return gap.weight > 0.0 ? gap.value() : 0.0;
}

Settlement settlement_of(const BargainTable& table, const std::vector<IssueInputs>& inputs,
                         std::vector<double> terms) {
  Settlement settlement;
  settlement.deal = accepted_by_vetoes(inputs, terms, linked_groups(table));
  settlement.gap = gap_between_sides(table, inputs);
  settlement.terms = std::move(terms);
  return settlement;
}

}  // namespace handover::talks
