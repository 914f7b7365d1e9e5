#include "wording/input_differences.h"

#include <doctest/doctest.h>

namespace handover::wording {
namespace {

Plan plan_of(const std::string& id) {
  Plan plan;
  plan.id = id;
  Phase& phase = plan.phases.emplace_back();
  phase.name = "leave", phase.earliest = Month{std::chrono::year{2025} / 3};
  return plan;
}

TEST_CASE("only what is not the same is listed, and every kind of it") {
  Mission mission;
  mission.id = "one", mission.as_of = date_of(2024, 7, 24), mission.horizon_months = 36;
  mission.assumptions = {{.key = "drift", .range = {0.1, 0.2, 0.3}}};
  Mission other = mission;
  const simulate::Assessment assessed;
  const Plan keep = plan_of("keep");
  CHECK(input_differences({mission, assessed, keep}, {other, assessed, keep}).empty());
  other.as_of = date_of(2024, 4, 30);
  other.assumptions[0].range.high = 0.4;
  other.sources.resize(2);
  Plan leave = plan_of("leave");
  leave.phases[0].earliest = Month{std::chrono::year{2025} / 9};
  CHECK(input_differences({mission, assessed, keep}, {other, assessed, leave}) ==
        std::vector<std::string>{"as of: 2024-07-24 against 2024-04-30", "sources: 0 rows against 2",
                                 "assumption drift: 0.1..0.2..0.3 against 0.1..0.2..0.4",
                                 "plan: keep against leave",
                                 "step 1 (leave), earliest: 2025-03 against 2025-09"});
  Mission hashed = mission;
  hashed.inputs_sha256 = "0";
  CHECK(input_differences({mission, assessed, keep}, {hashed, assessed, keep}).size() == 1);
}

}  // namespace
}  // namespace handover::wording
