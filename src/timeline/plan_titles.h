// What the title of a step and the name of a way to go say, typed: the sentences are the caller's
// (wording/plans.h). Nothing here names a site: what joins a site to a month is not for every edition.
#pragma once

#include "mission/mission.h"
#include "timeline/plan_shape.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace handover::timeline {

struct StepTitle {
  StepRole role = StepRole::reduction;
  std::vector<RegionId> left;   // nobody stays there after the step
  std::vector<RegionId> fewer;  // some stay
};

struct ShapeTitle {
  Gates gates = Gates::backstop;  // of most steps
  int steps_before = 0, steps_after = 0;
  Tempo tempo = Tempo::even;
  std::optional<RegionId> first_left;
  std::vector<RegionId> kept;  // by name where not everywhere
};

struct PlanTitles {
  std::function<std::string(const Mission&, const StepTitle&)> step;
  std::function<std::string(const Mission&, const ShapeTitle&)> shape;
};

}  // namespace handover::timeline
