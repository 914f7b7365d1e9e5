#include "timeline/warnings.h"

#include "timeline/test_mission.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

// The made-up mission, with a unit that stands alone in its one function with this chance today and
// `in_a_year` a year later.
struct Setting {
  Mission mission = test_mission();
  WarningSources sources;

  explicit Setting(double today, double in_a_year = 0.0) {
    mission.units = {{"brigade", "Brigade", ActorId{0}, {}, {}}};
    HostAbility::OfFunction fires;
    fires.stands_alone = today;
    fires.later = {{12, in_a_year}};
    fires.unit = UnitId{0};
    sources.ability.functions = {fires};
    sources.signed_by = std::vector<double>(37, 1.0);
  }

  Phase step(int months) const {
    Phase phase;
    phase.name = "step";
    phase.after = posture_today(mission);
    phase.earliest = plus_months(month_of(mission.as_of), months);
    phase.execution = Days{0};
    phase.gate.all_of = {Condition{}};
    return phase;
  }
  std::vector<PlanWarning> of(const std::vector<Phase>& phases) const {
    Plan plan;
    plan.phases = phases;
    return plan_warnings(mission, plan, sources);
  }
};

std::size_t count(const std::vector<PlanWarning>& list, WarningKind kind) {
  return static_cast<std::size_t>(std::ranges::count(list, kind, &PlanWarning::kind));
}

}  // namespace

TEST_CASE("a task handed to a unit that cannot do it is the first warning") {
  Setting s(0.1, 0.7);
  Phase step = s.step(6);
  step.after.provider[0] = Provider::host;
  step.receivers = {{.task = TaskId{0}, .unit = UnitId{0}, .third_party = {}}};
  // Half of the way from 0.1 to 0.7.
  Phase past = s.step(-1);
  auto list = s.of({past, step});
  REQUIRE(list.size() == 2);
  CHECK(list[0].kind == WarningKind::hands_over_below_floor);
  CHECK(list[0].phase == 1);
  CHECK(list[0].unit == UnitId{0});
  CHECK(list[0].value == doctest::Approx(0.4));
  CHECK(list[0].against == 0.5);
  CHECK(list[1].kind == WarningKind::step_in_the_past);
  // Later the unit is able; and a gate that asks for it hands nothing over before, unless a month opens it.
  step.earliest = plus_months(step.earliest, 3);
  CHECK(s.of({step}).empty());
  step.earliest = plus_months(step.earliest, -3);
  step.gate.all_of = {{.what = Observable::function_stands_alone, .threshold = 0.5, .source = "report"}};
  CHECK(s.of({step}).empty());
  step.gate.latest = plus_months(step.earliest, 6);
  CHECK(count(s.of({step}), WarningKind::hands_over_below_floor) == 1);
}

TEST_CASE("the floor is the strictest of the parties that decide, and a party may allow less") {
  Setting s(0.3, 0.3);
  Phase step = s.step(1);
  step.after.provider[0] = Provider::host;
  CHECK(s.of({step}).size() == 1);
  s.mission.parties[0].handover_floor = Probability{0.2};
  CHECK(s.of({step}).size() == 1);
  s.mission.parties[1].handover_floor = Probability{0.25};
  CHECK(s.of({step}).empty());
  s.mission.parties[1].handover_floor = Probability{0.9};
  CHECK(handover_floor(s.mission) == Probability{0.9});
  s.mission.parties[1].decides = false;
  CHECK(handover_floor(s.mission) == Probability{0.2});
}

TEST_CASE("a task that nobody does is a lapse while troops stay, an end after them") {
  Setting s(0.9);
  Phase step = s.step(1);
  step.after.provider = {Provider::none, Provider::none};
  auto list = s.of({step});
  CHECK(count(list, WarningKind::task_lapses) == 2);
  step.after.troops.assign(3, Persons{0});
  list = s.of({step});
  // Protection ends with those whom it protects.
  REQUIRE(list.size() == 1);
  CHECK(list[0].kind == WarningKind::ends_with_presence);
  CHECK(list[0].task == TaskId{0});
}

