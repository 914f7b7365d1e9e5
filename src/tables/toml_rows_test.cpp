#include "tables/toml_rows.h"

#include "tables/toml.h"

#include <doctest/doctest.h>

using namespace handover;

namespace {

std::string canonical(const std::string& text) {
  std::vector<Problem> problems;
  const TomlTable table = parse_toml(text, "t.toml", problems);
  REQUIRE(problems.empty());
  return canonical_toml(table);
}

std::string value_in_cell(const std::string& literal) {
  return toml_as_rows("key = " + literal + "\n", "t.toml").front().value;
}

}  // namespace

TEST_CASE("TOML comes back from its rows, comments and blank lines too") {
  const std::string text =
      "# What it is about.\n[mission]\ntitle = \"A \\\"title\\\"\"  # a remark\nas_of = 2024-07-24\n\n"
      "[[party]]\nid = \"us\"\nshare = 0.50\nlist = [\"a\", 'b'] # two\n[[party.red_line]]\nby = "
      "\"2026-07\"\n";
  const auto rows = toml_as_rows(text, "t.toml");
  REQUIRE(rows.size() == 11);
  CHECK(rows[0] == TomlRow{.note = "What it is about."});
  CHECK(rows[1] == TomlRow{.part = "[mission]"});
  CHECK(rows[2] == TomlRow{.key = "title", .value = "A \"title\"", .note = "a remark"});
  CHECK(rows[3] == TomlRow{.key = "as_of", .value = "2024-07-24"});
  CHECK(rows[4] == TomlRow{});
  CHECK(rows[8] == TomlRow{.key = "list", .value = "[\"a\", 'b']", .note = "two"});
  CHECK(rows[9] == TomlRow{.part = "[[party.red_line]]"});
  const std::string back = rows_as_toml(rows);
  CHECK(canonical(back) == canonical(text));
  CHECK(toml_as_rows(back, "t.toml") == rows);
}

TEST_CASE("A text that looks like something else keeps its quotation marks in the cell") {
  CHECK(value_in_cell("\"words\"") == "words");
  CHECK(value_in_cell("\"5\"") == "\"5\"");
  CHECK(value_in_cell("\"2024-01-27\"") == "\"2024-01-27\"");
  CHECK(value_in_cell("\"2024-01\"") == "2024-01");  // no day of TOML's: text
  CHECK(value_in_cell("\"true\"") == "\"true\"");
  CHECK(value_in_cell("\"\"") == "\"\"");
  CHECK(value_in_cell("\" a\"") == " a");
  CHECK(value_in_cell("\"[x]\"") == "\"[x]\"");
  CHECK(value_in_cell("0.50") == "0.50");
  CHECK(value_in_cell("\"5 # x\"") == "5 # x");
  CHECK(value_in_cell("\"two\\nlines\"") == "two\nlines");
}

TEST_CASE("A person's cell becomes a value of its kind") {
  const auto line = [](const char* value) {
    const TomlRow row{.key = "k", .value = value};
    return rows_as_toml({&row, 1});
  };
  CHECK(line("5") == "k = 5\n");
  CHECK(line("TRUE") == "k = true\n");
  CHECK(line("2024-07-24") == "k = 2024-07-24\n");
  CHECK(line("some words") == "k = \"some words\"\n");
  CHECK(line("[\"a\"]") == "k = [\"a\"]\n");
  CHECK(line("5 # five") == "k = \"5 # five\"\n");
  CHECK(line("007") == "k = \"007\"\n");
}

TEST_CASE("Lists over several lines and texts in three quotes") {
  const std::string text = "list = [\n  1,  # one\n  2\n]\nlong = \"\"\"\na\nb\"\"\"\n";
  const auto rows = toml_as_rows(text, "t.toml");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].note == "one");
  CHECK(rows[1].value == "a\nb");
  CHECK(canonical(rows_as_toml(rows)) == canonical(text));
}

TEST_CASE("What is no TOML is refused with its place") {
  CHECK_THROWS_AS(toml_as_rows("a = \n", "t.toml"), InputError);
}
