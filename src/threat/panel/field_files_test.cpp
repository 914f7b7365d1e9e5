// Panels and forecasts as people have them (shared/field; skipped aloud elsewhere).
//
//   input                          what comes                                                      test case
//   15 cm, pgm                     VIEWS' layouts, outcomes without --column submissions 15 cm_wide a column
//   for each draw                                          submissions 15 cm_one_country              4
//   outcomes without a forecast, of 117 and 220                   outcomes without forecasts 18 sparse "holds
//   no zero"; with --absent zero as the full panel           a panel without its quiet months
#include "base/files.h"
#include "base/test_data.h"
#include "threat/scores/score_table.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::threat;

namespace {

std::optional<std::string> field_file(const std::string& name) {
  const auto path = shared_path("field/" + name);
  if (!path) return std::nullopt;
  return read_file(*path);
}

bool says(const Panel& panel, std::string_view words) {
  return std::any_of(panel.notes.begin(), panel.notes.end(),
                     [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE("submissions as VIEWS publishes them: countries, grid cells, a column for each draw") {
  const auto countries = field_file("15-views-submission/cm.csv");
  const auto cells = field_file("15-views-submission/pgm.csv");
  const auto wide = field_file("15-views-submission/cm_wide.csv");
  const auto actuals = field_file("15-views-submission/actuals.csv");
  if (!countries || !cells || !wide || !actuals) return;
  const Panel outcomes = read_panel(*actuals, "actuals.csv");
  const ScoreTable table = score_forecasts(read_draws(*countries, "cm.csv"), outcomes);
  CHECK(table.all.crps == doctest::Approx(4.281667).epsilon(1e-6));
  CHECK(read_draws(*cells, "pgm.csv").size() == 6);
  const auto forecasts = read_draws(*wide, "cm_wide.csv");
  REQUIRE(forecasts.size() == 6);
  CHECK(forecasts.front().draws == std::vector<double>{6, 17, 15, 19, 9});
}

TEST_CASE("outcomes without forecasts are counted") {
  const auto draws = field_file("15-views-submission/cm_one_country.csv");
  const auto actuals = field_file("15-views-submission/actuals.csv");
  if (!draws || !actuals) return;
  const ScoreTable table =
      score_forecasts(read_draws(*draws, "cm_one_country.csv"), read_panel(*actuals, "actuals.csv"));
  CHECK(table.all.n == 2);
  CHECK(table.without_forecast == 4);
  CHECK(table.units_without_forecast == std::vector<std::string>{"117", "220"});
}

TEST_CASE("a panel without its quiet months says so, and is the full one when they are zero") {
  const auto full = field_file("18-sparse-panel/full.csv");
  const auto sparse = field_file("18-sparse-panel/sparse.csv");
  if (!full || !sparse) return;
  const Panel whole = read_panel(*full, "full.csv");
  CHECK_FALSE(says(whole, "holds no zero"));
  CHECK(says(read_panel(*sparse, "sparse.csv"), "holds no zero, and gives no row for"));
  const Panel filled = read_panel(*sparse, "sparse.csv", {.absent = Absent::zero});
  CHECK(says(filled, "taken as zero"));
  for (std::size_t unit = 0; unit < filled.units.size(); ++unit) {
    const auto same = whole.find_unit(filled.units[unit]);
    REQUIRE(same);
    for (std::size_t month = 0; month < filled.months; ++month)
      CHECK(filled.value[unit][month] == whole.at(*same, filled.month_at(month)));
  }
}

TEST_CASE(
    "panels and draws from any program: separators, NA, codes as decimals, days for months, lists in a "
    "cell") {
  const Panel plain = read_panel("unit,month,value\n57,2021-10,1\n57,2021-12,3\n", "p.csv");
  for (const char* text : {"Unit;Month;Value\n57;2021-10;1\n57;2021-12;3\n",
                           "\n,,\nUNIT\tMONTH\tVALUE\n57\t2021-10\t1\n57\t2021-12\t3\n",
                           "country_id,month_id,ged_sb\n57.0,502.0,1\n57.0,504.0,3.0\n",
                           "unit,month,value\n57,2021-10-01,1\n57,2021-12-31,3\n",
                           "country_id,year,month,ged_sb\n57,2021,October,1\n57,2021,Dec,3\n",
                           "unit,month,value\n57,2021-10,1\n57,2021-11,NA\n57,2021-12,3\n",
                           "[{\"unit\":57,\"month\":\"2021-10\",\"value\":1},{\"unit\":57,\"month\":\"2021-"
                           "12\",\"value\":3}]"}) {
    INFO(text);
    const Panel other = read_panel(text, "q.csv");
    CHECK(other.units == plain.units);
    CHECK(other.first == plain.first);
    REQUIRE(other.months == 3);
    CHECK(other.value[0][0] == 1.0);
    CHECK(std::isnan(other.value[0][1]));
    CHECK(other.value[0][2] == 3.0);
  }
  // What is given as not known stays so when months without a row are quiet.
  const Panel quiet = read_panel("unit,month,value\n57,2021-09,1\n57,2021-11,NA\n57,2021-12,3\n", "z.csv",
                                 {.absent = Absent::zero});
  CHECK(quiet.value[0][1] == 0.0);
  CHECK(std::isnan(quiet.value[0][2]));
  const auto lists =
      read_draws("month_id,priogrid_gid,pred_ged_sb\n502,57,\"[3, 1, 4]\"\n503,57,\"[1, 5, 9]\"\n", "l.csv");
  REQUIRE(lists.size() == 2);
  CHECK(lists[0].draws == std::vector<double>{3, 1, 4});
}
