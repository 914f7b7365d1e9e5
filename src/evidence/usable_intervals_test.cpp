#include "evidence/usable_intervals.h"

#include "evidence/staleness.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace handover;
using namespace handover::evidence;

namespace {

constexpr StreamId kMilitia{0};

IntervalCount total(int line, const std::string& series, const char* from, const char* to, double best,
                    bool cumulative, std::vector<ZoneId> area = {ZoneId{0}}, std::uint16_t source = 0) {
  IntervalCount row;
  row.stream = kMilitia;
  row.area = std::move(area);
  row.known = {*parse_date(from), *parse_date(to), *parse_date(to), SourceId{source}};
  row.low = row.best = row.high = best;
  row.series = series;
  row.cumulative = cumulative;
  row.line = line;
  return row;
}

Mission mission_with(std::vector<IntervalCount> rows) {
  Mission mission;
  mission.streams.push_back(
      {.id = "militia", .name = "militia", .kind = StreamKind::militia, .actors = {}, .patron = {}});
  mission.interval_counts = std::move(rows);
  return mission;
}

}  // namespace

TEST_CASE("running totals are differenced within one series and source only") {
  const auto use =
      usable_intervals(mission_with({
                           total(2, "pentagon", "2023-10-17", "2023-10-30", 23, true),
                           total(3, "pentagon", "2023-10-17", "2023-12-21", 102, true),
                           total(4, "inspector", "2023-10-17", "2023-12-31", 134, true, {ZoneId{0}}, 1),
                           total(5, "pentagon", "2023-10-17", "2024-01-19", 140, true),
                       }),
                       kMilitia);
  REQUIRE(use.used.size() == 4);
  CHECK(use.left_out.empty());
  CHECK(use.used[0].series == "inspector");
  CHECK(use.used[0].best == 134);
  CHECK_FALSE(use.used[0].differenced);
  CHECK(use.used[2].from == date_of(2023, 10, 31));
  CHECK(use.used[2].best == 79);
  CHECK(use.used[2].lines == std::vector<int>{2, 3});
  CHECK(use.used[3].best == 38);
  CHECK(use.used[3].known_from == date_of(2024, 1, 19));
}

TEST_CASE("a difference carries the ranges of both read-offs") {
  auto rows = std::vector{total(2, "p", "2023-10-17", "2023-10-30", 23, true),
                          total(3, "p", "2023-10-17", "2023-11-30", 30, true)};
  rows[0].low = 20, rows[0].high = 26, rows[1].low = 25, rows[1].high = 40;
  const auto use = usable_intervals(mission_with(rows), kMilitia);
  CHECK(use.used[1].low == 0);  // 25 - 26, not below zero
  CHECK(use.used[1].best == 7);
  CHECK(use.used[1].high == 20);
}

TEST_CASE("a falling total, a revised total and an overlapping coarser total are left out with the reason") {
  const auto use = usable_intervals(mission_with({
                                        total(2, "p", "2023-10-17", "2023-10-30", 23, true),
                                        total(3, "p", "2023-10-17", "2023-11-30", 20, true),
                                        total(4, "q", "2022-01-01", "2022-12-31", 491, false),
                                        total(5, "q", "2022-01-01", "2022-03-31", 150, false),
                                        total(6, "q", "2023-01-01", "2023-12-31", 130, false),
                                        total(7, "q", "2023-01-01", "2023-12-31", 135, false),
                                    }),
                                    kMilitia);
  REQUIRE(use.left_out.size() == 3);
  CHECK(use.left_out[0].line == 3);
  CHECK(use.left_out[0].why == LeftOutWhy::falls);
  CHECK(use.left_out[0].other == 2);
  CHECK(use.left_out[1].why == LeftOutWhy::overlaps);
  CHECK(use.left_out[1].other == 5);
  CHECK(use.left_out[2].why == LeftOutWhy::revised);
  CHECK(use.left_out[2].other == 7);
  CHECK(use.used.size() == 3);
}

TEST_CASE("totals over days that are tallied one by one are not counted twice") {
  Mission mission = mission_with({total(2, "q", "2018-01-01", "2018-12-31", 900, false),
                                  total(3, "q", "2018-07-01", "2019-06-30", 700, false, {ZoneId{1}}),
                                  total(4, "q", "2019-01-01", "2019-12-31", 800, false)});
  mission.daily_coverage.push_back(
      {.from = date_of(2014, 1, 1), .to = date_of(2018, 12, 31), .known_from = {}, .source = {}});
  CHECK(usable_intervals(mission, kMilitia).used.size() == 3);  // covered, but nothing is tallied
  mission.daily_counts.push_back({.stream = kMilitia, .zone = {}, .known = {}, .count = 1});
  const auto use = usable_intervals(mission, kMilitia);
  REQUIRE(use.used.size() == 1);
  CHECK(use.used[0].best == 800);
  CHECK(use.left_out[0].why == LeftOutWhy::tallied_daily);
}

TEST_CASE("differences of a running total add up to it") {
  CHECK(rc::check("telescoping", [](const std::vector<std::uint8_t>& added) {
    std::vector<IntervalCount> rows;
    double sum = 0.0;
    Date day = date_of(2024, 1, 1);
    for (std::size_t i = 0; i < added.size(); ++i) {
      day += std::chrono::days{1 + added[i] % 7};
      sum += added[i];
      rows.push_back(total(static_cast<int>(i), "p", "2024-01-01", to_string(day).c_str(), sum, true));
    }
    const auto use = usable_intervals(mission_with(rows), kMilitia);
    RC_ASSERT(use.used.size() == added.size());
    double total_of_parts = 0.0;
    for (std::size_t i = 0; i < use.used.size(); ++i) {
      total_of_parts += use.used[i].best;
      if (i > 0) RC_ASSERT(use.used[i].from == use.used[i - 1].to + std::chrono::days{1});
    }
    RC_ASSERT(total_of_parts == sum);
  }));
}

TEST_CASE("a rating goes stale, sooner when only the unit itself still rates") {
  Mission mission;
  mission.as_of = date_of(2024, 7, 24);
  mission.assessors = {{"builder", "builder", AssessorKind::builder}, {"self", "self", AssessorKind::self}};
  const auto rating = [](std::uint16_t function, std::uint16_t assessor, Date day) {
    Rating result;
    result.function = FunctionId{function};
    result.assessor = AssessorId{assessor};
    result.known.from = day;
    return result;
  };
  mission.ratings = {rating(0, 0, date_of(2022, 1, 1)), rating(0, 0, date_of(2023, 10, 1)),
                     rating(1, 1, date_of(2023, 10, 1)), rating(2, 0, date_of(2023, 1, 1))};
  const auto ages = rating_ages(mission);
  REQUIRE(ages.size() == 3);
  CHECK(ages[0].function.index == 2);
  CHECK(ages[0].stale);
  CHECK(ages[1].function.index == 0);
  CHECK_FALSE(ages[1].stale);
  CHECK(ages[1].ratings == 2);
  CHECK(ages[1].age.value == 297);
  CHECK(ages[2].stale);  // as old, but only by its own word
}
