// Closing a site, from the needs module to the gates of a timeline: the tasks covered, the growth of what is
// advised, and how much is seen of it.
#include "needs/needs.h"
#include "simulate/test_scenarios.h"
#include "timeline/simulation_evaluator.h"
#include "timeline/timeline.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

constexpr std::uint32_t kReplications = 3000;

// One site, whose people advise the one function and do the task until the host can.
simulate::Stage advised_stage() {
  simulate::Stage stage = simulate::bare_stage(1, 1, 18);
  Mission& m = stage.mission;
  m.functions = {{"fires", "Fires"}};
  Site site;
  site.id = site.name = "site";
  m.sites = {site};
  Actor coalition;
  coalition.id = coalition.name = "coalition";
  coalition.roles = {Role::coalition};
  m.actors = {coalition};
  TroopCount troops;
  troops.known = {m.as_of, m.as_of, m.as_of, {}};
  troops.low = troops.best = troops.high = 100;
  m.troops = {troops};
  Task advise;
  advise.id = advise.name = "advise";
  advise.persons_per_demand = 10.0;
  advise.providers = {Provider::coalition, Provider::host};
  advise.partner_function = FunctionId{0};
  advise.mentors = {FunctionId{0}};
  m.tasks = {advise};
  m.task_demands.push_back({TaskId{0}, ZoneId{0}, 2.0, 0.0, {}});
  partner::PartnerDraw& p = stage.assessment.partner.draws[0];
  p.level = {0.3};
  p.growth_per_year = {0.5};
  p.decay_per_year = {0.5};
  p.innovation_per_year = {0.2};
  p.observation_noise = {0.6};
  p.coverage_without_advisers = 0.25;
  return stage;
}

// The site stays or is closed at once; a year later a gate asks whether the function stands alone.
Plan plan_of(const Mission& mission, bool close) {
  Plan plan;
  Phase first;
  first.name = close ? "close the site" : "stay";
  first.after = posture_today(mission);
  if (close) first.after.site_open[0] = false;
  first.earliest = month_of(mission.as_of);
  first.execution = Days{0};
  first.gate.all_of = {simulate::bench::condition(Observable::always, 0, Compare::at_least, 1.0, 0)};
  Phase second = first;
  second.name = "ask";
  second.earliest = plus_months(first.earliest, 12);
  second.gate.review_every = Days{1000};
  second.gate.all_of = {
      simulate::bench::condition(Observable::function_stands_alone, 0, Compare::at_least, 0.5, 0)};
  plan.phases = {first, second};
  plan.signature.unilateral = PartyId{0};
  return plan;
}

void solve(simulate::Stage& stage, const std::vector<Plan>& plans) {
  std::vector<Posture> postures;
  for (const Plan& plan : plans) {
    for (const Posture& posture : simulate::postures_of(stage.mission, plan)) postures.push_back(posture);
  }
  stage.assessment.needs = needs::solve_postures(stage.mission, postures, {});
}

double mean_of_metric(const simulate::Stage& stage, const Plan& plan, Metric metric) {
  const simulate::Simulator simulator(stage.mission, stage.assessment, plan);
  simulate::Session session(simulator);
  session.enter(simulate::only_scenario(stage), Seed{5});
  double total = 0.0;
  for (std::uint32_t f = 0; f < kReplications; ++f)
    total += session.run(f).metric[static_cast<std::size_t>(metric)];
  return total / kReplications;
}

double share_passed(const simulate::Stage& stage, const Plan& plan) {
  const SimulationEvaluator evaluator(stage.mission, stage.assessment, {plan},
                                      SimulatedStudy{.seed = Seed{5}});
  double passed = 0.0;
  for (const ReplicationDetail& detail : evaluator.details(0, 0, 0, kReplications)) {
    passed += detail.phase_passed[1] >= 0 ? 1.0 / kReplications : 0.0;
  }
  return passed;
}

}  // namespace

