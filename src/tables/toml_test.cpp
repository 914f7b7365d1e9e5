#include "tables/toml.h"

#include "tables/testing/canonical_decoder.h"

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("a file on which the parser's own assertion fails is refused with its line") {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml("[mission]\ntitle = \"T\"\n[[\nx = 1\n", "m.toml", problems);
  CHECK(table.empty());
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].file == "m.toml");
  CHECK(problems[0].line >= 3);
  CHECK(problems[0].line <= 4);
}

TEST_CASE("letters with marks outside of strings are refused with their line") {
  for (const char* text :
       {"a = 1\n\xC3\xA9 = 2\n", "a = 1\n\xD8\xA7\xD9\x84 = 2\n", "a = 1 \xC4\x81\n\xC4\x81"}) {
    std::vector<Problem> problems;
    parse_toml(text, "m.toml", problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].line >= 1);
    CHECK(problems[0].line <= 2);
  }
}

TEST_CASE("values keep their place, and keys that nobody reads are reported") {
  std::vector<Problem> problems;
  const TomlTable table =
      parse_toml("[a]\nday = 2024-01-27\nmonth = \"2024-02\"\nspelt_wrong = 1\n", "m.toml", problems);
  REQUIRE(problems.empty());
  TomlReader root(table, "m.toml", "", 0, problems);
  auto reader = root.table("a");
  REQUIRE(reader);
  CHECK(reader->optional_date("day") == date_of(2024, 1, 27));
  CHECK(reader->optional_month("month") == Month{std::chrono::year{2024} / 2});
  reader->report_unread();
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].line == 4);
}

TEST_CASE("tables that differ have canonical texts that differ") {
  const auto canonical = [](const char* text) {
    std::vector<Problem> problems;
    const std::string result = canonical_toml(parse_toml(text, "m.toml", problems));
    REQUIRE(problems.empty());
    return result;
  };
  CHECK(canonical("x = [\"a\\\",\\\"b\"]") != canonical("x = [\"a\",\"b\"]"));
  CHECK(canonical("\"a=1,b\" = 2") != canonical("a = 1\nb = 2"));
  CHECK(canonical("x = \"2024-01-01\"") != canonical("x = 2024-01-01"));
  CHECK(canonical("x = \"true\"") != canonical("x = true"));
  CHECK(canonical("x = [[1], [2]]") != canonical("x = [[1, 2]]"));
  CHECK(canonical("b = 1\na = 2 # a remark") == canonical("a = 2\nb = 1"));
}

TEST_CASE("a table can be read back from its canonical text") {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml(
      "a = [1.5, -2, inf]\n\"k:=,\" = \"{3:}\\n\"\nyes = true\nday = 2024-01-27\n[t]\nx = [{y = \"\"}, {}]\n",
      "m.toml", problems);
  REQUIRE(problems.empty());
  const std::string canonical = canonical_toml(table);
  CanonicalDecoder decoder(canonical);
  CHECK(same_content(decoder.table(), table));
  CHECK(decoder.at_end());
}
