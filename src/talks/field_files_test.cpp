// Positions and statements as people have them (shared/field; skipped aloud elsewhere).
//
//   input                     what comes                                             test case
//   08 excel_semicolon        as with commas; " 40,5" is 40.5                        plain tables
//   13 all four               capitals, blanks, Stakeholder and Resources            plain tables
//   14 title_with_words       a KTAB file, whatever its title says                   KTAB titles
//   27 all three              with and without quotes and comments: one table        exchange models
//   19 fr_cp1252              the same words as in UTF-8                             statements
#include "base/files.h"
#include "base/test_data.h"
#include "tables/encoding.h"
#include "talks/readers.h"
#include "talks/readout.h"
#include "talks/settlement.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

std::optional<std::string> field_file(const std::string& name) {
  const auto path = shared_path("field/" + name);
  if (!path) return std::nullopt;
  return read_file(*path);
}

double mean_of(const std::string& text) {
  return weighted_mean(central_inputs(read_bargain_table(text, "t.csv"))[0]);
}

}  // namespace

TEST_CASE("plain tables as they are found: names in capitals, with blanks, by other words, with semicolons") {
  for (const char* name :
       {"actor_capability_lower.csv", "actor_capability_caps.csv", "spaces_in_header.csv"}) {
    const auto text = field_file(std::string("13-bargaining-headers/") + name);
    if (!text) return;
    INFO(name);
    CHECK(mean_of(*text) == doctest::Approx(82.22).epsilon(1e-4));
  }
  const auto resources = field_file("13-bargaining-headers/stakeholder_resources.csv");
  CHECK(mean_of(*resources) ==
        doctest::Approx((8 * 80 * 40 + 16 * 60 * 100 + 3 * 20 * 70) / (8.0 * 80 + 16 * 60 + 3 * 20)));
  const auto semicolons = field_file("08-semicolons/excel_semicolon.csv");
  const BargainTable table = read_bargain_table(*semicolons, "t.csv");
  CHECK(table.actors.size() == 11);
  CHECK(table.stakes[0].position.range.mode == 40.5);
  CHECK_FALSE(table.notes.empty());
}

TEST_CASE("words of a KTAB title do not decide what the file is") {
  for (const char* name : {"title_plain.csv", "title_with_words.csv"}) {
    const auto text = field_file(std::string("14-ktab-titles/") + name);
    if (!text) return;
    CHECK(format_of(*text) == Format::ktab);
    CHECK(mean_of(*text) ==
          doctest::Approx((100 * 80 * 30 + 50 * 40 * 90 + 50 * 40 * 20) / (100.0 * 80 + 2 * 50 * 40)));
  }
}

TEST_CASE("exchange models with and without quotes and comments are one table") {
  for (const char* name : {"quoted_old.csv", "unquoted_no_comment.txt", "documented.txt"}) {
    const auto text = field_file(std::string("27-exchange-model/") + name);
    if (!text) return;
    INFO(name);
    const auto inputs = central_inputs(read_bargain_table(*text, name));
    REQUIRE(inputs.size() == 2);
    CHECK(weighted_mean(inputs[0]) == doctest::Approx(15.63).epsilon(1e-3));
    CHECK(weighted_mean(inputs[1]) == doctest::Approx(1011.49).epsilon(1e-4));
  }
  // Our own, for a clone: semicolons with decimal commas.
  const BargainTable table = read_bargain_table(
      "#O;A case\n#/;ID;Name\n#A;a;A\n#A;b;B\n#P;p;P\n#M;p;0\n#M;p;10\n#D;a;p;2,5;0,5;1\n#D;b;p;10;1;0,25\n",
      "t.csv");
  CHECK(table.stakes[0].position.range.mode == 2.5);
  CHECK(table.stakes[0].salience.range.mode == 50.0);
}

TEST_CASE("statements in other encodings hold the same words") {
  const auto utf8 = field_file("19-encodings/fr_utf8.txt"),
             windows = field_file("19-encodings/fr_cp1252.txt");
  if (!utf8 || !windows) return;
  std::vector<std::string> notes;
  const std::string first = text_as_utf8(*utf8, "fr_utf8.txt", notes);
  CHECK(notes.empty());
  const std::string second = text_as_utf8(*windows, "fr_cp1252.txt", notes);
  CHECK(notes.size() == 1);
  const Readout readout = compare_statements(first, second, "a", "b", {.language = "french"});
  CHECK(readout.words_first == readout.words_second);
  CHECK(readout.overlap == 1.0);
}
