#include "intake/checker.h"

#include "base/files.h"
#include "mission/test_folder.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::intake;

namespace {

struct Fixture {
  Document document;
  Gazetteer gazetteer;
  std::unique_ptr<Checker> checker;

  explicit Fixture(std::string text) {
    document.text = std::move(text);
    document.sha256 = sha256_of(document.text);
    document.published = parse_date("2024-02-12");
    checker = std::make_unique<Checker>(document, gazetteer);
  }
  IntakeRow row(const std::string& quote, const std::string& relation, const std::string& value) const {
    IntakeRow one;
    one.table = kFacts;
    one[Field::relation] = relation;
    one[Field::value] = value;
    const Span bytes = find_quote(document.text, quote);
    REQUIRE(!bytes.empty());
    one.span = checker->characters().characters_of(bytes);
    one.quote = quote;
    return one;
  }
  // "rule!" for what is refused, "rule?" for what is doubtful.
  std::string found(const IntakeRow& one) const {
    std::string out;
    for (const Finding& finding : checker->check(one))
      out += finding.rule + (finding.weight == Weight::refused ? "!" : "?");
    return out;
  }
};

constexpr const char* kText =
    "The talks, which began on January 27, were suspended. Since mid-October, over 150 attacks on "
    "“coalition” troops have occurred in Iraq. "
    "Iraq’s minister said that about 2,500 troops remain.";

}  // namespace

TEST_CASE("a row has to follow from its passage") {
  const Fixture text(kText);
  CHECK(text.found(text.row("January 27", "date", "2024-01-27")) == "");
  CHECK(text.found(text.row("January 27", "date", "2024-01-25")) == "date!");
  CHECK(text.found(text.row("were suspended", "date", "2024-01-27")) == "date!");
  CHECK(text.found(text.row("over 150 attacks", "count", ">150")) == "");
  CHECK(text.found(text.row("over 150 attacks", "count", "150")) == "number!");
  CHECK(text.found(text.row("over 150 attacks", "count", ">105")) == "number!");
  CHECK(text.found(text.row("have occurred", "count", ">150")) == "number!");
  CHECK(text.found(text.row("about 2,500 troops", "count", "~2500")) == "");
}

TEST_CASE("the span exists and the quote folds to the text") {
  const Fixture text(kText);
  IntakeRow row = text.row("over 150 attacks", "count", ">150");
  row.quote = "over   150 ATTACKS";
  CHECK(text.found(row) == "");
  row.quote = "over 160 attacks";
  CHECK(text.found(row) == "quote!");
  row.span.end = 100000;
  CHECK(text.found(row) == "span!");
  CHECK(folds_to("on \"coalition\" troops", "on “coalition” troops"));
  CHECK(folds_to("The talks ... were suspended", "The talks, which began on January 27, were suspended"));
  CHECK_FALSE(folds_to("talks", "The talks"));
}

TEST_CASE("area, period and speaker need words of their own") {
  const Fixture text(kText);
  IntakeRow row = text.row("over 150 attacks", "count", ">150");
  row[Field::area] = "iraq";
  CHECK(text.found(row) == "");
  row[Field::area] = "iraq;gaza";
  CHECK(text.found(row) == "area?");
  row[Field::area] = "";
  row[Field::from] = "2023-10-15";
  row[Field::to] = "2024-02-12";
  CHECK(text.found(row) == "");
  row[Field::from] = "2023-09-01";
  CHECK(text.found(row) == "period?");
  row = text.row("about 2,500 troops", "count", "~2500");
  row[Field::said_by] = "iraq";
  CHECK(text.found(row) == "");
  row[Field::said_by] = "ryder";
  CHECK(text.found(row) == "speaker?");
}

TEST_CASE("places are counted in characters") {
  const Fixture text("É la “fin”: 12 soldiers died.");
  const IntakeRow row = text.row("12 soldiers", "count", "12");
  CHECK(row.span.begin == 12);
  CHECK(row.span.end == 23);
  CHECK(text.found(row) == "");
}
