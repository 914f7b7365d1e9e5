#include "threat/panel.h"

#include "threat/baselines.h"
#include "threat/score_table.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::threat;

namespace {

std::string first_problem(const auto& call) {
  try {
    call();
  } catch (const InputError& error) {
    return to_string(error.problems().front());
  }
  return "";
}

const Month kOctober = Month{std::chrono::year{2021}, std::chrono::month{10}};

}  // namespace

TEST_CASE("both layouts of a panel read the same, rows in any order, holes missing") {
  const Panel own = read_panel("unit,month,value\n7,2021-12,3\n7,2021-10,1\n9,2021-11,0\n", "p.csv");
  const Panel table = read_panel("month_id,country_id,ged_sb\n504,7,3\n502,7,1\n503,9,0\n", "q.csv");
  CHECK(own.units == table.units);
  CHECK(own.first == kOctober);
  CHECK(table.first == kOctober);
  CHECK(own.at(0, kOctober) == 1.0);
  CHECK(std::isnan(own.at(0, plus_months(kOctober, 1))));
  CHECK(table.at(0, plus_months(kOctober, 2)) == 3.0);
  CHECK(std::isnan(own.at(1, plus_months(kOctober, 40))));
}

TEST_CASE("what is known at an origin holds nothing later") {
  const Panel panel = read_panel("unit,month,value\na,2021-10,1\na,2021-11,2\na,2021-12,3\n", "p.csv");
  const Panel known = known_at(panel, plus_months(kOctober, 1));
  CHECK(known.months == 2);
  CHECK(std::isnan(known.at(0, plus_months(kOctober, 2))));
  CHECK(known_at(panel, plus_months(kOctober, -5)).months == 0);
}

TEST_CASE("bad panels are refused with line, column and value") {
  CHECK(first_problem([] { read_panel("unit,month,value\na,2021-10,-1\n", "p.csv"); }) ==
        "p.csv:2:11: value: '-1' is not a count; write a whole number from 0 on; leave out months not known");
  CHECK(first_problem([] { read_panel("unit,month,value\na,2021-10,1.5\n", "p.csv"); }).find("1.5") !=
        std::string::npos);
  CHECK(first_problem([] {
          read_panel("unit,month,value\na,2021-13,1\n", "p.csv");
        }).find("is not a month") != std::string::npos);
  CHECK(first_problem([] {
          read_panel("unit,month,value\na,2021-10,1\na,2021-10,1\n", "p.csv");
        }).find("given twice for 2021-10") != std::string::npos);
  CHECK(first_problem([] { read_panel("", "p.csv"); }).find("is empty") != std::string::npos);
  CHECK(first_problem([] { read_panel("unit,month,value\n", "p.csv"); }).find("has no rows") !=
        std::string::npos);
  CHECK(first_problem([] { read_panel("a,b\n1,2\n", "p.csv"); }).find("no such column") != std::string::npos);
}

TEST_CASE("draws survive writing and reading; uneven and repeated draws are refused") {
  const std::vector<Forecast> forecasts = {{"a,b", kOctober, {1, 2.5, 0}}, {"c", kOctober, {4, 5, 6}}};
  const auto read = read_draws(write_draws(forecasts), "d.csv");
  REQUIRE(read.size() == 2);
  CHECK(read[0].unit == "a,b");
  CHECK(read[0].draws == forecasts[0].draws);
  CHECK(first_problem([] {
          read_draws("unit,month,draw,value\na,2021-10,0,1\na,2021-10,0,2\n", "d.csv");
        }).find("given twice") != std::string::npos);
  CHECK(first_problem([] {
          read_draws("unit,month,draw,value\na,2021-10,0,1\na,2021-10,1,2\nb,2021-10,0,1\n", "d.csv");
        }).find("same number of draws") != std::string::npos);
}

TEST_CASE("baselines use the past alone, and a paired comparison with oneself is a draw") {
  std::string text = "unit,month,value\n";
  for (int m = 0; m < 24; ++m) {
    text += "a," + to_string(plus_months(kOctober, m - 12)) + "," + std::to_string(m) + "\n";
    text += "b," + to_string(plus_months(kOctober, m - 12)) + ",0\n";
  }
  const Panel panel = read_panel(text, "p.csv");
  const std::vector<Month> months = {plus_months(kOctober, 3), plus_months(kOctober, 4)};
  for (const Baseline baseline : kBaselines) {
    const auto from_all = baseline_forecast(panel, kOctober, months, baseline);
    const auto from_past = baseline_forecast(known_at(panel, kOctober), kOctober, months, baseline);
    CHECK(write_draws(from_all) == write_draws(from_past));
  }
  const auto conflictology = baseline_forecast(panel, kOctober, months, Baseline::conflictology);
  CHECK(conflictology[0].draws == std::vector<double>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  const auto table = score_forecasts(conflictology, panel);
  const auto same = compare(table, table, "itself");
  CHECK(same.n == 4);
  CHECK(same.rules[0].ratio == 1.0);
  CHECK(same.rules[0].difference_interval.low == 0.0);
  CHECK(same.rules[0].difference_interval.high == 0.0);
}

TEST_CASE("pooled windows have the means of all their rows, coverage included") {
  Panel outcomes;
  outcomes.units = {"a"};
  outcomes.first = Month{std::chrono::year{2020}, std::chrono::month{1}};
  outcomes.months = 3;
  outcomes.value = {{1.0, 9.0, 2.0}};
  const auto forecast = [&](std::size_t month) {
    return Forecast{"a", outcomes.month_at(month), {0.0, 1.0, 2.0, 3.0}};
  };
  const ScoreTable whole = score_forecasts({forecast(0), forecast(1), forecast(2)}, outcomes);
  ScoreTable pooled;
  pool(pooled, score_forecasts({forecast(0)}, outcomes));
  pool(pooled, score_forecasts({forecast(1), forecast(2)}, outcomes));
  CHECK(pooled.all.n == 3);
  CHECK(pooled.all.coverage90 == doctest::Approx(2.0 / 3.0));
  CHECK(pooled.all.crps == doctest::Approx(whole.all.crps));
  REQUIRE(pooled.by_month.size() == 3);
  CHECK(pooled.by_unit.at(0).scores.interval_score == doctest::Approx(whole.all.interval_score));
}