TEST_CASE(
    "closing a site changes tasks covered, growth and what is seen, through to replications and timeline") {
  simulate::Stage stage = advised_stage();
  const Plan stay = plan_of(stage.mission, false), close = plan_of(stage.mission, true);
  solve(stage, {stay, close});
  const needs::NeedsTable& fitted = stage.assessment.needs;
  const auto& open = fitted.table[fitted.index_of(stay.phases[0].after)];
  const auto& closed = fitted.table[fitted.index_of(close.phases[0].after)];

  // Needs: twenty persons' work, then handed on to the host, with nobody left who advises.
  CHECK(open.persons_required[0] == 20);
  CHECK(closed.persons_required[0] == 0);
  CHECK(open.covered_by_host[0] == 0.0);
  CHECK(closed.covered_by_host[0] == doctest::Approx(1.0));
  CHECK(open.mentoring[0] == doctest::Approx(1.0));
  CHECK(closed.mentoring[0] == doctest::Approx(0.0));

  // Replications: the task lies open whenever the host's function fails, which it does more often.
  CHECK(mean_of_metric(stage, stay, Metric::task_days_uncovered) == doctest::Approx(0.0));
  CHECK(mean_of_metric(stage, close, Metric::task_days_uncovered) > 50.0);
  CHECK(mean_of_metric(stage, stay, Metric::functions_alone_at_end) > 0.97);
  CHECK(mean_of_metric(stage, close, Metric::functions_alone_at_end) < 0.1);

  // Timeline: the gate a year on is passed when the one rating it rests on reads "alone". The walk of a year
  // has twelve readings of thirty days.
  const partner::PartnerDraw& p = stage.assessment.partner.draws[0];
  const double years = 360.0 / 365.25, walk = 0.2 * std::sqrt(years);
  const double seen_open = normal_cdf((0.3 + 0.5 * years) / std::hypot(walk, 0.6));
  const double seen_closed = normal_cdf((0.3 - 0.5 * years) / std::hypot(walk, 0.6 / std::sqrt(0.25)));
  CHECK(std::abs(share_passed(stage, stay) - seen_open) < 0.03);
  CHECK(std::abs(share_passed(stage, close) - seen_closed) < 0.03);
  CHECK(p.coverage_without_advisers == 0.25);

  // Without the loss of sight the same closure would be read otherwise: by the growth alone.
  stage.assessment.partner.draws[0].coverage_without_advisers = 1.0;
  const double sharp = normal_cdf((0.3 - 0.5 * years) / std::hypot(walk, 0.6));
  CHECK(std::abs(share_passed(stage, close) - sharp) < 0.03);
  CHECK(std::abs(sharp - seen_closed) > 0.05);
}

TEST_CASE("a plan whose people the lift cannot move in time is left out, and the reason is said") {
  simulate::Stage stage = advised_stage();
  Plan close = plan_of(stage.mission, true);
  close.id = "close";
  close.phases[0].after.troops[0] = close.phases[1].after.troops[0] = Persons{0};
  close.phases[0].execution = Days{30};
  solve(stage, {close});
  LiftCapacity lift;
  lift.persons_per_month = 200.0;
  lift.known = {stage.mission.as_of, stage.mission.as_of + std::chrono::days(2000), stage.mission.as_of, {}};
  stage.mission.lift = {lift};
  CandidatePlans candidates;
  candidates.candidates = {{close, 0, "tested"}};
  CandidatePlans kept = candidates;
  drop_unprotected(stage.mission, stage.assessment.needs, kept);
  CHECK(kept.candidates.size() == 1);
  CHECK(kept.refused.empty());
  stage.mission.lift[0].persons_per_month = 40.0;  // a hundred must leave within thirty days
  drop_unprotected(stage.mission, stage.assessment.needs, candidates);
  CHECK(candidates.candidates.empty());
  REQUIRE(candidates.refused.size() == 1);
  CHECK(candidates.refused[0].what.find("still to be moved") != std::string::npos);
}
