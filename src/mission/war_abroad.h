// Whether a war abroad goes on, by the mission's covariates: one reading for every module.
#pragma once

#include "mission/mission.h"

#include <vector>

namespace handover {

class WarAbroad {
 public:
  explicit WarAbroad(const Mission& mission);
  // Of the rows that cover the day the one that begins last counts.
  bool on(Date day) const;

 private:
  struct Row {
    Date from, to;
    bool war;
  };
  std::vector<Row> rows_;  // by first day
};

}  // namespace handover
