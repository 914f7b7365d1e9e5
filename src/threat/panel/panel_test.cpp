#include "threat/panel/panel.h"

#include "threat/scores/baselines.h"
#include "threat/scores/score_table.h"

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

TEST_CASE("units and months may be named by either layout's columns") {
  const Panel own = read_panel("unit,month,value\n7,2021-10,1\n7,2021-12,3\n", "p.csv");
  for (const char* text :
       {"unit,month_id,value\n7,502,1\n7,504,3\n", "country_id,month,value\n7,2021-10,1\n7,2021-12,3\n",
        "country_id,month,ged_sb\n7,2021-10,1\n7,2021-12,3\n"}) {
    CAPTURE(text);
    const Panel other = read_panel(text, "q.csv");
    CHECK(other.units == own.units);
    CHECK(other.first == own.first);
    CHECK(other.at(0, plus_months(kOctober, 2)) == 3.0);
  }
  CHECK(first_problem([] {
          read_panel("country_id,month,value\n7,10,1\n", "q.csv");
        }).starts_with("q.csv:2:3: month: '10' is not a month; write YYYY-MM"));
  CHECK(
      first_problem([] {
        read_panel("country_id,year,value\n7,2021,1\n", "q.csv");
      }).starts_with("q.csv:1: month: 'country_id,year,value' has no such column; name the month's column "));
  CHECK(first_problem([] {
          read_panel("name,month,value\n7,2021-10,1\n", "q.csv");
        }).starts_with("q.csv:1: unit: 'name,month,value' has no such column; name the unit's column "));
}

TEST_CASE("a column that is named is read, or must be, or may be missing") {
  const std::string text = "unit,month,value,wounded\na,2021-10,1,8\n",
                    without = "unit,month,value\na,2021-10,1\n";
  CHECK(read_panel(text, "p.csv", {.value_column = "wounded"}).at(0, kOctober) == 8.0);
  CHECK(first_problem([&] {
          read_panel(without, "p.csv", {.value_column = "wounded"});
        }).starts_with("p.csv:1: wounded: 'unit,month,value' has no such column"));
  const PanelOptions may_lack{.value_column = "wounded", .column_may_lack = true};
  CHECK(read_panel(text, "p.csv", may_lack).at(0, kOctober) == 8.0);
  CHECK(read_panel(without, "p.csv", may_lack).at(0, kOctober) == 1.0);
}

TEST_CASE("one far-fetched draw does not move the middle mean") {
  std::vector<double> draws(99, 2.0);
  draws.push_back(1246.0);
  CHECK(middle_mean(draws) == 2.0);
  CHECK(middle_mean(std::vector<double>{7.0}) == 7.0);
}

TEST_CASE("what is known at an origin holds nothing later") {
  const Panel panel = read_panel("unit,month,value\na,2021-10,1\na,2021-11,2\na,2021-12,3\n", "p.csv");
  const Panel known = known_at(panel, plus_months(kOctober, 1));
  CHECK(known.months == 2);
  CHECK(std::isnan(known.at(0, plus_months(kOctober, 2))));
  CHECK(known_at(panel, plus_months(kOctober, -5)).months == 0);
  CHECK(known_at(panel, plus_months(kOctober, -5)).units.empty());
  // Who is not there yet is not there, and months without any value are none that the panel reaches.
  const Panel later = read_panel("unit,month,value\nb,2021-12,1\na,2021-09,2\n", "p.csv");
  const Panel before = known_at(later, plus_months(kOctober, 1));
  CHECK(before.units == std::vector<std::string>{"a"});
  CHECK(before.months == 1);
}

