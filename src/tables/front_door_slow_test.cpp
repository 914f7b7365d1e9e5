#include "tables/front_door.h"

#include <chrono>

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace handover;

TEST_CASE("a million rows go through the front door in seconds") {
  std::string text = "Events; a list\n\nid;date;actor;place;latitude;longitude;count\n";
  for (int i = 0; i < 1'000'000; ++i)
    fmt::format_to(std::back_inserter(text), "{};2019-05-{:02};Group {};Place {};33,{:04};44,{:04};{}\n", i,
                   i % 31 + 1, i % 7, i % 100, i % 10'000, i % 10'000, i % 3);
  const std::vector<KnownTable> known = {{"counts", {{"date"}, {"count"}}}};
  const auto start = std::chrono::steady_clock::now();
  const OpenedTable table = open_table(text, "t.csv", known);
  TableReader reader(table);
  std::size_t rows = 0;
  while (reader.next()) ++rows;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  MESSAGE(fmt::format("{} rows, {} MB: {:.2f} s", rows, text.size() >> 20U, seconds));
  CHECK(rows == 1'000'000);
  CHECK(table.decimal_comma);
  CHECK(seconds < 6.0);
}
