#include "timeline/race_groups.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::timeline;

namespace {

constexpr Month kFirst = std::chrono::year{2024} / 1, kSecond = std::chrono::year{2024} / 7,
                kThird = std::chrono::year{2025} / 1;
constexpr Band kFew{100, 200, true}, kNobody{0, 0, true};

Candidate one(std::size_t cell, std::uint8_t steps) {
  Candidate candidate;
  candidate.cell = cell;
  candidate.shape.steps_before = steps;
  return candidate;
}

}  // namespace

TEST_CASE("pairs of dates that differ in the last presence alone share a race, exits have their own") {
  CandidatePlans all;
  all.cells = {{kFirst, kFirst, kNobody},    {kFirst, kSecond, kFew}, {kFirst, kThird, kFew},
               {kFirst, std::nullopt, kFew}, {kSecond, kThird, kFew}, {kSecond, std::nullopt, kFew}};
  // The second cell has a plan less, the last none.
  all.candidates = {one(0, 1), one(1, 1), one(2, 1), one(2, 2), one(3, 2), one(3, 1), one(4, 3)};
  const auto of_cell = candidates_by_cell(all);
  const auto groups = race_groups(all.cells, of_cell);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].cells == std::vector<std::size_t>{0});
  CHECK(groups[1].cells == std::vector<std::size_t>{1, 2, 3});
  CHECK(groups[1].raced == 3);  // of the two with two plans the later
  CHECK(groups[2].cells == std::vector<std::size_t>{4});
}

TEST_CASE("exits in the months before the grid's first step share a race") {
  CandidatePlans all;
  const Month before = std::chrono::year{2023} / 11, next = std::chrono::year{2023} / 12;
  all.cells = {
      {before, before, kNobody}, {next, next, kNobody}, {kFirst, kFirst, kNobody}, {kFirst, kThird, kFew}};
  all.candidates = {one(0, 1), one(1, 1), one(2, 1), one(3, 1)};
  const auto groups = race_groups(all.cells, candidates_by_cell(all));
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].cells == std::vector<std::size_t>{0, 1});
}

TEST_CASE("a cell takes the shape that won, the next best where it has no such plan") {
  CandidatePlans all;
  all.cells = {{kFirst, kSecond, kFew}, {kFirst, kThird, kFew}};
  all.candidates = {one(0, 1), one(0, 2), one(0, 3), one(1, 3), one(1, 1)};
  CHECK(alike(all, {3, 4}, {0, 1, 2}) == 4);
  CHECK(alike(all, {3, 4}, {1, 2, 0}) == 3);  // nobody has the second shape there: the third
  CHECK(alike(all, {3}, {1}) == 3);           // nor any other: what there is
}
