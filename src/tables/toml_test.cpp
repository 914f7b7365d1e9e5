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

TEST_CASE("text that nests too deeply is refused before anybody calls itself") {
  const auto refused_at = [](const std::string& text) {
    std::vector<Problem> problems;
    static_cast<void>(parse_toml(text, "a.toml", problems));
    return problems.size() == 1 && problems[0].what.find("nests more than") == 0 ? problems[0].line : 0;
  };
  const auto repeated = [](const std::string& piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
  };
  CHECK(refused_at(repeated("a.", 20'000) + "a = 1\n") == 1);
  CHECK(refused_at("b = 1\n[" + repeated("a.", 20'000) + "a]\n") == 2);
  CHECK(refused_at("a = " + repeated("[", 20'000)) == 1);
  CHECK(refused_at("a = " + repeated("{ a = ", 20'000)) == 1);
  CHECK(refused_at(repeated("\"x\".", 20'000) + "a = 1\n") == 1);
  // Strings do not hide what stands after them on their line.
  for (const char* string :
       {"\"\"\"a\"\"\"\"\"", "\"\"\"a\"\"\"\"", "\"\"\"\\\"\"\"\"\"\"", "'''\\'''", "'\\'", "\"\\\\\""})
    CHECK(refused_at("a = [ " + std::string(string) + ", " + repeated("[", 20'000)) == 1);
  // What is in strings and comments is no depth.
  CHECK(refused_at("a = \"" + repeated("[a.", 100) + "\" # " + repeated("[.", 100) + "\n") == 0);
  CHECK(refused_at("a = \"\"\"" + repeated("[a.\n", 100) + "\"\"\"\n") == 0);
  CHECK(refused_at("a = [[[[1.5, 2.5]]]]\n") == 0);
}

TEST_CASE("a count has no fraction") {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml("a = 36.7\nb = 36\n", "a.toml", problems);
  TomlReader reader(table, "a.toml", "", 0, problems);
  CHECK(reader.optional_whole("b", 1, 120) == 36);
  CHECK_FALSE(reader.optional_whole("c", 1, 120));
  CHECK(problems.empty());
  reader.optional_whole("a", 1, 120);
  REQUIRE(problems.size() == 1);
  CHECK(to_string(problems[0]) ==
        "a.toml:1:5: a: '36.7' is not a whole number; write a count without a fraction");
}
