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
  options.replications = 400'000;
  options.race_scenarios = 64;
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
  REQUIRE(report.map.chosen);
  const MapCell& chosen = chosen_cell(report);
  // Shares are 1 - m / 40 and m / 20 at m months, both (1 - m / 40) m / 20: on the grid less the month that
  // execution takes 0.725, 0.55 and 0.40 at 11; 0.575, 0.85 and 0.49 at 17; 0.425, 1 and 0.425 at 23.
  CHECK(months_from_now(mission, chosen.mission_end) == 18);
  CHECK(report.map.chosen_figures.by_party[0].value == doctest::Approx(0.575).epsilon(0.15));
  CHECK(report.map.chosen_figures.by_party[1].value == doctest::Approx(0.85).epsilon(0.10));
  CHECK(report.map.chosen_figures.joint.value == doctest::Approx(0.49).epsilon(0.15));
  CHECK(report.map.chosen_figures.by_party[0].interval.low <= 0.575);
  CHECK(report.map.chosen_figures.by_party[0].interval.high >= 0.575);
  CHECK(report.budget.median_interval < 0.11);
  CHECK(report.compared.baselines.size() == 5);
  CHECK(report.budget.replications_used <= options.replications);
  CHECK(report.budget.replications_used > 0.6 * static_cast<double>(options.replications));
  CHECK(report.conduct.gate_cards.size() >= 2);
  CHECK(report.conduct.branches.size() == report.conduct.gate_cards.size());

  // The answer is a set: every pair at 18 months is in it; those at 6 and at 30 (0.25 or so) are not, and the
  // host's line tells the late ones from the best, the coalition's the early ones.
  for (const CellIndex c : report.map.cells.indices()) {
    const MapCell& cell = report.map.cells[c];
    if (!cell.residual.stated) continue;
    const int end = end_of_mission(mission, report.map.plans[cell.plan].plan);
    const bool in_set = std::find(report.map.answer_set.begin(), report.map.answer_set.end(), c) !=
                        report.map.answer_set.end();
    CHECK(in_set == cell.standing.in_set);
    if (end == 17) CHECK(in_set);
    if (end < 6 || end > 28) {
      CHECK_FALSE(in_set);
      CHECK(cell.standing.separated_by == (end < 6 ? 1 : 0));
      CHECK(cell.standing.interval.high == 0.0);
    }
  }
  CHECK(report.map.answer_set.front() == *report.map.chosen);

  // Red lines: without the host's line the latest pairs keep all, without the coalition's the earliest do.
  REQUIRE(report.sensitivity.red_lines.size() == 2);
  CHECK(report.sensitivity.red_lines[0].gain_without == doctest::Approx(0.85 - 0.49).epsilon(0.15));
  CHECK(report.sensitivity.red_lines[1].gain_without == doctest::Approx(0.575 - 0.49).epsilon(0.5));
  CHECK(report.sensitivity.red_lines[0].blocks_alone == doctest::Approx(0.425 * 0.85).epsilon(0.15));
  REQUIRE(report.sensitivity.ablation.size() == 2);
  for (const Ablation& one : report.sensitivity.ablation) {
    CHECK(one.what == Ablated::red_line);
    CHECK(one.flips);
    REQUIRE(one.best);
    const int best = months_from_now(mission, report.map.cells[*one.best].mission_end);
    CHECK(best == (one.line == 0 ? 24 : 6));  // from 20 months on the coalition asks no more
  }
  CHECK(report.sensitivity.carried_by.size() == 2);
  CHECK(report.sensitivity.judged_otherwise.size() == kJudgements);
  CHECK(
      report.map.chosen_figures.chance_all_hold.value ==
      doctest::Approx(0.85 * 0.97 * (0.575 * 0.97 + 0.425 * 0.3) + 0.15 * 0.3 * (0.575 * 0.97 + 0.425 * 0.3))
          .epsilon(0.1));

  for (const CellIndex cell : neighbours_of(report, *report.map.chosen)) {
    const MapCell& other = report.map.cells[cell];
    // Nobody stays after the mission in the pair chosen; nor in its neighbours.
    CHECK(other.presence_end == other.mission_end);
    CHECK(std::abs(months_between(chosen.mission_end, other.mission_end)) <= 6);
  }
  for (const MapCell& cell : report.map.cells) {
    for (std::size_t party = 0; party < 2; ++party)
      CHECK(cell.figures.joint.interval.high <= cell.figures.by_party[party].interval.high);
  }

  // Coalition deaths: a tenth for each month; the civilians' price flips at one half.
  REQUIRE_FALSE(report.compared.price.empty());
  std::size_t ordered = 0, flips = 0;
  for (const PriceEntry& entry : report.compared.price) {
    // The same plan at both dates: 10.0 - 0.1 m coalition deaths at m months.
    CHECK(entry.plan_fixed);
    const Month chosen_end = chosen_cell(report).mission_end;
    CHECK((entry.dates.mission_end == chosen_end || entry.against.mission_end == chosen_end));
    const int months = months_between(entry.dates.mission_end, entry.against.mission_end);
    if (months < 6) continue;
    CHECK(entry.harms[0].ordering.ordered);
    CHECK(entry.harms[0].ordering.mean == doctest::Approx(0.1 * months).epsilon(0.1));
    ++ordered;
    CHECK_FALSE(entry.harms[2].ordering.ordered);
    REQUIRE_FALSE(entry.harms[2].ordering.tipping.empty());
    CHECK(entry.harms[2].ordering.tipping[0].input == 2);
    CHECK(entry.harms[2].ordering.tipping[0].value == doctest::Approx(0.5).epsilon(0.15));
    ++flips;
  }
  CHECK(ordered >= 3);
  CHECK(flips >= 3);

  // What breaks it: the host's lines fail where assumption 0 is low, the coalition's where 1 is high.
  REQUIRE(report.failures.breaks.size() == 3);
  REQUIRE(report.failures.breaks[0].discovery.found);
  CHECK(report.failures.breaks[0].discovery.restrictions[0].input == 0);
  CHECK(report.failures.breaks[0].discovery.restrictions[0].has_high);
  CHECK(report.failures.breaks[0].discovery.restrictions[0].high ==
        doctest::Approx(17.0 / 40.0).epsilon(0.1));
}

