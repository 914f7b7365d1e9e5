#include "timeline/plan_space.h"

#include "timeline/test_mission.h"
#include "timeline/warnings.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

constexpr std::uint16_t kAdvise = 0, kEvacuate = 2, kQuick = 3, kLogistics = 4;

// Five tasks: advising that the host can take, protection, an enabler, a task for which the host is able from
// month 9 on, and one that nobody can ever take.
Mission staffed_mission() {
  Mission mission = test_mission();
  mission.functions = {{"fires", "Fires"}, {"medical", "Medical"}, {"raids", "Raids"}, {"supply", "Supply"}};
  mission.units = {{"brigade", "Brigade", ActorId{0}, {}, {}}};
  const auto task = [](const char* id, std::uint16_t function) {
    Task t;
    t.id = t.name = id;
    t.partner_function = FunctionId{function};
    t.providers = {Provider::coalition, Provider::host};
    return t;
  };
  Task evacuate = task("evacuate", 1);
  evacuate.enabler = true;
  mission.tasks.push_back(evacuate);
  mission.tasks.push_back(task("quick", 2));
  mission.tasks.push_back(task("logistics", 3));
  return mission;
}

HostAbility able() {
  HostAbility ability;
  ability.functions.resize(4);
  ability.functions[0].stands_alone = 0.9;
  ability.functions[0].unit = UnitId{0};
  ability.functions[1].stands_alone = 0.95;
  ability.functions[2].stands_alone = 0.2;
  ability.functions[2].later = {{12, 0.6}};
  return ability;
}

GridCell cell_of(const Mission& mission, int end, std::optional<int> presence, Band band = {300, 700, true}) {
  const Month now = month_of(mission.as_of);
  return {plus_months(now, end), presence ? std::optional(plus_months(now, *presence)) : std::nullopt,
          presence == end ? Band{0, 0, true} : band};
}

std::size_t step_of_handover(const Plan& plan, std::uint16_t task) {
  std::size_t p = 0;
  while (p < plan.phases.size() && plan.phases[p].after.provider[task] == Provider::coalition) ++p;
  return p;
}

}  // namespace

TEST_CASE("each task goes with its own step, to a receiver who is able by then") {
  const Mission mission = staffed_mission();
  const PlanSpace space(mission, {}, able());
  // Protection and what those who stay rely on are not moved; nor is what nobody can take.
  CHECK(space.movable() == std::vector<TaskId>{TaskId{kAdvise}, TaskId{kQuick}});
  PlanShape shape = space.plain();
  shape.steps_before = 3;
  shape.steps_after = 1;
  shape.handed[kAdvise] = HandOver::first_step;
  shape.handed[kQuick] = HandOver::first_step;
  const Plan plan = space.build(cell_of(mission, 18, 30), shape);
  REQUIRE(plan.phases.size() == 6);
  CHECK(step_of_handover(plan, kAdvise) == 0);
  CHECK(plan.phases[0].receivers ==
        std::vector<Receiver>{{.task = TaskId{kAdvise}, .unit = UnitId{0}, .third_party = {}}});
  // 0.2 today and 0.6 in a year: at the floor of one half from month 9 on.
  const std::size_t quick = step_of_handover(plan, kQuick);
  REQUIRE(quick > 0);
  const auto done = [&](std::size_t p) {
    const Phase& phase = plan.phases[p];
    return plus_months(phase.earliest, phase.execution.value / 30);
  };
  CHECK(months_between(month_of(mission.as_of), done(quick)) >= 9);
  CHECK(months_between(month_of(mission.as_of), done(quick - 1)) < 9);
  CHECK(step_of_handover(plan, kEvacuate) == 5);
  CHECK(plan.phases[4].after.provider[kLogistics] == Provider::coalition);
  CHECK(plan.phases[5].after.provider[kLogistics] == Provider::none);
  // The gate asks for what it hands over.
  const auto asks = [&](std::size_t p, std::uint16_t function) {
    return std::ranges::any_of(plan.phases[p].gate.all_of, [&](const Condition& condition) {
      return condition.what == Observable::function_stands_alone && condition.subject == function;
    });
  };
  CHECK(asks(0, 0));
  CHECK_FALSE(asks(0, 2));
  CHECK(asks(quick, 2));
  // Nothing goes to a unit that cannot do it; what ends with the presence is said.
  auto warnings = plan_warnings(mission, plan, {.ability = able()});
  std::erase_if(warnings, [](const PlanWarning& w) { return w.kind == WarningKind::many_sites_at_once; });
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].kind == WarningKind::ends_with_presence);
  CHECK(warnings[0].task == TaskId{kLogistics});
}