TEST_CASE("a hub closed before the theatre that it sustains") {
  Setting s(0.9);
  Phase step = s.step(1);
  step.after.site_open[1] = false;
  step.after.troops[1] = Persons{0};
  const auto list = s.of({step});
  REQUIRE(list.size() == 1);
  CHECK(list[0].kind == WarningKind::closed_before_dependant);
  CHECK(list[0].site == SiteId{1});
  CHECK(list[0].region == RegionId{2});
  CHECK(list[0].value == 800.0);
  step.after.troops[2] = Persons{0};
  CHECK(s.of({step}).empty());
}

TEST_CASE("a step before a likely signature, of a plan that waits and of one that does not") {
  Setting s(0.9);
  s.sources.signed_by = {0.0, 0.2, 0.4, 0.6};
  const auto early = s.of({s.step(2)});
  REQUIRE(early.size() == 1);
  CHECK(early[0].kind == WarningKind::step_before_signature);
  CHECK(early[0].value == doctest::Approx(0.4));
  CHECK(s.of({s.step(3)}).empty());
  CHECK(s.of({s.step(9)}).empty());
  Plan alone;
  alone.phases = {s.step(2)};
  alone.signature.unilateral = PartyId{1};
  CHECK(count(plan_warnings(s.mission, alone, s.sources), WarningKind::step_before_signature) == 1);
}

TEST_CASE("protection, troops beyond all tasks, and what the coalition keeps but cannot do") {
  Setting s(0.1);
  needs::NeedsTable table;
  needs::SolvedPosture row;
  row.posture = posture_today(s.mission);
  row.covered = {1.0, 1.0};
  row.covered_by_host = {0.0, 0.0};
  row.persons_required = {700, 700, 700};
  row.force_protection = {200, 200, 200};
  row.mentoring = {1.0};
  table.table.push_back(row);
  Phase few = s.step(1), back = s.step(2);
  few.after.troops = {Persons{150}, Persons{700}, Persons{700}};
  row.posture = few.after;
  row.persons_required = {150, 700, 700};
  row.covered_by_host = {0.6, 0.0};
  table.table.push_back(row);
  back.after.troops = {Persons{400}, Persons{700}, Persons{700}};
  row.posture = back.after;
  row.persons_required = {250, 700, 700};
  row.covered_by_host = {0.1, 0.0};
  table.table.push_back(row);
  s.sources.needs = &table;
  const auto list = s.of({few, back});
  REQUIRE(list.size() == 4);
  CHECK(list[0].kind == WarningKind::rests_on_unable_host);
  CHECK(list[0].value == doctest::Approx(0.6));
  CHECK(list[0].against == doctest::Approx(0.1 - 0.1 / 12.0));
  CHECK(list[1].kind == WarningKind::below_protection);
  CHECK(list[1].region == RegionId{0});
  CHECK(list[1].against == 200.0);
  CHECK(list[2].kind == WarningKind::handed_over_and_back);
  CHECK(list[2].phase == 1);
  CHECK(list[2].value == doctest::Approx(0.5));
  CHECK(list[3].kind == WarningKind::troops_without_effect);
  CHECK(list[3].value == 400.0);
  CHECK(list[3].against == 250.0);
}

