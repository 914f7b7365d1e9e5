#include "timeline/headline.h"
#include "timeline/synthetic.h"
#include "timeline/test_mission.h"
#include "timeline/timeline.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

int months_from_now(const Mission& mission, std::optional<Month> month) {
  return month ? months_between(month_of(mission.as_of), *month) : 48;
}

// The month in which the mission's end is planned, read off the phases, as a simulator would.
int end_of_mission(const Mission& mission, const Plan& plan) {
  return plan.phases.empty()
             ? 48
             : months_from_now(mission,
                               plan.phases[std::min<std::size_t>(1, plan.phases.size() - 1)].earliest);
}

// The host's line holds where the mission ends early enough: in a scenario when end month < 40 a0. The
// coalition's where it ends late enough: end month > 20 a1. Both are clear-cut: 3 % against 70 %.
MakeEvaluator opposed(const Mission& mission, Seed seed, std::vector<std::size_t> ahead = {}) {
  return [&mission, seed,
          ahead = std::move(ahead)](const std::vector<Plan>& plans) -> std::unique_ptr<Evaluator> {
    SyntheticModel model;
    model.parties = {{"host", "Host", true}, {"coalition", "Coalition", true}};
    model.lines = {{0, 0.25, "an end in sight"}, {1, 0.25, "no rush"}};
    model.plans = plans.size();
    model.assumptions = 3;
    model.ahead = ahead;
    std::vector<int> ends;
    for (const Plan& plan : plans) ends.push_back(end_of_mission(mission, plan));
    model.break_chance = [ends](std::size_t plan, std::size_t line, const std::vector<double>& a) {
      const bool kept = line == 0 ? ends[plan] < 40.0 * a[0] : ends[plan] > 20.0 * a[1];
      return kept ? 0.03 : 0.7;
    };
    // Harm: coalition deaths fall with a later end, by a tenth a month; civilians' harm falls or rises with
    // assumption 2, symmetric about one half.
    model.mean_harm = [ends](std::size_t plan, std::size_t harm, const std::vector<double>& a) {
      if (harm == 0) return 10.0 - 0.1 * ends[plan];
      if (harm == 2) return 50.0 + 2.0 * (a[2] - 0.5) * (48 - ends[plan]);
      return 5.0;
    };
    return std::make_unique<SyntheticEvaluator>(model, seed);
  };
}

SearchOptions small_options() {
  SearchOptions options;
  options.grid.first_month = 6;
  options.grid.step_months = 6;
  options.grid.last_month = 30;
  options.grid.vary_gates = options.grid.vary_tempo = options.grid.vary_regions = false;
  options.grid.vary_order = options.grid.vary_steps = options.grid.near_start = false;
  options.replications = 150'000;
  options.race_scenarios = 64;
  options.final_scenarios = 128;
  options.final_replications = 12;
  options.detail_scenarios = 32;
  options.threads = 2;
  return options;
}

}  // namespace

