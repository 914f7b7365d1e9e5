#include "timeline/plan_text.h"

#include "timeline/candidates.h"
#include "timeline/test_mission.h"

#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

bool same(const Condition& a, const Condition& b) {
  return a.what == b.what && a.subject == b.subject && a.compare == b.compare && a.threshold == b.threshold &&
         a.held_for == b.held_for && a.source == b.source;
}

}  // namespace

TEST_CASE("a candidate written to a file is read back as the same plan") {
  const Mission mission = test_mission();
  const auto plans = candidate_plans(mission);
  const auto file = std::filesystem::temp_directory_path() / "handover_plan_text_test.toml";
  for (std::size_t i = 0; i < plans.candidates.size(); i += 37) {
    const Plan& plan = plans.candidates[i].plan;
    CAPTURE(plan.id);
    std::ofstream(file) << plan_as_toml(mission, plan);
    const Plan back = load_plan(file, mission);
    CHECK(back.id == plan.id);
    CHECK(back.mission_end == plan.mission_end);
    CHECK(back.presence_end == plan.presence_end);
    CHECK(back.residual == plan.residual);
    CHECK(back.signature == plan.signature);
    REQUIRE(back.phases.size() == plan.phases.size());
    for (std::size_t p = 0; p < plan.phases.size(); ++p) {
      CHECK(back.phases[p].after == plan.phases[p].after);
      CHECK(back.phases[p].receivers == plan.phases[p].receivers);
      CHECK(back.phases[p].earliest == plan.phases[p].earliest);
      CHECK(back.phases[p].gate.latest == plan.phases[p].gate.latest);
      REQUIRE(back.phases[p].gate.all_of.size() == plan.phases[p].gate.all_of.size());
      for (std::size_t c = 0; c < plan.phases[p].gate.all_of.size(); ++c) {
        CHECK(same(back.phases[p].gate.all_of[c], plan.phases[p].gate.all_of[c]));
      }
    }
  }
  Plan alone = plans.candidates.front().plan;
  alone.signature.unilateral = PartyId{1};
  std::ofstream(file) << plan_as_toml(mission, alone);
  CHECK(load_plan(file, mission).signature == alone.signature);
  std::filesystem::remove(file);
}
