#include "mission/plan_from_text.h"

#include "mission/loading.h"

namespace handover {

Plan plan_from_text(const std::string& text, const std::string& name, const Mission& mission) {
  std::vector<Problem> problems;
  Plan plan = read_plan(text, name, mission, problems);
  if (!problems.empty()) throw InputError(std::move(problems));
  return plan;
}

}  // namespace handover
