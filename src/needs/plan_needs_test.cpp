#include "needs/plan_needs.h"

#include "needs/testing/missions.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::needs;

namespace {

// Two places far apart, one site in each; the second closes after six months and opens again after a year.
struct Case {
  Mission mission = line_mission(2, 5.0);
  Plan plan;
  Case() {
    add_site(mission, 0);
    add_site(mission, 1);
    add_demand(mission, add_task(mission, "evacuation", 10.0, 60.0), 0, 1.0);
    add_demand(mission, TaskId{0}, 1, 1.0);
    mission.horizon_months = 24;
    Actor actor;
    actor.id = "us";
    actor.roles = {Role::coalition};
    mission.actors.push_back(actor);
    const Known known = {mission.as_of, mission.as_of, mission.as_of, SourceId{0}};
    mission.troops.push_back({ActorId{0}, RegionId{0}, known, 40, 40, 40});
    Phase close;
    close.name = "the second site closes";
    close.after = posture_today(mission);
    close.after.site_open[1] = false;
    close.after.troops[0] = Persons{15};
    close.earliest = plus_months(month_of(mission.as_of), 6);
    close.execution = Days{30};
    Phase open = close;
    open.name = "and opens again";
    open.after = posture_today(mission);
    open.earliest = plus_months(month_of(mission.as_of), 12);
    plan.phases = {close, open};
  }
};

}  // namespace

TEST_CASE("a closed site exposes its people for as long as it stays closed") {
  const Case c;
  const auto needs = assess_plan(c.mission, c.plan, {});
  REQUIRE(needs.steps.size() == 3);
  REQUIRE(needs.exposures.size() == 1);
  CHECK(needs.exposures[0].months == 6);
  CHECK(needs.exposures[0].share == doctest::Approx(0.5));
  CHECK(needs.exposures[0].from == plus_months(month_of(c.mission.as_of), 6));
  REQUIRE(needs.steps[1].changes.size() >= 1);
  CHECK(needs.steps[1].changes[0].kind == ChangeKind::dropped);
  CHECK(needs.steps[2].changes[0].kind == ChangeKind::taken_up);
}

TEST_CASE("the instruments of a step are those of its own day") {
  Case c;
  Instrument mandate;
  mandate.name = "Authority";
  mandate.kind = InstrumentKind::mandate;
  mandate.known = {date_of(2014, 1, 1), date_of(2014, 1, 1), date_of(2014, 1, 1), SourceId{0}};
  mandate.until = date_of(2024, 4, 30);
  c.mission.instruments = {mandate};
  const auto needs = assess_plan(c.mission, c.plan, {});
  const LegalFrame& today = needs.steps[0].report.legal_frame;
  CHECK(today.day == date_of(2024, 2, 13));
  CHECK(today.mandates.size() == 1);
  CHECK(today.ended.empty());
  const LegalFrame& later = needs.steps[1].report.legal_frame;
  CHECK(later.day == date_of(2024, 8, 1));
  CHECK(later.mandates.empty());
  REQUIRE(later.ended.size() == 1);
  CHECK(later.ended[0].name == "Authority");
}

TEST_CASE("a step whose people cannot be moved in its time is said to be so") {
  Case c;
  const double moved = posture_today(c.mission).troops[0].value - 15.0;
  CHECK(assess_plan(c.mission, c.plan, {}).steps[1].move.executable());  // lift not stated
  LiftCapacity lift;
  lift.persons_per_month = 5.0;
  lift.known = {c.mission.as_of, first_day(plus_months(month_of(c.mission.as_of), 60)), c.mission.as_of,
                SourceId{0}};
  c.mission.lift = {lift};
  const auto needs = assess_plan(c.mission, c.plan, {});
  CHECK(needs.steps[1].move.persons == moved);
  CHECK(needs.steps[1].move.executable() == (moved <= 5.0 * 30.0 / 30.4375));
  CHECK_FALSE(needs.steps[1].move.executable());
  c.mission.lift[0].persons_per_month = 1000.0;
  CHECK(assess_plan(c.mission, c.plan, {}).steps[1].move.executable());
}
