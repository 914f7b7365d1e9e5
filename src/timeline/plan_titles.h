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

// The plans that stand beside every answer.
enum class BaselineKind { status_quo, immediate_exit, fixed_calendar, pure_conditions, past_slip };
const char* name_of(BaselineKind kind);  // "status-quo": the id of its plan
struct BaselineTitle {
  BaselineKind kind = BaselineKind::status_quo;
  Month mission_end{};  // of all but the status quo
  std::optional<Month> presence_end = {};
  double slip = 1.0;  // of past_slip: all durations times this
};

struct PlanTitles {
  std::function<std::string(const Mission&, const StepTitle&)> step;
  std::function<std::string(const Mission&, const ShapeTitle&)> shape;
  std::function<std::string(const BaselineTitle&)> baseline;
};

}  // namespace handover::timeline