TEST_CASE("what those who stay cannot do is told apart from what is left to the host elsewhere") {
  Setting s(0.1);
  needs::NeedsTable table;
  needs::SolvedPosture row;
  row.posture = posture_today(s.mission);
  row.covered = {1.0, 1.0};
  row.covered_by_host = row.not_ours_where_we_are = {0.0, 0.0};
  row.persons_required = row.force_protection = {100, 100, 100};
  row.mentoring = {1.0};
  table.table.push_back(row);
  Phase step = s.step(1);
  step.after.site_open[0] = false;
  step.after.troops[0] = Persons{0};
  row.posture = step.after;
  row.covered_by_host = {0.4, 0.0};
  table.table.push_back(row);
  s.sources.needs = &table;
  const auto of_task = [&] {
    auto list = s.of({step});
    std::erase_if(list, [](const PlanWarning& w) { return !w.task; });
    return list;
  };
  auto list = of_task();
  REQUIRE(list.size() == 1);
  CHECK(list[0].kind == WarningKind::left_to_unable_host);
  CHECK(list[0].value == doctest::Approx(0.4));
  CHECK(flaws_of(list).grave == 0);
  table.table[1].not_ours_where_we_are = {0.3, 0.0};
  list = of_task();
  REQUIRE(list.size() == 1);
  CHECK(list[0].kind == WarningKind::rests_on_unable_host);
  CHECK(list[0].value == doctest::Approx(0.3));
  CHECK(flaws_of(list).grave == 1);
  // Nobody has to supply those who have left.
  table.table[1].not_ours_where_we_are = {0.0, 0.0};
  s.mission.tasks[0].enabler = true;
  s.mission.tasks[0].without_it = WithoutTask::tasks_stop;
  CHECK(of_task().empty());
}

TEST_CASE(
    "a step that leaves two sites leaves too many, and the simulation's own chance of a signature is said") {
  Setting s(0.9);
  Phase step = s.step(6);
  step.after.site_open[0] = step.after.site_open[1] = false;
  const auto list = s.of({step});
  REQUIRE(count(list, WarningKind::many_sites_at_once) == 1);
  // Three at once weigh more than two, and what is left to the host weighs once, in however many steps.
  const auto at_once = [](double sites) {
    return PlanWarning{.kind = WarningKind::many_sites_at_once, .value = sites};
  };
  const auto elsewhere = [](std::size_t phase) {
    return PlanWarning{.kind = WarningKind::left_to_unable_host, .phase = phase, .task = TaskId{0}};
  };
  CHECK(flaws_of({at_once(2.0)}).other == 1);
  // More than half of what is open: nothing is left to go back to.
  const auto of_open = [](double sites, double open) {
    return flaws_of({PlanWarning{.kind = WarningKind::many_sites_at_once, .value = sites, .against = open}});
  };
  CHECK(of_open(3.0, 4.0).most_at_once);
  CHECK_FALSE(of_open(2.0, 4.0).most_at_once);
  CHECK_FALSE(of_open(2.0, 2.0).most_at_once);
  CHECK(flaws_of({at_once(3.0), elsewhere(0)}).other == 3);
  CHECK(flaws_of({elsewhere(0), elsewhere(1), elsewhere(2)}).other == 1);
  s.sources.signed_by = {0.0, 0.2, 0.4, 0.6};
  s.sources.signed_in_time = 0.3;
  const auto early = s.of({s.step(9)});
  REQUIRE(count(early, WarningKind::step_before_signature) == 1);
  CHECK(early[0].value == doctest::Approx(0.3));
}

TEST_CASE("who takes a task, and from when") {
  Setting s(0.2, 0.8);
  auto takers = takers_of(s.mission, s.sources.ability, TaskId{0});
  REQUIRE(takers.size() == 1);
  CHECK(takers[0].provider == Provider::host);
  CHECK(takers[0].receiver.unit == UnitId{0});
  CHECK(takers[0].from_months == 6);
  CHECK(takers_of(s.mission, s.sources.ability, TaskId{1}).empty());
  CHECK(takers_of(s.mission, HostAbility{}, TaskId{0}).empty());
  s.mission.tasks[0].providers = {Provider::coalition, Provider::third_party, Provider::over_the_horizon};
  CHECK(takers_of(s.mission, s.sources.ability, TaskId{0}).size() == 1);
  s.mission.actors.push_back({"union", "A union of states", "", {Role::third_party}, {}, {}, {}});
  takers = takers_of(s.mission, s.sources.ability, TaskId{0});
  REQUIRE(takers.size() == 2);
  CHECK(takers[0].receiver.third_party == ActorId{1});
  CHECK(takers[1].provider == Provider::over_the_horizon);
}
