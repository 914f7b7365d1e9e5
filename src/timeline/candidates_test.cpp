#include "timeline/candidates.h"

#include "timeline/test_mission.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

TEST_CASE("the grid holds every pair of dates, and no mission outlasts the presence") {
  const Mission mission = test_mission();
  GridOptions options;
  options.first_month = 6;
  options.step_months = 6;
  options.near_start = false;
  const auto plans = candidate_plans(mission, options);
  // 6 mission ends: each with leaving at once, and later ends (5+4+3+2+1+0 months, 6 past the horizon) times
  // three bands (two stated, one unstated).
  CHECK(plans.cells.size() == 6 + (15 + 6) * 3);
  for (const GridCell& cell : plans.cells) {
    if (cell.presence_end) CHECK(*cell.presence_end >= cell.mission_end);
  }
  // One region alone does not hold as many as the larger band asks for.
  for (const Problem& problem : plans.refused) CHECK(problem.field == "residual");
  std::set<std::size_t> with_plans;
  for (const Candidate& candidate : plans.candidates) with_plans.insert(*candidate.cell);
  CHECK(with_plans.size() == 6 + (15 + 6) * 2);
  CHECK(plans.baselines.size() == 5);
  std::set<std::string> ids;
  for (const Candidate& candidate : plans.candidates) ids.insert(candidate.plan.id);
  CHECK(ids.size() == plans.candidates.size());
}

TEST_CASE("the months before the first of the grid each hold a whole exit, and bands may be stated") {
  const Mission mission = test_mission();
  GridOptions options;
  options.first_month = 6;
  options.step_months = 6;
  options.residual_bands = {{300, 500, true}};
  const auto plans = candidate_plans(mission, options);
  CHECK(plans.cells.size() == 5 + 6 + 15 + 6);
  for (int m = 1; m < 6; ++m) {
    const GridCell& cell = plans.cells[static_cast<std::size_t>(m - 1)];
    CHECK(cell.mission_end == plus_months(month_of(mission.as_of), m));
    CHECK(cell.presence_end == cell.mission_end);
  }
  for (const GridCell& cell : plans.cells) {
    if (cell.presence_end != cell.mission_end) CHECK(cell.residual == Band{300, 500, true});
  }
}

TEST_CASE("baselines bear their dates, and only what nobody needs to sign is unilateral") {
  const Mission mission = test_mission();
  const GridCell cell{plus_months(month_of(mission.as_of), 12), plus_months(month_of(mission.as_of), 18),
                      Band{300, 500, true}};
  const auto baselines = baseline_plans(mission, cell);
  REQUIRE(baselines.size() == 5);
  CHECK(baselines[0].plan.id == "status-quo");
  const auto title = [&](std::size_t i) { return baselines[i].baseline.value(); };
  CHECK(title(1).kind == BaselineKind::immediate_exit);
  CHECK(title(1).mission_end == plus_months(month_of(mission.as_of), 1));
  CHECK(title(2).kind == BaselineKind::fixed_calendar);
  CHECK(title(2).mission_end == cell.mission_end);
  CHECK(title(2).presence_end == cell.presence_end);
  CHECK(baselines[1].plan.phases.size() == 1);
  CHECK(total_troops(baselines[1].plan.phases[0].after) == 0);
  CHECK_FALSE(baselines[1].plan.signature.waits_for_agreement());
  CHECK(baselines[2].plan.signature.waits_for_agreement());
}

TEST_CASE("every candidate and baseline keeps the constraints and the mission's own checks") {
  const Mission mission = test_mission();
  const auto plans = candidate_plans(mission);
  for (const auto* list : {&plans.candidates, &plans.baselines}) {
    for (const Candidate& candidate : *list) {
      CAPTURE(candidate.plan.id);
      CHECK(constraint_problems(mission, candidate.plan).empty());
      for (std::size_t p = 1; p < candidate.plan.phases.size(); ++p) {
        CHECK(candidate.plan.phases[p - 1].earliest <= candidate.plan.phases[p].earliest);
      }
    }
  }
}

TEST_CASE("a hub may stay for the theatre that it sustains, and never the other way round") {
  const Mission mission = test_mission();
  const auto plans = candidate_plans(mission);
  bool hub_only = false;
  for (const Candidate& candidate : plans.candidates) {
    for (const Phase& phase : candidate.plan.phases) {
      // Region 2 (the dependent theatre) is sustained by site 1 alone.
      if (phase.after.troops[2].value > 0) CHECK(phase.after.site_open[1]);
      hub_only = hub_only || (phase.after.troops[0].value == 0 && phase.after.troops[1].value > 0);
    }
  }
  CHECK(hub_only);
}

TEST_CASE("postures are few, start with today's, and cover every phase") {
  const Mission mission = test_mission();
  const auto plans = candidate_plans(mission);
  const auto postures = postures_of(mission, plans);
  CHECK(postures.front() == posture_today(mission));
  CHECK(postures.size() < 400);
  for (const Candidate& candidate : plans.candidates) {
    for (const Phase& phase : candidate.plan.phases) {
      CHECK(std::find(postures.begin(), postures.end(), phase.after) != postures.end());
    }
  }
}

TEST_CASE("bad plans are refused with the reason") {
  const Mission mission = test_mission();
  GridOptions options;
  options.near_start = false;
  const Plan good = candidate_plans(mission, options).candidates.front().plan;
  const auto refused = [&](Plan plan, const std::string& reason) {
    const auto problems = constraint_problems(mission, plan);
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().what.find(reason) != std::string::npos);
    CHECK_FALSE(problems.front().hint.empty());
  };
  Plan plan = good;
  plan.phases[0].gate.owner = PartyId{99};
  refused(plan, "without an owner");
  plan = good;
  std::swap(plan.phases[0], plan.phases[1]);
  refused(plan, "before its predecessor");
  plan = good;
  plan.phases[0].after.site_open[1] = false;
  plan.phases[0].after.troops[1] = Persons{0};
  refused(plan, "sustains");
  plan = good;
  plan.phases[0].gate.all_of = {{.what = Observable::talks_agreed, .threshold = 1.0}};
  refused(plan, "without a source");
}

TEST_CASE("past slip is the record's, with what never came later than all") {
  Mission mission = test_mission();
  const auto past = [](int planned_days, int actual_days) {
    ReferenceCase one;
    one.case_id = std::to_string(planned_days) + std::to_string(actual_days);
    one.kind = CaseKind::transition_end;
    one.started = date_of(2010, 1, 1);
    one.planned = *one.started + std::chrono::days(planned_days);
    one.actual = *one.started + std::chrono::days(actual_days);
    return one;
  };
  mission.reference_class = {past(100, 100), past(100, 150), past(100, 300)};
  CHECK(past_slip(mission).median_ratio == 1.5);
  CHECK(past_slip(mission).cases == 3);
  CHECK(past_slip(mission).within_a_month == 1);
  CHECK(past_slip(mission).open == 0);
  for (const int planned : {101, 102}) {
    mission.reference_class.push_back(past(planned, planned));
    mission.reference_class.back().actual.reset();
  }
  CHECK(past_slip(mission).open == 2);
  CHECK(past_slip(mission).median_ratio == 3.0);
  mission.reference_class.clear();
  CHECK(past_slip(mission).median_ratio == 1.0);
}
