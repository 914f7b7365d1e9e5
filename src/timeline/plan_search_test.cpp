#include "timeline/plan_search.h"

#include "timeline/synthetic.h"
#include "timeline/test_mission.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

constexpr std::size_t kTasks = 4;

// Two sites in each of the first two regions and four tasks that the host can take: above a million shapes.
Mission wide_mission() {
  Mission mission = test_mission();
  for (std::uint16_t r = 0; r < 2; ++r) {
    Site site = mission.sites[r];
    site.id = site.name = "annex" + std::to_string(r);
    site.persons = {200, 300, 400};
    site.sustains = {};
    mission.sites.push_back(site);
  }
  mission.tasks.resize(1);
  for (std::size_t t = 1; t < kTasks; ++t) {
    Task task = mission.tasks[0];
    task.id = task.name = "task" + std::to_string(t);
    mission.tasks.push_back(task);
  }
  return mission;
}

HostAbility all_able() {
  HostAbility ability;
  ability.functions.resize(1);
  ability.functions[0].stands_alone = 1.0;
  return ability;
}

GridCell the_cell(const Mission& mission) {
  const Month now = month_of(mission.as_of);
  return {plus_months(now, 18), plus_months(now, 34), Band{300, 700, true}};
}

// How far a plan is from the one hidden, from 0 to 1, by what a simulator sees of it: in which month each
// site is left, in which each task is handed over, and what each gate waits for. No single change is worth
// nothing, but the last steps of the way are worth more together than one by one.
double distance(const Plan& plan, const Plan& hidden) {
  const auto months = [](const Plan& p, const std::function<bool(const Posture&)>& gone) {
    for (std::size_t i = 0; i < p.phases.size(); ++i) {
      if (gone(p.phases[i].after))
        return 12 * static_cast<int>(p.phases[i].earliest.year()) +
               static_cast<int>(static_cast<unsigned>(p.phases[i].earliest.month()));
    }
    return 12 * 2030;
  };
  double sum = 0.0;
  std::size_t terms = 0;
  const auto compare = [&](const std::function<bool(const Posture&)>& gone) {
    sum += std::min(1.0, std::abs(months(plan, gone) - months(hidden, gone)) / 12.0);
    ++terms;
  };
  for (std::size_t s = 0; s < hidden.phases[0].after.site_open.size(); ++s)
    compare([s](const Posture& p) { return !p.site_open[s]; });
  for (std::size_t t = 0; t < kTasks; ++t)
    compare([t](const Posture& p) { return p.provider[t] != Provider::coalition; });
  sum += std::min(1.0, std::abs(std::ssize(plan.phases) - std::ssize(hidden.phases)) / 3.0);
  for (std::size_t i = 0; i < std::min(plan.phases.size(), hidden.phases.size()); ++i) {
    const auto grace = [](const Phase& phase) {
      return phase.gate.latest ? months_between(phase.earliest, *phase.gate.latest) : -1;
    };
    sum += grace(plan.phases[i]) != grace(hidden.phases[i]) ? 0.5 : 0.0;
  }
  return std::min(1.0, sum / static_cast<double>(terms + 1));
}

// The host's line is broken more often the further the plan is from the hidden one; how often at best differs
// from scenario to scenario. The coalition's line depends on the scenario alone.
MakeEvaluator about(const Plan& hidden, Seed seed, std::uint64_t& plans_seen) {
  return [hidden, seed, &plans_seen](const std::vector<Plan>& plans) -> std::unique_ptr<Evaluator> {
    plans_seen += plans.size();
    SyntheticModel model;
    model.parties = {{"host", "Host", true}, {"coalition", "Coalition", true}};
    model.lines = {{0, 0.25, "the plan"}, {1, 0.25, "the scenario"}};
    model.plans = plans.size();
    model.assumptions = 2;
    std::vector<double> far;
    for (const Plan& plan : plans) far.push_back(distance(plan, hidden));
    model.break_chance = [far](std::size_t plan, std::size_t line, const std::vector<double>& a) {
      if (line == 1) return a[1] < 0.1 ? 0.6 : 0.05;
      return std::min(0.95, 0.3 * a[0] + 0.9 * std::sqrt(far[plan]));
    };
    return std::make_unique<SyntheticEvaluator>(model, seed);
  };
}

// A shape far from the first ones, whose plan is allowed.
PlanShape hidden_shape(const Mission& mission, const PlanSpace& space, std::uint32_t number) {
  const RandomStream stream(Seed{77}, number, 0, Purpose::test);
  PlanShape shape = space.plain();
  const GridCell cell = the_cell(mission);
  for (std::uint32_t i = 0; i < 60 || !space.problems(cell, shape, space.build(cell, shape)).empty(); ++i)
    shape = space.vary(shape, stream, i);
  return shape;
}

}  // namespace

