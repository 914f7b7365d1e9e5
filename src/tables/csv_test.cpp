#include "tables/csv.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

using namespace handover;

TEST_CASE("columns count characters, as an editor shows them, and not bytes") {
  std::vector<Problem> problems;
  const Table table =
      read_table("id,name,day\na1,Ba\u02BFq\u016Bba \u0628\u0639\u0642\u0648\u0628\u0629,x\n\"\u00E9\",b,c\n",
                 "zones.csv", problems);
  REQUIRE(table.rows.size() == 2);
  CHECK(table.rows[0].column == std::vector{1, 4, 19});
  CHECK(table.rows[1].column == std::vector{1, 5, 7});
}

TEST_CASE("rows keep their line and column through quotes, line breaks and a byte-order mark") {
  std::vector<Problem> problems;
  const Table table =
      read_table("\xEF\xBB\xBFid,text,n\r\n1,\"a \"\"b\"\",\r\nc\",2\r\n\r\n3,,4\n", "t.csv", problems);
  CHECK(problems.empty());
  REQUIRE(table.rows.size() == 2);
  CHECK(table.header == std::vector<std::string>{"id", "text", "n"});
  CHECK(table.rows[0].text[1] == "a \"b\",\r\nc");
  CHECK(table.rows[0].line == 2);
  CHECK(table.rows[1].line == 5);
  CHECK(table.rows[1].text == std::vector<std::string>{"3", "", "4"});
  CHECK(table.rows[1].column[2] == 4);
}

TEST_CASE("a wrong number of fields and an unclosed quote are reported with their line") {
  std::vector<Problem> problems;
  read_table("a,b\n1\n1,2\n\"x,2\n", "t.csv", problems);
  REQUIRE(problems.size() == 3);
  CHECK(to_string(problems[0]) ==
        "t.csv:2: has 1 fields where the header has 2; quote fields that hold a comma, and leave empty "
        "fields empty");
  CHECK(problems[2].line == 4);
}

TEST_CASE("any fields survive writing and reading") {
  CHECK(rc::check("csv round trip", [](const std::vector<std::vector<std::string>>& rows) {
    for (const auto& row : rows) {
      std::string text = "h";
      for (std::size_t i = 0; i < row.size(); ++i) text += ",h";
      text += "\nx";  // a first field that keeps a row of empty fields from being a blank line
      for (const std::string& field : row) text += "," + csv_field(field);
      std::vector<Problem> problems;
      const Table table = read_table(text, "t.csv", problems);
      RC_ASSERT(problems.empty());
      RC_ASSERT(table.rows.size() == 1u);
      RC_ASSERT(std::vector<std::string>(table.rows[0].text.begin() + 1, table.rows[0].text.end()) == row);
    }
  }));
}

TEST_CASE("a row is also at hand as it was written, with any number of doubled quotes in it") {
  std::string row = "\"a \"\"0\"\"\"";
  for (int i = 1; i < 400; ++i) row += ",\"a \"\"" + std::to_string(i) + "\"\"\"";
  const std::string text = "h\n" + row + "\r\n1,\"x\ny\",\n";
  CsvReader reader(text);
  REQUIRE(reader.next());
  REQUIRE(reader.next());
  CHECK(reader.row_text() == row);
  REQUIRE(reader.fields().size() == 400);
  CHECK(reader.fields()[0].text == "a \"0\"");
  CHECK(reader.fields()[399].text == "a \"399\"");
  REQUIRE(reader.next());
  CHECK(reader.row_text() == "1,\"x\ny\",");
  CHECK(reader.fields().size() == 3);
}

TEST_CASE("text after a closing quote is no part of the field, and is reported") {
  std::vector<Problem> problems;
  const Table table = read_table("a,b\n\"1\"700,2\n\"x\ny\" z,3\n\"4\" ,\"5\"\t\n", "t.csv", problems);
  CHECK(table.rows.size() == 3);
  REQUIRE(problems.size() == 2);
  CHECK(to_string(problems[0]) ==
        "t.csv:2:4: has text after a closing quote; end the field with the quote, and double quotes that are "
        "part of the text");
  CHECK(problems[1].line == 4);
  CHECK(problems[1].column == 4);
}

TEST_CASE("a table that a spreadsheet saved with other separators is named as such") {
  CHECK_FALSE(unreadable_table("a,b;c\n1,2\n", "t.csv"));
  CHECK_FALSE(unreadable_table("a\n1;2\n", "t.csv"));
  CHECK_FALSE(unreadable_table("", "t.csv"));
  const auto semicolons = unreadable_table("a;b\n1,5;2\n", "t.csv");
  REQUIRE(semicolons);
  CHECK(to_string(*semicolons) == "t.csv:1: has its fields separated by ';'; save the table with commas");
  const auto tabs = unreadable_table("a\tb\n", "t.csv");
  REQUIRE(tabs);
  CHECK(to_string(*tabs) == "t.csv:1: has its fields separated by tabs; save the table with commas");
}