TEST_CASE("nobody is asked to find out what lies ahead") {
  const Mission mission = test_mission();
  const SearchOptions options = small_options();
  const auto candidates = candidate_plans(mission, options.grid);
  const auto all = search_with(mission, candidates, opposed(mission, Seed{5}), options).failures.information;
  const auto some =
      search_with(mission, candidates, opposed(mission, Seed{5}, {0}), options).failures.information;
  REQUIRE(all.size() == 3);
  REQUIRE(some.size() == 2);
  for (const InformationValue& one : some) {
    CHECK(one.input != 0);
    const auto same = std::ranges::find(all, one.input, &InformationValue::input);
    CHECK(one.value == same->value);
  }
}

TEST_CASE("results do not depend on the number of threads") {
  const Mission mission = test_mission();
  SearchOptions options = small_options();
  options.replications = 60'000;
  const auto candidates = candidate_plans(mission, options.grid);
  options.threads = 1;
  const auto one = search_with(mission, candidates, opposed(mission, Seed{6}), options);
  options.threads = 4;
  const auto four = search_with(mission, candidates, opposed(mission, Seed{6}), options);
  REQUIRE(one.map.cells.size() == four.map.cells.size());
  CHECK(one.map.chosen == four.map.chosen);
  CHECK(one.map.answer_set == four.map.answer_set);
  CHECK(one.budget.replications_used == four.budget.replications_used);
  REQUIRE(one.compared.price.size() == four.compared.price.size());
  for (std::size_t i = 0; i < one.compared.price.size(); ++i)
    CHECK(one.compared.price[i].harms[2].ordering.interval.low ==
          four.compared.price[i].harms[2].ordering.interval.low);
  for (const CellIndex c : one.map.cells.indices()) {
    CHECK(one.map.cells[c].figures.joint.value == four.map.cells[c].figures.joint.value);
    CHECK(one.map.cells[c].figures.harm[0].mean == four.map.cells[c].figures.harm[0].mean);
    CHECK(one.map.cells[c].standing.interval.high == four.map.cells[c].standing.interval.high);
  }
}

TEST_CASE("an unstated band is judged by each party's least favourable reading") {
  const Mission mission = test_mission();
  const SearchOptions options = small_options();
  const auto candidates = candidate_plans(mission, options.grid);
  const auto report = search_with(mission, candidates, opposed(mission, Seed{7}), options);
  std::size_t seen = 0;
  for (const MapCell& cell : report.map.cells) {
    if (cell.residual.stated) continue;
    ++seen;
    for (const MapCell& stated : report.map.cells) {
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