TEST_CASE("the search finds the pair of dates between two opposed parties, and prices it") {
  const Mission mission = test_mission();
  const SearchOptions options = small_options();
  const auto candidates = candidate_plans(mission, options.grid);
  const auto report = search_with(mission, candidates, opposed(mission, Seed{5}), options);
  REQUIRE(report.chosen);
  const MapCell& chosen = report.agreement_map[*report.chosen];
  // Shares are 1 - m / 40 and m / 20 at m months: equal at 13.3. On the grid: 12 (0.70, 0.60) or 18 (0.55,
  // 0.90) less the month that execution takes. Truth at 11: 0.725, 0.55; at 17: 0.575, 0.85.
  CHECK(months_from_now(mission, chosen.mission_end) == 18);
  CHECK(report.chosen_figures.by_party[0].value == doctest::Approx(0.575).epsilon(0.2));
  CHECK(report.chosen_figures.by_party[1].value == doctest::Approx(0.85).epsilon(0.15));
  CHECK(report.chosen_figures.by_party[0].interval.low <= 0.575);
  CHECK(report.chosen_figures.by_party[0].interval.high >= 0.575);
  CHECK(report.baselines.size() == 5);
  CHECK(report.budget.replications_used <= options.replications);
  CHECK(report.gate_cards.size() >= 2);
  CHECK(report.branches.size() == report.gate_cards.size());
  CHECK_FALSE(report.answer.empty());

  // Civilians' harm beyond 50 goes with the months under the mandate and with the scenarios' mean of
  // assumption 2: by months it is the same for all plans only if they stand in the same scenarios.
  const auto beyond = [&](const Plan& plan, const PlanFigures& figures) {
    return (figures.harm[2].mean - 50.0) / (48 - end_of_mission(mission, plan));
  };
  const double of_chosen = beyond(report.plans[chosen.plan].plan, report.chosen_figures);
  for (const BaselineEntry& baseline : report.baselines) {
    if (end_of_mission(mission, baseline.plan) > 42) continue;
    CHECK(std::abs(beyond(baseline.plan, baseline.figures) - of_chosen) < 0.002);
  }
  const auto neighbours = neighbours_of(report, *report.chosen);
  CHECK(neighbours.size() == 3);
  for (const std::size_t cell : neighbours) {
    const MapCell& other = report.agreement_map[cell];
    // Nobody stays after the mission in the pair chosen; nor in its neighbours.
    CHECK(other.presence_end == other.mission_end);
    CHECK(std::abs(months_between(chosen.mission_end, other.mission_end)) <= 6);
    const Plan& plan = report.plans[other.plan].plan;
    CHECK(std::abs(beyond(plan, fresh_figures(report, cell)) - of_chosen) < 0.002);
  }
  for (const MapCell& cell : report.agreement_map) {
    for (std::size_t party = 0; party < 2; ++party)
      CHECK(cell.figures.joint.interval.high <= cell.figures.by_party[party].interval.high);
  }

  // Coalition deaths: a tenth for each month; the civilians' price flips at one half.
  REQUIRE_FALSE(report.price.empty());
  std::size_t ordered = 0, flips = 0;
  for (const PriceEntry& entry : report.price) {
    const int months = end_of_mission(mission, report.plans[report.agreement_map[entry.against].plan].plan) -
                       end_of_mission(mission, report.plans[report.agreement_map[entry.cell].plan].plan);
    if (months < 6) continue;
    CHECK(entry.harms[0].ordering.ordered);
    CHECK(entry.harms[0].ordering.mean == doctest::Approx(0.1 * months).epsilon(0.1));
    ++ordered;
    CHECK_FALSE(entry.harms[2].ordering.ordered);
    REQUIRE_FALSE(entry.harms[2].ordering.tipping.empty());
    CHECK(entry.harms[2].ordering.tipping[0].input == 2);
    CHECK(entry.harms[2].ordering.tipping[0].value == doctest::Approx(0.5).epsilon(0.15));
    CHECK(entry.words.find("the evidence does not order these dates") != std::string::npos);
    ++flips;
  }
  CHECK(ordered >= 4);
  CHECK(flips >= 4);

  // What breaks it: the host's lines fail where assumption 0 is low, the coalition's where 1 is high.
  REQUIRE(report.breaks.size() == 3);
  REQUIRE(report.breaks[0].discovery.found);
  CHECK(report.breaks[0].discovery.restrictions[0].input == 0);
  CHECK(report.breaks[0].discovery.restrictions[0].has_high);
  CHECK(report.breaks[0].discovery.restrictions[0].high == doctest::Approx(17.0 / 40.0).epsilon(0.1));
}

TEST_CASE("nobody is asked to find out what lies ahead") {
  const Mission mission = test_mission();
  const SearchOptions options = small_options();
  const auto candidates = candidate_plans(mission, options.grid);
  const auto all = search_with(mission, candidates, opposed(mission, Seed{5}), options).information;
  const auto some = search_with(mission, candidates, opposed(mission, Seed{5}, {0}), options).information;
  REQUIRE(all.size() == 3);
  REQUIRE(some.size() == 2);
  for (const InformationValue& one : some) {
    CHECK(one.input != 0);
    const auto same = std::ranges::find(all, one.input, &InformationValue::input);
    CHECK(one.value == same->value);
    CHECK(one.words.find("input " + std::to_string(one.input + 1)) != std::string::npos);
  }
}

TEST_CASE("results do not depend on the number of threads") {
  const Mission mission = test_mission();
  SearchOptions options = small_options();
  options.replications = 40'000;
  options.final_scenarios = 32;
  const auto candidates = candidate_plans(mission, options.grid);
  options.threads = 1;
  const auto one = search_with(mission, candidates, opposed(mission, Seed{6}), options);
  options.threads = 4;
  const auto four = search_with(mission, candidates, opposed(mission, Seed{6}), options);
  REQUIRE(one.agreement_map.size() == four.agreement_map.size());
  CHECK(one.chosen == four.chosen);
  CHECK(one.budget.replications_used == four.budget.replications_used);
  for (std::size_t c = 0; c < one.agreement_map.size(); ++c) {
    CHECK(one.agreement_map[c].figures.joint.value == four.agreement_map[c].figures.joint.value);
    CHECK(one.agreement_map[c].figures.harm[0].mean == four.agreement_map[c].figures.harm[0].mean);
  }
}

TEST_CASE("an unstated band is judged by each party's least favourable reading") {
  const Mission mission = test_mission();
  const SearchOptions options = small_options();
  const auto candidates = candidate_plans(mission, options.grid);
  const auto report = search_with(mission, candidates, opposed(mission, Seed{7}), options);
  std::size_t seen = 0;
  for (const MapCell& cell : report.agreement_map) {
    if (cell.residual.stated) continue;
    ++seen;
    for (const MapCell& stated : report.agreement_map) {
      const bool same = stated.residual.stated && stated.mission_end == cell.mission_end &&
                        stated.presence_end == cell.presence_end;
      if (!same) continue;
      for (std::size_t party = 0; party < 2; ++party) {
        CHECK(cell.figures.by_party[party].value <= stated.figures.by_party[party].value + 1e-12);
        CHECK(cell.best_reading.by_party[party].value >= stated.figures.by_party[party].value - 1e-12);
      }
    }
  }
  CHECK(seen > 0);
}
