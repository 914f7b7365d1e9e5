// Rows through the file, into the ledger, planted errors, two readers, a model's answers.
#include "intake/agreement.h"
#include "intake/ledger_entry.h"
#include "intake/model_reader.h"
#include "intake/planted.h"
#include "mission/test_folder.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::intake;

namespace {

IntakeRow decided(const std::string& decision, const std::string& value, std::size_t begin) {
  IntakeRow row;
  row.table = kFacts;
  row[Field::subject] = "us-troops";
  row[Field::relation] = "count";
  row[Field::value] = value;
  row[Field::approximation] = "about";
  row[Field::unit] = "persons";
  row[Field::source] = "s1";
  row.span = {begin, begin + 5};
  row.quote = "a, \"quoted\"\nline";
  row.rule = "count.digits.unit";
  row.decision = decision;
  if (!decision.empty()) row.decided_by = "A. Reader", row.decided_on = "2024-08-01";
  return row;
}

std::vector<std::string> letters(std::string_view text) {
  std::vector<std::string> out;
  for (const char c : text) out.emplace_back(1, c);
  return out;
}

// Two observers' values, unit by unit; '.' is none.
std::vector<std::vector<std::string>> units(std::initializer_list<std::string_view> observers) {
  std::vector<std::vector<std::string>> out(observers.begin()->size());
  for (const std::string_view observer : observers) {
    for (std::size_t i = 0; i < observer.size(); ++i) {
      if (observer[i] != '.') out[i].emplace_back(1, observer[i]);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("a file of proposals comes back as it was written") {
  std::vector<IntakeRow> rows = {decided("accept", "2500", 3), decided("", "900", 30)};
  rows[0].speaker = {1, 2};
  std::vector<Problem> problems;
  const std::string csv = intake_csv(rows);
  const auto back = parse_intake_csv(csv, "intake/s1.csv", problems);
  CHECK(problems.empty());
  REQUIRE(back.size() == 2);
  CHECK(back[0].quote == rows[0].quote);
  CHECK(back[0].speaker == rows[0].speaker);
  CHECK(intake_csv(back) == csv);
}

TEST_CASE("a decision has a name and a day") {
  std::vector<IntakeRow> rows = {decided("accept", "2500", 3)};
  rows[0].decided_by.clear();
  std::vector<Problem> problems;
  CHECK(parse_intake_csv(intake_csv(rows), "intake/s1.csv", problems).empty());
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].field == "decided_by");
}

TEST_CASE("only taken rows enter, each once, and the ledger loses nothing") {
  const LedgerTexts before{"id,subject,relation,value,source,note\nf1,x,count,3,s1,\"a, b\"\n", ""};
  const std::vector<IntakeRow> rows = {decided("accept", "2500", 3), decided("", "900", 30),
                                       decided("reject", "12", 60), decided("edit", "70", 90)};
  Entered entered;
  const LedgerTexts after = with_entries(before, rows, "intake/s1.csv", entered);
  CHECK(entered.facts == 2);
  CHECK(after.facts.find("f1,x,count,3,s1,\"a, b\",") != std::string::npos);
  CHECK(after.facts.find("~2500") != std::string::npos);
  CHECK(after.facts.find("~70") != std::string::npos);
  CHECK(after.facts.find("900") == std::string::npos);
  Entered twice;
  CHECK(with_entries(after, rows, "intake/s1.csv", twice).facts == after.facts);
  CHECK(twice.facts == 0);
  CHECK(twice.there_already == 2);
}

TEST_CASE("a taken row that lacks its subject is refused") {
  std::vector<IntakeRow> rows = {decided("accept", "2500", 3)};
  rows[0][Field::subject].clear();
  Entered entered;
  CHECK_THROWS_AS(with_entries({}, rows, "intake/s1.csv", entered), InputError);
}

TEST_CASE("Krippendorff's alpha: the examples of Krippendorff 2011") {
  // Section A: two observers, binary data; B: nominal data; C: four observers with missing data.
  CHECK(*nominal_alpha(units({"0100000010", "1110010000"})) == doctest::Approx(0.095).epsilon(0.005));
  CHECK(*nominal_alpha(units({"aabbdcccedda", "babbbccceddd"})) == doctest::Approx(0.692).epsilon(0.001));
  CHECK(*nominal_alpha(units({"123321412...", "1233224125.3", ".3332342251.", "12332441251."})) ==
        doctest::Approx(0.743).epsilon(0.001));
  CHECK_FALSE(nominal_alpha({letters("aa"), letters("aa")}));
}

TEST_CASE("two readers: alike and different rows") {
  const std::vector<IntakeRow> first = {decided("accept", "2500", 3), decided("reject", "900", 30),
                                        decided("accept", "12", 60)};
  std::vector<IntakeRow> second = first;
  second[2].decision = "edit";
  second[2][Field::value] = "21";
  const Agreement agreement = compare_readers(first, second);
  CHECK(agreement.by_kind.at("count").units == 3);
  CHECK(agreement.by_kind.at("count").alike == 2);
  REQUIRE(agreement.differences.size() == 1);
  CHECK(agreement.differences[0].second->fields[static_cast<std::size_t>(Field::value)] == "21");
}

TEST_CASE("planted errors are told afterwards and never enter") {
  std::vector<IntakeRow> rows;
  for (std::size_t i = 0; i < 30; ++i) rows.push_back(decided("", std::to_string(120 + 7 * i), 10 * i));
  const auto truth = rows;
  const auto planted = plant_errors(rows, 0.1, 7);
  CHECK(planted.size() == 3);
  for (const Planted& one : planted) CHECK(rows[one.row][Field::value] != truth[one.row][Field::value]);
  const std::string key = planted_csv(planted, rows);
  // A reader who takes everything, but for the first planted error.
  for (IntakeRow& row : rows) row.decision = "accept", row.decided_by = "x", row.decided_on = "2024-08-01";
  rows[planted[0].row].decision = "reject";
  std::vector<Problem> problems;
  const PlantedOutcome outcome = settle_planted(rows, key, "key", problems);
  CHECK(outcome.planted == 3);
  CHECK(outcome.decided == 3);
  CHECK(outcome.let_pass == 2);
  for (const Planted& one : planted) {
    CHECK(rows[one.row].decision.empty());
    CHECK(rows[one.row][Field::value] == truth[one.row][Field::value]);
  }
}

TEST_CASE("a model's rows: places are found here, what is not in the text is dropped and counted") {
  Document document;
  document.text = "Prelude é. The coalition has about 2,500 US troops in Iraq. Talks began on January 27.";
  document.published = parse_date("2024-02-12");
  const Gazetteer gazetteer;
  const Checker checker(document, gazetteer);
  const RuleRecord record;
  ModelRows rows;
  take_model_answer(
      "Here you are: [{\"quote\":\"about 2,500 US "
      "troops\",\"relation\":\"count\",\"value\":2500,\"approximation\":\"about\",\"unit\":\"persons\"},"
      "{\"quote\":\"over 9,000 troops\",\"relation\":\"count\",\"value\":9000},"
      "{\"quote\":\"January 27\",\"relation\":\"date\",\"value\":\"2024-01-25\"}] as asked",
      {0, document.text.size()}, document, checker, record, "tiny", "s1", rows);
  CHECK(rows.answered == 3);
  CHECK(rows.not_found == 1);
  CHECK(rows.contradicted == 1);
  REQUIRE(rows.rows.size() == 1);
  CHECK(rows.rows[0].rule == "model:tiny");
  CHECK(rows.rows[0].table == kHighlight);  // nobody has judged this model yet
  CHECK(rows.rows[0].span.begin == 29);
  take_model_answer("no list at all", {0, document.text.size()}, document, checker, record, "tiny", "s1",
                    rows);
  take_model_answer(std::string(1000, '[') + std::string(1000, ']'), {0, document.text.size()}, document,
                    checker, record, "tiny", "s1", rows);
  CHECK(rows.unreadable == 2);
}

TEST_CASE("only addresses of this machine are its own") {
  for (const char* own :
       {"http://localhost:8080", "http://127.0.0.1:11434/v1", "http://[::1]:80/v1", "localhost:1234"})
    CHECK(is_loopback(own));
  for (const char* other : {"http://example.org", "http://127.example.org", "http://localhost.example.org",
                            "http://localhost@example.org", "http://10.0.0.1"})
    CHECK_FALSE(is_loopback(other));
}

TEST_CASE("the record of rules counts decisions: accepted as it stood is right") {
  RuleRecord record;
  std::vector<IntakeRow> rows;
  for (int i = 0; i < 8; ++i) rows.push_back(decided(i < 6 ? "accept" : i == 6 ? "edit" : "reject", "1", 10));
  for (IntakeRow& row : rows) row.rule = "invented.rule";
  CHECK(record.of("invented.rule", Genre::news).of == 0);
  record.add_decisions(rows);
  CHECK(record.of("invented.rule", Genre::news).right == 6);
  CHECK(record.of("invented.rule", Genre::news).of == 8);
}

TEST_CASE("a week or a quarter enters the ledger as its days, which the checker follows") {
  Document document;
  document.text = "Last week the bridge was closed, as in the third quarter of 2023.";
  document.published = parse_date("2024-07-24");
  const Checker checker(document, Gazetteer());
  IntakeRow row;
  row.table = kFacts;
  row[Field::subject] = "bridge";
  row[Field::relation] = "date";
  row[Field::value] = "2024-W29";
  row[Field::from] = "2024-07-15";
  row[Field::to] = "2024-07-21";
  row.span = {0, 9};
  row.quote = "Last week";
  CHECK(ledger_value_of(row) == "2024-07-15..2024-07-21");
  CHECK(checker.check(row).empty());
  row[Field::value] = ledger_value_of(row);
  CHECK(checker.check(row).empty());
  row[Field::value] = "2024-07-15..2024-07-28";
  CHECK(checker.check(row).size() == 1);
  row[Field::value] = "2024-05";
  CHECK(ledger_value_of(row) == "2024-05");
}
