#include "talks/bargaining_set.h"

#include <algorithm>
#include <cmath>

namespace handover::talks {

double BargainingSet::utility(std::size_t i, double terms) const {
  const double distance = std::abs(terms - position[i]) / range;
  return 1.0 - (quadratic ? distance * distance : distance);
}

std::vector<ModelOption> bargaining_options() {
  return {{"utility", "how utility falls with distance", "linear", {"linear", "quadratic"}},
          {"participants", "who must gain", "all", {"all", "vetoes"}},
          {"without_reference",
           "the disagreement point on an issue without a reference point",
           "worst",
           {"worst", "none"}}};
}

BargainingSet bargaining_set(const IssueInputs& issue, const Options& options) {
  BargainingSet set;
  set.quadratic = options.is("utility", "quadratic");
  set.range = issue.range();
  set.has_reference = issue.reference_point.has_value();
  const auto weights = issue.weights();
  const bool vetoes_only = options.is("participants", "vetoes") &&
                           std::find(issue.veto.begin(), issue.veto.end(), true) != issue.veto.end();
  for (std::size_t i = 0; i < issue.size(); ++i) {
    if ((vetoes_only && !issue.veto[i]) || !(weights[i] > 0.0)) continue;
    set.position.push_back(issue.position[i]);
    set.weight.push_back(weights[i]);
  }
  set.low = issue.low;
  set.high = issue.high;
  for (std::size_t i = 0; i < set.position.size(); ++i) {
    if (!set.has_reference) {
      set.disagreement.push_back(std::min(set.utility(i, issue.low), set.utility(i, issue.high)));
      continue;
    }
    set.reference = *issue.reference_point;
    set.disagreement.push_back(set.utility(i, set.reference));
    // Nobody accepts terms further from the own position than the reference point is.
    const double reach = std::abs(set.position[i] - set.reference);
    set.low = std::max(set.low, set.position[i] - reach);
    set.high = std::min(set.high, set.position[i] + reach);
  }
  // The reference point itself is in every actor's set; rounding must not empty their intersection.
  if (set.has_reference) {
    set.low = std::min(set.low, set.reference);
    set.high = std::max(set.high, set.reference);
  }
  return set;
}

}  // namespace handover::talks