TEST_CASE("steps planned back from the end begin as late as they can and leave a place at a time") {
  const Mission mission = staffed_mission();
  const PlanSpace space(mission, {}, able());
  PlanShape shape = space.plain();
  shape.tempo = Tempo::back_from_end;
  shape.steps_before = 2;
  const Plan plan = space.build(cell_of(mission, 24, 24), shape);
  REQUIRE(plan.phases.size() == 3);
  const auto done = [&](std::size_t p) {
    return plus_months(plan.phases[p].earliest, plan.phases[p].execution.value / 30);
  };
  CHECK(months_between(month_of(mission.as_of), done(2)) == 24);
  for (std::size_t p = 0; p + 1 < plan.phases.size(); ++p) {
    CAPTURE(p);
    // Over before the next begins, and no more than the next's own months and one of looking before it.
    CHECK(done(p) <= plan.phases[p + 1].earliest);
    const int taken = std::max(2, (plan.phases[p + 1].execution.value + 29) / 30);
    CHECK(months_between(done(p), done(p + 1)) == taken);
  }
  // The same plan spread early begins a year before.
  shape.tempo = Tempo::early;
  const Plan early = space.build(cell_of(mission, 24, 24), shape);
  CHECK(months_between(early.phases[0].earliest, plan.phases[0].earliest) > 6);
  // Where the months are too few the steps still follow one another.
  shape.tempo = Tempo::back_from_end;
  const Plan crowded = space.build(cell_of(mission, 4, 4), shape);
  for (std::size_t p = 0; p + 1 < crowded.phases.size(); ++p)
    CHECK(crowded.phases[p].earliest <= crowded.phases[p + 1].earliest);
}

TEST_CASE("whatever the shape, steps are in order, nothing comes back, and hubs outlast what they sustain") {
  const Mission mission = staffed_mission();
  const PlanSpace space(mission, {}, able());
  const RandomStream stream(Seed{11}, 0, 0, Purpose::test);
  PlanShape shape = space.plain();
  std::size_t longest = 0, allowed = 0;
  for (std::uint32_t i = 0; i < 400; ++i) {
    shape = space.vary(shape, stream, i);
    const int end = 1 + static_cast<int>(i % 24);
    const std::optional<int> presence = i % 3 == 0   ? std::optional(end)
                                        : i % 3 == 1 ? std::optional(end + 7)
                                                     : std::nullopt;
    const GridCell cell = cell_of(mission, end, presence, {700, 1300, true});
    const Plan plan = space.build(cell, shape);
    CAPTURE(i);
    REQUIRE(!plan.phases.empty());
    CHECK(plan.phases.size() <= kMostSteps);
    longest = std::max(longest, plan.phases.size());
    const auto problems = space.problems(cell, shape, plan);
    for (const Problem& problem : problems) CHECK(problem.field == "residual");
    if (problems.empty()) {
      ++allowed;
      CHECK(check_plan(plan, mission, "plan").empty());
    }
    Posture before = space.steps().today();
    for (const Phase& phase : plan.phases) {
      CHECK(phase.earliest > month_of(mission.as_of));
      for (std::size_t r = 0; r < 3; ++r) CHECK(phase.after.troops[r].value <= before.troops[r].value);
      for (std::size_t t = 0; t < mission.tasks.size(); ++t) {
        if (before.provider[t] != Provider::coalition) CHECK(phase.after.provider[t] == before.provider[t]);
      }
      before = phase.after;
    }
    CHECK((total_troops(before) == 0) == presence.has_value());
    for (const PlanWarning& warning : plan_warnings(mission, plan, {.ability = able()}))
      CHECK((warning.kind == WarningKind::ends_with_presence ||
             warning.kind == WarningKind::many_sites_at_once));
  }
  CHECK(longest == kMostSteps);
  CHECK(allowed > 250);
}

TEST_CASE("whole sites move, and those who stay can look after themselves or the plan is refused") {
  Mission mission = staffed_mission();
  mission.tasks[1].persons_per_demand = 100.0;         // protection
  mission.tasks[kEvacuate].persons_per_demand = 40.0;  // relied on
  mission.tasks[kAdvise].persons_per_demand = 30.0;    // one team in each zone
  for (const std::uint16_t task : {kAdvise, std::uint16_t{1}, kEvacuate})
    for (std::uint16_t zone = 0; zone < 3; ++zone)
      mission.task_demands.push_back({TaskId{task}, ZoneId{zone}, task == kEvacuate ? 2.0 : 1.0, 0.0, {}});
  const PlanSpace space(mission, {}, able());
  const RandomStream stream(Seed{12}, 0, 0, Purpose::test);
  // Everywhere 180 in each of three regions before anybody advises; two regions, then one.
  const auto& ways = space.steps().ways_to_stay();
  REQUIRE(ways.size() == 4);
  PlanShape shape = space.plain();
  std::size_t refused = 0, allowed = 0;
  for (std::uint32_t i = 0; i < 300; ++i) {
    shape = space.vary(shape, stream, i);
    const GridCell cell =
        cell_of(mission, 20, i % 2 == 0 ? std::optional(30) : std::nullopt, {300, 500, true});
    const Plan plan = space.build(cell, shape);
    CAPTURE(i);
    const auto stays = static_cast<int>(std::ranges::count(ways[shape.kept].stays, true));
    const bool holds = 180 * stays <= 500;
    const auto problems = space.problems(cell, shape, plan);
    CHECK(problems.empty() == holds);
    (holds ? allowed : refused) += 1;
    std::size_t end = 0;
    while (end < plan.phases.size() && under_coalition_label(plan.phases[end].after)) ++end;
    REQUIRE(end < plan.phases.size());
    const Posture& residual = plan.phases[end].after;
    for (std::size_t r = 0; r < 3; ++r) {
      if (ways[shape.kept].stays[r]) CHECK(residual.troops[r].value >= 180);
      // One site a region: it is as today, as it will stay, or left.
      for (const Phase& phase : plan.phases) {
        const int troops = phase.after.troops[r].value;
        CHECK((troops == 800 || troops == residual.troops[r].value || troops == 0));
        CHECK((troops > 0) == phase.after.site_open[r]);
      }
    }
    if (holds) CHECK(total_troops(residual) <= 500);
  }
  CHECK(refused > 20);
  CHECK(allowed > 60);
}