TEST_CASE("the best of a million plans is found with a few hundred of them tried") {
  const Mission mission = wide_mission();
  const PlanSpace space(mission, {}, all_able());
  REQUIRE(space.size() > 1e6);
  const std::vector<GridCell> cells = {the_cell(mission)};
  std::size_t found = 0, better_than_random = 0;
  constexpr std::uint32_t kHidden = 8;
  for (std::uint32_t number = 0; number < kHidden; ++number) {
    const Plan hidden = space.build(cells[0], hidden_shape(mission, space, number));
    const auto to_hidden = [&](const PlanShape& shape) {
      return distance(space.build(cells[0], shape), hidden);
    };
    std::uint64_t seen = 0;
    PlanSearchOptions options{.seed = Seed{number + 1}, .threads = 2, .replications = 50'000};
    const auto result =
        search_plans(space, cells, space.first_shapes(false), about(hidden, Seed{5}, seen), options);
    REQUIRE_FALSE(result.best.empty());
    CHECK(result.shapes_tried < 500);
    CHECK(result.replications_used < 60'000);
    const double left = to_hidden(result.best.front().shape);
    CAPTURE(number);
    CAPTURE(left);
    found += left < 0.02 ? 1 : 0;
    MESSAGE("plan " << number << ": " << result.shapes_tried << " tried in " << result.rounds
                    << " rounds, distance left " << left);
    // As many plans at random.
    const RandomStream stream(Seed{number}, 9, 0, Purpose::test);
    PlanShape shape = space.plain();
    double best = 1.0;
    for (std::uint32_t i = 0; i < 20 * result.shapes_tried; ++i) {
      shape = space.vary(shape, stream, i);
      if (i % 20 == 19) best = std::min(best, to_hidden(shape));
    }
    better_than_random += left < best ? 1 : 0;
  }
  // Measured: seven of eight exactly.
  CHECK(found >= kHidden - 1);
  CHECK(better_than_random >= kHidden - 1);
}

TEST_CASE("plans that may not be used are not found, and threads do not matter") {
  const Mission mission = wide_mission();
  const PlanSpace space(mission, {}, all_able());
  const std::vector<GridCell> cells = {the_cell(mission)};
  const Plan hidden = space.build(cells[0], hidden_shape(mission, space, 1));
  const auto long_enough = [](const Plan& plan) { return plan.phases.size() >= 4; };
  const auto search = [&](int threads) {
    std::uint64_t seen = 0;
    PlanSearchOptions options{.seed = Seed{3}, .threads = threads, .replications = 8'000};
    options.prepare = [&](const std::vector<Plan>& plans) {
      std::vector<bool> usable;
      for (const Plan& plan : plans) usable.push_back(long_enough(plan));
      return usable;
    };
    return search_plans(space, cells, space.first_shapes(false), about(hidden, Seed{5}, seen), options);
  };
  const auto one = search(1), three = search(3);
  REQUIRE(one.best.size() == three.best.size());
  REQUIRE_FALSE(one.best.empty());
  for (std::size_t i = 0; i < one.best.size(); ++i) {
    CHECK(one.best[i].shape == three.best[i].shape);
    CHECK(one.best[i].score == three.best[i].score);
    CHECK(long_enough(space.build(cells[0], one.best[i].shape)));
  }
  PlanSearchOptions none{.seed = Seed{3}};
  none.prepare = [](const std::vector<Plan>& plans) { return std::vector<bool>(plans.size(), false); };
  std::uint64_t seen = 0;
  CHECK(
      search_plans(space, cells, space.first_shapes(false), about(hidden, Seed{5}, seen), none).best.empty());
  CHECK(seen == 0);
}

TEST_CASE("the score is the expected share kept, and does not jump") {
  SyntheticModel model;
  model.parties = {{"host", "Host", true}, {"watcher", "Watcher", false}};
  model.lines = {{0, 0.25, "a"}, {1, 0.25, "b"}};
  model.plans = 1;
  const SyntheticEvaluator evaluator(model, Seed{1});
  const auto score = [&](std::vector<std::uint32_t> breaks, std::uint32_t replications) {
    PlanTally tally;
    for (const std::uint32_t b : breaks)
      tally.scenarios.push_back({{.replications = replications, .breaks = {b, replications}}});
    return score_of(evaluator, tally);
  };
  // Beta(1, 5) at a quarter: 1 - 0.75^5. Lines of parties that do not decide count for nothing.
  CHECK(score({0}, 4) == doctest::Approx(1.0 - std::pow(0.75, 5)));
  CHECK(score({4}, 4) == doctest::Approx(std::pow(0.25, 5)));
  CHECK(score({0, 4}, 4) == doctest::Approx(0.5 * (score({0}, 4) + score({4}, 4))));
  CHECK(score({1}, 4) < score({0}, 4));
  CHECK(score({100}, 400) == doctest::Approx(0.5).epsilon(0.05));
  // Signed in time in one replication of the first scenario and four of the second, never in the third.
  PlanTally tally;
  for (const auto& [breaks, replications, weight] :
       {std::tuple{0u, 1u, 0.25}, std::tuple{4u, 4u, 0.75}, std::tuple{0u, 0u, 0.0}}) {
    ScenarioTally scenario = evaluator.empty_tally();
    scenario.replications = replications;
    scenario.breaks[0] = breaks;
    scenario.weight = weight;
    tally.scenarios.push_back(scenario);
  }
  CHECK(score_of(evaluator, tally) == doctest::Approx(0.25 * score({0}, 1) + 0.75 * score({4}, 4)));
}
