#include "tables/write_workbook.h"

#include "base/problem.h"
#include "tables/workbook.h"

#include <doctest/doctest.h>

using namespace handover;

namespace {

BookToWrite small_book() {
  return {
      .title = "small",
      .sheets = {
          {.name = "Read me", .rows = {{"Heading"}, {"A paragraph"}}},
          {.name = "things",
           .columns = {{.name = "id", .comment = "short name", .is_needed = true},
                       {.name = "day", .form = CellForm::day},
                       {.name = "size", .form = CellForm::number},
                       {.name = "kind", .choice = {.kind = CellChoice::Kind::words, .words = {"a", "b"}}}},
           .rows = {{"one", "2024-07-24", "3", "a"},
                    {"=1+1", "1066-10-14", "0.50", "two\nlines"},
                    {"007", "July", "1e3", "<&>\"'"},
                    {"x", "", "0.30000000000000004", ""},
                    {"", "", "-0.25", "سطر"}}}}};
}

}  // namespace

TEST_CASE("What is written into a workbook is read out of it, as it was") {
  const BookToWrite book = small_book();
  const auto sheets = read_workbook(write_workbook(book, "b.xlsx"), "b.xlsx", CellBreaks::kept);
  REQUIRE(sheets.size() == 2);
  CHECK(sheets[0].name == "Read me");
  CHECK(sheets[0].text == "Heading\nA paragraph\n");
  CHECK(
      sheets[1].text ==
      "id,day,size,kind\none,2024-07-24,3,a\n=1+1,1066-10-14,0.50,\"two\nlines\"\n007,July,1e3,\"<&>\"\"'\"\n"
      "x,,0.30000000000000004,\n,,-0.25,سطر\n");
}

TEST_CASE("Equal books have equal bytes") {
  CHECK(write_workbook(small_book(), "b.xlsx") == write_workbook(small_book(), "b.xlsx"));
}

TEST_CASE("A cell that no workbook holds is named") {
  BookToWrite book = small_book();
  book.sheets[1].rows[2][3] = std::string(kLongestCell + 1, 'x');
  try {
    write_workbook(book, "b.xlsx");
    FAIL("it was written");
  } catch (const InputError& error) {
    CHECK(std::string(error.what()) ==
          "b.xlsx, sheet things, cell D4: is longer than a cell may be; break the line into shorter ones");
  }
  CHECK(cell_name(0, 0) == "A1");
  CHECK(cell_name(11, 27) == "AB12");
  CHECK_FALSE(is_sheet_name("a/b"));
  CHECK_FALSE(is_sheet_name(std::string(32, 'a')));
  CHECK(is_sheet_name("plan gated"));
}
