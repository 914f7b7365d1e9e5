#include "talks/settlement.h"

#include <algorithm>
#include <cmath>

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
  std::vector<IssueInputs> judged;
  std::vector<double> offered, status_quo;
  std::vector<std::size_t> vetoes;
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    for (std::size_t i = 0; i < inputs[k].size(); ++i)
      if (inputs[k].veto[i]) vetoes.push_back(inputs[k].actor[i]);
    if (!inputs[k].reference_point) continue;
    judged.push_back(inputs[k]);
    offered.push_back(terms[k]);
    status_quo.push_back(*inputs[k].reference_point);
  }
  constexpr double kRounding = 1e-12;
  return std::all_of(vetoes.begin(), vetoes.end(), [&](std::size_t actor) {
    return loss(judged, actor, offered) <= loss(judged, actor, status_quo) + kRounding;
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
  settlement.deal = accepted_by_vetoes(inputs, terms);
  settlement.gap = gap_between_sides(table, inputs);
  settlement.terms = std::move(terms);
  return settlement;
}

}  // namespace handover::talks