TEST_CASE("steps wait for what the mission can measure, to a last month, and say what puts them back") {
  Mission mission = staffed_mission();
  const PlanSpace space(mission, {}, able());
  const RandomStream stream(Seed{13}, 0, 0, Purpose::test);
  PlanShape shape = space.plain();
  for (std::uint32_t i = 0; i < 100; ++i) {
    shape = space.vary(shape, stream, i);
    const Plan plan = space.build(cell_of(mission, 18, 30), shape);
    for (const Phase& phase : plan.phases) {
      CHECK(std::ranges::any_of(phase.gate.all_of,
                                [](const Condition& c) { return c.what == Observable::attacks_per_month; }));
      REQUIRE(phase.gate.latest.has_value());
      const int grace = months_between(phase.earliest, *phase.gate.latest);
      CHECK((grace == 3 || grace == 6));
      CHECK_FALSE(phase.gate.reverses.empty());
    }
  }
  // Nothing on record to measure: by the calendar.
  mission.interval_counts.clear();
  const PlanSpace blind(mission, {}, {});
  for (const Phase& phase : blind.build(cell_of(mission, 18, 30), blind.plain()).phases)
    CHECK((phase.gate.all_of.size() == 1 && phase.gate.all_of[0].what == Observable::always));
}

TEST_CASE("one shape over many dates is the same plan, moved") {
  const Mission mission = staffed_mission();
  const PlanSpace space(mission, {}, able());
  PlanShape shape = space.plain();
  shape.steps_before = 2;
  const Plan near = space.build(cell_of(mission, 12, std::nullopt), shape);
  const Plan later = space.build(cell_of(mission, 24, std::nullopt), shape);
  REQUIRE(near.phases.size() == later.phases.size());
  for (std::size_t p = 0; p < near.phases.size(); ++p) {
    CHECK(near.phases[p].after.site_open == later.phases[p].after.site_open);
    CHECK(near.phases[p].after.troops == later.phases[p].after.troops);
    CHECK(near.phases[p].earliest < later.phases[p].earliest);
  }
}

TEST_CASE("a step lasts as long as the lift needs") {
  Mission mission = staffed_mission();
  LiftCapacity lift;
  lift.persons_per_month = 400;
  lift.known = {date_of(2024, 1, 1), date_of(2028, 1, 1), date_of(2024, 1, 1), {}};
  mission.lift = {lift};
  const PlanSpace space(mission, {}, able());
  PlanShape shape = space.plain();
  shape.steps_before = 0;
  const Plan plan = space.build(cell_of(mission, 18, 18), shape);
  REQUIRE(plan.phases.size() == 1);
  // 2,400 persons at 400 a month: six months and the preparation.
  CHECK(plan.phases[0].execution.value == 15 + 183);
  CHECK(months_between(plan.phases[0].earliest, cell_of(mission, 18, 18).mission_end) == 6);
}

TEST_CASE("neighbours differ in one thing, know no illegal order, and reach back") {
  const Mission mission = staffed_mission();
  const PlanSpace space(mission, {}, able());
  const PlanShape shape = space.plain();
  // Site 1 sustains region 2: site 2 leaves before it.
  const auto place = [](const PlanShape& s, std::uint16_t site) {
    return std::find(s.order.begin(), s.order.end(), site) - s.order.begin();
  };
  const auto list = space.neighbours(shape);
  CHECK(list.size() >= 12);
  for (const PlanShape& other : list) {
    CHECK(place(other, 2) < place(other, 1));
    const auto back = space.neighbours(other);
    CHECK(std::find(back.begin(), back.end(), shape) != back.end());
  }
  CHECK(space.size() > 1e4);
}
