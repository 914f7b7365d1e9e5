#include "mission/war_abroad.h"

#include <algorithm>

namespace handover {

WarAbroad::WarAbroad(const Mission& mission) {
  for (const Covariate& row : mission.covariates)
    if (row.name == "war_abroad") rows_.push_back({row.known.from, row.known.to, row.value > 0.0});
  std::ranges::stable_sort(rows_, {}, &Row::from);
}

bool WarAbroad::on(Date day) const {
  const auto covers = [day](const Row& row) { return row.from <= day && day <= row.to; };
  const auto last = std::find_if(rows_.rbegin(), rows_.rend(), covers);
  return last != rows_.rend() && last->war;
}

}  // namespace handover
