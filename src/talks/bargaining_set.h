// What Nash and Kalai-Smorodinsky share: utilities on one issue, the disagreement point, and the interval of
// terms that leave nobody worse off than no agreement.
#pragma once

#include "talks/model.h"

#include <string>
#include <vector>

namespace handover::talks {

struct BargainingSet {
  double low = 0.0, high = 0.0;  // individually rational terms; equal ends: only the disagreement itself
  bool has_reference = true;
  std::vector<double> position, weight;
  double range = 1.0;
  bool quadratic = false;
  double reference = 0.0;            // meaningful with has_reference
  std::vector<double> disagreement;  // utility of each without an agreement

  // 1 at the own position; falls with distance / range, linearly or with its square.
  double utility(std::size_t i, double terms) const;
  double gain(std::size_t i, double terms) const { return utility(i, terms) - disagreement[i]; }
};

std::vector<ModelOption> bargaining_options();
// The disagreement utility is that of the reference point; without one, under `without_reference=worst`, that
// of the end of the scale the actor likes least.
BargainingSet bargaining_set(const IssueInputs& issue, const Options& options);

}  // namespace handover::talks
