// For tests and benchmarks: the ten actors of the emission-standards example, Table 1 of Scholz, Calbert &
// Smith 2011 (after Bueno de Mesquita 1994, p. 78).
#pragma once

#include "talks/table.h"

namespace handover::talks {

inline IssueInputs emission_example() {
  IssueInputs issue;
  issue.low = 4.0;
  issue.high = 10.0;
  // Netherlands, Belgium, Luxembourg, Germany, France, Italy, UK, Ireland, Denmark, Greece
  issue.influence = {0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08};
  issue.position = {4, 7, 4, 4, 10, 10, 10, 7, 4, 7};
  issue.salience = {80, 40, 20, 80, 60, 60, 90, 10, 100, 70};
  for (std::size_t i = 0; i < issue.position.size(); ++i) {
    issue.actor.push_back(i);
    issue.veto.push_back(false);
  }
  return issue;
}

}  // namespace handover::talks