TEST_CASE("bad panels are refused with line, column and value") {
  CHECK(
      first_problem([] { read_panel("unit,month,value\na,2021-10,-1\n", "p.csv"); }) ==
      "p.csv:2:11: value: '-1' is not a count; write a whole number from 0 to 1000000000, or NA for a month "
      "not known");
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

TEST_CASE("every kind of bad row is located and says what would be right") {
  const struct {
    const char *row, *says;
  } cases[] = {
      {"a,2021-10,inf", "p.csv:2:11: value: 'inf' is not a count"},
      {"a,2021-10,1e300",
       "p.csv:2:11: value: '1e300' is not a count; write a whole number from 0 to 1000000000"},
      {"a,2021-10,1e400", "p.csv:2:11: value: '1e400' is not a count"},
      {"a,2021-00,1", "p.csv:2:3: month: '2021-00' is not a month; write YYYY-MM, for example 2021-10"},
      {"a,0000-01,1", "p.csv:2:3: month: '0000-01' is a month outside 1900 to 2199"},
      {"a,9999-01,1", "p.csv:2:3: month: '9999-01' is a month outside 1900 to 2199"},
      {",2021-10,1", "p.csv:2:1: unit: names no unit; write whose month it is"},
      {"a,2021-10", "p.csv:2: has 2 fields where the header has 3; give every column a field"},
      {"\"a,2021-10,1", "p.csv:2: opens a quote that is never closed"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.row);
    const std::string problem =
        first_problem([&] { read_panel(std::string("unit,month,value\n") + one.row + "\n", "p.csv"); });
    CAPTURE(problem);
    CHECK(problem.starts_with(one.says));
  }
  CHECK(first_problem([] {
          read_panel("unit,month,value,value\na,2021-10,1,2\n", "p.csv");
        }).starts_with("p.csv:1: 'value' stands twice in the header"));
  // A file of another kind does not spill into the message.
  const std::string noise(5000, '\x01');
  CHECK(first_problem([&] { read_panel(noise, "p.csv"); }).size() < 200);
  CHECK(first_problem([&] { read_panel(noise, "p.csv"); }).find('\x01') == std::string::npos);
}

TEST_CASE("line ends, a byte-order mark, blanks and gaps do not change what is read") {
  const Panel plain = read_panel("unit,month,value\na,2021-10,1\na,2021-12,3\n", "p.csv");
  for (const char* text : {"unit,month,value\r\na,2021-10,1\r\na,2021-12,3\r\n",
                           "\xEF\xBB\xBFunit,month,value\na,2021-12,3\na,2021-10,1\n",
                           "unit, month, value\n a ,2021-10, 1\na, 2021-12 ,3\n"}) {
    const Panel other = read_panel(text, "p.csv");
    CHECK(other.units == plain.units);
    CHECK(other.first == plain.first);
    CHECK(other.at(0, kOctober) == 1.0);
    CHECK(std::isnan(other.at(0, plus_months(kOctober, 1))));
    CHECK(other.at(0, plus_months(kOctober, 2)) == 3.0);
  }
}

TEST_CASE("a country-month table may name its months by year and month") {
  const Panel panel = read_panel("year,month,country_id,ged_sb\n2021,10,7,1\n2021,12,7,3\n", "q.csv");
  CHECK(panel.first == kOctober);
  CHECK(panel.at(0, plus_months(kOctober, 2)) == 3.0);
  for (const char* month : {"13", "0", "x", "1.5"}) {
    const std::string problem = first_problem(
        [&] { read_panel(std::string("year,month,country_id,ged_sb\n2021,") + month + ",7,1\n", "q.csv"); });
    CHECK(problem == std::string("q.csv:2:6: month: '") + month +
                         "' is not a month; write a year and a month from 1 to 12");
  }
  CHECK(first_problem([] {
          read_panel("month_id,country_id,ged_sb\n5000,7,1\n", "q.csv");
        }).starts_with("q.csv:2:1: month_id: '5000' is a month outside 1900 to 2199"));
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

TEST_CASE("bad draws are located") {
  const struct {
    const char *rows, *says;
  } cases[] = {
      {"a,2021-10,0,-1", "d.csv:2:13: value: '-1' is not a count's draw; write a number from 0 to 1e15"},
      {"a,2021-10,0,nan", "d.csv:2:13: value: 'nan' is not a count's draw"},
      {"a,2021-10,0,1e308", "d.csv:2:13: value: '1e308' is not a count's draw"},
      {"a,2021-10,0.5,1", "d.csv:2:11: draw: '0.5' is not a draw's number"},
      {"a,2021-10,-1,1", "d.csv:2:11: draw: '-1' is not a draw's number"},
      {"a,2021-14,0,1", "d.csv:2:3: month: '2021-14' is not a month"},
      {"a,2021-10,0,1\na,2021-10,0,2", "d.csv:3: draw: '0' is given twice for unit a, month 2021-10"},
      {"a,2021-10,0,1\na,2021-10,1,2\nb,2021-10,0,1",
       "d.csv:4: unit b, month 2021-10 has 1 draws where the first has 2"},
      {"", "d.csv: has no draws"},
  };
  for (const auto& one : cases) {
    CAPTURE(one.rows);
    const std::string problem =
        first_problem([&] { read_draws(std::string("unit,month,draw,value\n") + one.rows + "\n", "d.csv"); });
    CAPTURE(problem);
    CHECK(problem.starts_with(one.says));
  }
}

TEST_CASE("units that only one side has are not scored; none in common is an error that says what there is") {
  const Panel outcomes = read_panel("unit,month,value\na,2021-10,1\nb,2021-10,2\n", "p.csv");
  const ScoreTable table = score_forecasts(
      {{"a", kOctober, {1.0}}, {"z", kOctober, {1.0}}, {"b", plus_months(kOctober, 1), {1.0}}}, outcomes);
  CHECK(table.all.n == 1);
  CHECK(table.without_outcome == 2);
  const std::vector<Forecast> others = {{"z", kOctober, {1.0}}};
  ScoreOptions options;
  options.name = "z.csv";
  CHECK(first_problem([&] { score_forecasts(others, outcomes, options); }) ==
        "z.csv: has no forecast that an outcome is given for: the first is of z in 2021-10, the outcomes of "
        "a and 1 "
        "more, 2021-10 to 2021-10; give outcomes for the units and months of the forecasts");
}

TEST_CASE("an outlook on zeros, on one month alone and on a single draw stays finite") {
  const Panel zeros = read_panel("unit,month,value\na,2021-09,0\na,2021-10,0\n", "p.csv");
  const ScoreTable table = score_forecasts({{"a", kOctober, {0.0}}}, zeros);
  CHECK(table.all.crps == 0.0);
  CHECK(std::isfinite(table.all.dawid_sebastiani));
  const auto same = compare(table, table, "itself");
  CHECK(std::isnan(same.rules[0].ratio));  // nothing to divide by
  CHECK(same.rules[0].difference_interval.high == 0.0);
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
