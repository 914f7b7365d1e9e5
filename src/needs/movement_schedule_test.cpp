#include "needs/movement_schedule.h"

#include "mission/assumption_keys.h"
#include "needs/testing/missions.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::needs;

namespace {

// Two regions of a hundred persons each; convoys move 40 a month, aircraft 10.
struct Case {
  Mission mission = line_mission(2, 5.0);
  Plan plan;
  Case() {
    mission.regions.push_back({"south", "The south"});
    mission.horizon_months = 24;
    Actor actor;
    actor.id = "us";
    actor.roles = {Role::coalition};
    mission.actors.push_back(actor);
    const Known known = {mission.as_of, mission.as_of, mission.as_of, SourceId{0}};
    for (std::uint16_t r = 0; r < 2; ++r)
      mission.troops.push_back({ActorId{0}, RegionId{r}, known, 100, 100, 100});
    add_lift(MovementMode::rotary_wing, 10.0);
    add_lift(MovementMode::road, 40.0);
  }
  void add_lift(MovementMode mode, double persons) {
    LiftCapacity lift;
    lift.mode = mode;
    lift.persons_per_month = persons;
    lift.known = {mission.as_of, first_day(plus_months(month_of(mission.as_of), 60)), mission.as_of,
                  SourceId{0}};
    mission.lift.push_back(lift);
  }
  void leave(std::uint16_t region, int month, int days) {
    Phase phase;
    phase.name = "leave";
    phase.after = plan.phases.empty() ? posture_today(mission) : plan.phases.back().after;
    phase.after.troops[region] = Persons{0};
    phase.earliest = plus_months(month_of(mission.as_of), month);
    phase.execution = Days{days};
    plan.phases.push_back(phase);
  }
};

double moved(const MovementSchedule& schedule, std::size_t phase) {
  double persons = 0.0;
  for (const MonthMove& row : schedule.months) persons += row.phase == phase ? -row.persons : 0.0;
  return persons;
}

}  // namespace

TEST_CASE("a step is spread over its months by mode, and no month moves more than its lift") {
  Case c;
  c.leave(0, 2, 61);  // April and most of May: a hundred at fifty a month
  const auto schedule = schedule_movement(c.mission, c.plan);
  CHECK(schedule.stated);
  CHECK(schedule.executable());
  REQUIRE(schedule.months.size() == 2);
  CHECK(schedule.months[0].month == plus_months(month_of(c.mission.as_of), 2));
  CHECK(schedule.months[0].persons == doctest::Approx(-50.0));
  REQUIRE(schedule.months[0].by.size() == 2);
  CHECK(schedule.months[0].by[0].first == MovementMode::road);
  CHECK(schedule.months[0].by[0].second == doctest::Approx(40.0));
  CHECK(schedule.months[0].by[1].second == doctest::Approx(10.0));
  CHECK(moved(schedule, 0) == doctest::Approx(100.0));
}

TEST_CASE("a step too short for the lift says how many wait and until when") {
  Case c;
  c.leave(0, 2, 30);  // April: fifty at most
  const auto schedule = schedule_movement(c.mission, c.plan);
  REQUIRE(schedule.late.size() == 1);
  CHECK(schedule.late[0].persons == doctest::Approx(50.0));
  REQUIRE(schedule.late[0].moved.has_value());
  CHECK(*schedule.late[0].moved == plus_months(month_of(c.mission.as_of), 3));
  CHECK(schedule.late[0].days == 30);
  CHECK(moved(schedule, 0) == doctest::Approx(100.0));
}

TEST_CASE("two steps at once share the lift: the one that must end first goes first") {
  Case c;
  c.leave(0, 2, 122);  // April to July
  c.leave(1, 3, 61);   // May and June take all the lift there is
  const auto schedule = schedule_movement(c.mission, c.plan);
  CHECK(schedule.executable());
  double june = 0.0;
  for (const MonthMove& row : schedule.months) {
    if (row.month == plus_months(month_of(c.mission.as_of), 4)) june += -row.persons;
  }
  CHECK(june <= 50.0 + 1e-9);
  CHECK(moved(schedule, 0) == doctest::Approx(100.0));
  CHECK(moved(schedule, 1) == doctest::Approx(100.0));
  c.plan.phases[0].execution = Days{61};  // now both must end within three months: 150 of 200
  CHECK_FALSE(schedule_movement(c.mission, c.plan).executable());
}

TEST_CASE("lift that is not stated forbids nothing; lift that has ended moves nobody") {
  Case c;
  c.leave(0, 2, 10);
  c.mission.lift.clear();
  CHECK(schedule_movement(c.mission, c.plan).executable());
  CHECK_FALSE(schedule_movement(c.mission, c.plan).stated);
  c.add_lift(MovementMode::road, 1000.0);
  c.mission.lift[0].known.to = c.mission.as_of;
  const auto schedule = schedule_movement(c.mission, c.plan);
  REQUIRE(schedule.late.size() == 1);
  CHECK(schedule.late[0].persons == doctest::Approx(100.0));
  CHECK_FALSE(schedule.late[0].moved.has_value());
}

TEST_CASE("what flies moves nobody before its clearance") {
  Case c;
  c.leave(0, 2, 61);  // April and most of May: a hundred at fifty a month, ten of them by air
  c.mission.clearances.push_back({.what = ClearanceKind::overflight, .status = ClearanceStatus::refused});
  c.mission.clearances[0].known = {c.mission.as_of, c.mission.as_of, c.mission.as_of, {}};
  CHECK(schedule_movement(c.mission, c.plan).executable());  // nothing is assumed of how long it takes
  Assumption days;
  days.key = key_of(Effect::clearance_days).key;
  days.range = {365, 365, 365};
  c.mission.assumptions.push_back(days);
  const auto schedule = schedule_movement(c.mission, c.plan);
  REQUIRE(schedule.late.size() == 1);
  CHECK(schedule.late[0].persons == doctest::Approx(20.0));  // two months of forty by road
  c.mission.clearances[0].status = ClearanceStatus::granted;
  CHECK(schedule_movement(c.mission, c.plan).executable());
  c.mission.clearances[0] = {.what = ClearanceKind::equipment, .status = ClearanceStatus::refused};
  c.mission.clearances[0].known = {c.mission.as_of, c.mission.as_of, c.mission.as_of, {}};
  CHECK(schedule_movement(c.mission, c.plan).executable());  // persons fly
}
