// A mission that must end at once: between the first dates of a coarse grid nothing passes, and an immediate
// exit does. The search must find what its own baseline shows.
#include "timeline/synthetic.h"
#include "timeline/test_mission.h"
#include "timeline/timeline.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

int months_to_the_last(const Mission& mission, const Plan& plan) {
  if (plan.phases.empty() || total_troops(plan.phases.back().after) > 0) return 60;
  return months_between(month_of(mission.as_of), plan.phases.back().earliest);
}

// The host, which has thrown the coalition out, wants the last troops gone within four months.
MakeEvaluator thrown_out(const Mission& mission) {
  return [&mission](const std::vector<Plan>& plans) -> std::unique_ptr<Evaluator> {
    SyntheticModel model;
    model.parties = {{"host", "Host", true}, {"coalition", "Coalition", true}};
    model.lines = {{0, 0.25, "gone within four months"}, {1, 0.25, "nobody killed"}};
    model.plans = plans.size();
    std::vector<int> last;
    for (const Plan& plan : plans) last.push_back(months_to_the_last(mission, plan));
    model.break_chance = [last](std::size_t plan, std::size_t line, const std::vector<double>& a) {
      if (line == 1) return a[0] < 0.2 ? 0.8 : 0.02;
      return last[plan] <= 4 ? 0.02 : 0.97;
    };
    return std::make_unique<SyntheticEvaluator>(model, Seed{9});
  };
}

}  // namespace

TEST_CASE("no pair of dates is worse than a baseline on the same page") {
  const Mission mission = test_mission();
  SearchOptions options = quick_options();
  options.threads = 2;
  options.replications = 100'000;
  const auto candidates = candidate_plans(mission, options.grid);
  const auto report = search_with(mission, candidates, thrown_out(mission), options);
  REQUIRE(report.map.chosen);
  const MapCell& chosen = chosen_cell(report);
  CHECK(chosen.presence_end == chosen.mission_end);
  CHECK(months_between(month_of(mission.as_of), chosen.mission_end) <= 5);
  double best_baseline = 0.0;
  for (const BaselineEntry& baseline : report.compared.baselines)
    best_baseline = std::max(best_baseline, baseline.figures.joint.value);
  CHECK(best_baseline > 0.6);
  CHECK(report.map.chosen_figures.joint.value >= best_baseline - 0.02);
}
