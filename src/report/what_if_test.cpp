#include "mission/plan_from_text.h"
#include "mission/skeleton.h"
#include "report/session_plan.h"
#include "report/what_if_study.h"
#include "report/what_if_weights.h"

#include <filesystem>
#include <stop_token>

#include <doctest/doctest.h>
#include <unistd.h>

using namespace handover;
using namespace handover::report;

namespace {

std::shared_ptr<const Mission> skeleton() {
  const auto folder =
      std::filesystem::temp_directory_path() / ("handover_what_if_" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
  write_skeleton(folder);
  auto mission = std::make_shared<const Mission>(load_mission(folder));
  std::filesystem::remove_all(folder);
  return mission;
}

WhatIfStudy& study() {
  static const auto mission = skeleton();
  static WhatIfStudy made(
      mission, assess(*mission, {.seed = Seed{1}, .threads = 2, .draws = 60, .skill = false}), Seed{1}, 2);
  return made;
}

Plan later(Plan plan, int months) {
  for (Phase& phase : plan.phases) {
    phase.earliest = plus_months(phase.earliest, months);
    if (phase.gate.latest) phase.gate.latest = plus_months(*phase.gate.latest, months);
  }
  return plan;
}

const Plan& plan_with_steps() {
  for (const Plan& plan : study().mission().plans)
    if (!plan.phases.empty()) return plan;
  throw std::logic_error("the skeleton has no plan with steps");
}

}  // namespace

TEST_CASE("a plan goes to a document and back") {
  const Mission& mission = study().mission();
  for (const Plan& plan : mission.plans) {
    const Json document = plan_as_document(mission, plan);
    CHECK(plan_as_document(mission, plan_from_document(document, mission)) == document);
  }
}

TEST_CASE("documents that are no plans are refused with the key") {
  const Mission& mission = study().mission();
  Json document = plan_as_document(mission, plan_with_steps());
  document["phase"][0]["earliest"] = "soon";
  CHECK_THROWS_AS(plan_from_document(document, mission), InputError);
  CHECK_THROWS_AS(plan_from_document(Json::array(), mission), InputError);
  Json deep = "x";
  for (int i = 0; i < 20; ++i) deep = Json{{"a", deep}};
  CHECK_THROWS_AS(plan_from_document(deep, mission), InputError);
  CHECK_THROWS_AS(plan_from_document({{"id", "a\"]\n[x]\ny=\"1"}}, mission), InputError);
}

TEST_CASE("a plan against itself changes nothing") {
  const Plan& plan = plan_with_steps();
  const PlanChange change = study().change(plan, plan, 16, false);
  CHECK(change.joint.mean == 0.0);
  for (const auto& harm : change.harm) CHECK(harm.mean == 0.0);
  for (const auto& line : change.lines) CHECK(line.kept_before.value == line.kept_after.value);
}

TEST_CASE(
    "the change there is the change back with its sign turned, and is the same when it is asked again") {
  const Plan plan = plan_with_steps(), moved = later(plan, 6);
  const PlanChange there = study().change(plan, moved, 32, false),
                   back = study().change(moved, plan, 32, false);
  const PlanChange again = study().change(plan, moved, 32, false);
  CHECK(again.simulated == 0);  // both are kept
  for (std::size_t kind = 0; kind < timeline::kHarmKinds; ++kind) {
    CHECK(there.harm[kind].mean == doctest::Approx(-back.harm[kind].mean));
    CHECK(there.harm[kind].mean == again.harm[kind].mean);
  }
  CHECK(there.before.joint.value == doctest::Approx(back.after.joint.value));
}

TEST_CASE("an answer of few scenarios does not depend on a longer one that is kept") {
  const Plan plan = plan_with_steps(), moved = later(plan, 3);
  const PlanChange few = study().change(plan, moved, 16, false);
  study().change(plan, moved, 48, true);
  const PlanChange again = study().change(plan, moved, 16, false);
  for (std::size_t kind = 0; kind < timeline::kHarmKinds; ++kind)
    CHECK(few.harm[kind].mean == again.harm[kind].mean);
}

TEST_CASE("a stopped question throws and spoils nothing") {
  const Plan plan = plan_with_steps(), moved = later(plan, 9);
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(study().change(plan, moved, 64, false, {.stop = stop.get_token()}), Interrupted);
  CHECK(study().change(plan, moved, 16, false).after.by_line.size() == study().lines().size());
}

TEST_CASE("counted anew under the stated ranges nothing changes") {
  const Plan plan = plan_with_steps(), moved = later(plan, 6);
  study().change(plan, moved, 32, false);
  const auto same = study().reweigh(plan, moved, {});
  REQUIRE(same);
  CHECK(same->effective == doctest::Approx(same->scenarios));
  CHECK(same->outside == 0.0);
  CHECK_FALSE(study().reweigh(plan, later(plan, 11), {}));
}

TEST_CASE("weights follow the density of the new range over that of the old") {
  Assumption one;
  one.range = {0.0, 0.5, 1.0};
  one.shape = RangeShape::uniform;
  const std::vector<std::vector<double>> assumed = {{0.1}, {0.3}, {0.7}, {0.9}};
  const std::vector<Assumption> table = {one};
  const RangeChange upper{0, {0.5, 0.75, 1.0}};
  const auto weight = weights(assumed, table, std::span(&upper, 1));
  CHECK(weight[0] == 0.0);
  CHECK(weight[2] == doctest::Approx(0.5));
  const RangeChange wider{0, {0.0, 1.0, 2.0}};
  CHECK(share_outside(table, std::span(&wider, 1)) == doctest::Approx(0.5));
}

TEST_CASE("densities are those of the shapes") {
  CHECK(density(RangeShape::triangular, {0.0, 1.0, 4.0}, 2.5) == doctest::Approx(0.5));
  // A beta with parameters 3 and 3, at a quarter: (16 u^2 (1 - u)^2) relative to its height at the mode.
  CHECK(density(RangeShape::pert, {0.0, 0.5, 1.0}, 0.25) == doctest::Approx(16.0 * 0.0625 * 0.5625));
  CHECK(density(RangeShape::pert, {0.0, 0.5, 1.0}, 1.5) == 0.0);
}
