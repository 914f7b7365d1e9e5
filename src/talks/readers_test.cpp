#include "talks/readers.h"

#include "base/files.h"
#include "base/test_data.h"
#include "talks/settlement.h"
#include "talks/terms.h"

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

std::vector<Problem> problems_of(const std::string& text, const ReadOptions& options = {}) {
  try {
    read_bargain_table(text, "t.csv", options);
  } catch (const InputError& error) {
    return error.problems();
  }
  return {};
}

bool complains(const std::vector<Problem>& problems, int line, const std::string& what) {
  for (const Problem& problem : problems)
    if (problem.line == line && problem.what.find(what) != std::string::npos && !problem.hint.empty())
      return true;
  return false;
}

}  // namespace

TEST_CASE("a plain table, with ranges, forms and vetoes") {
  const auto table = read_bargain_table(
      "actor,capability,position_years,salience,veto,form\n"
      "North,0.5,4..5..10,80,yes,triangular\n"
      "\"South, East\",1,10,40..60,,\n",
      "t.csv");
  REQUIRE(table.actors.size() == 2);
  CHECK(table.actors[1].name == "South, East");
  CHECK(table.issues[0].low == 4.0);
  CHECK(table.issues[0].high == 10.0);
  CHECK(table.stakes[0].veto);
  CHECK(table.stakes[0].position.form == RangeForm::triangular);
  CHECK(table.stakes[1].salience.range == ThreePoint{40, 50, 60});
  CHECK(table.uncertain());
}

TEST_CASE("salience as a share becomes a percentage, by the whole column") {
  const auto table = read_bargain_table("actor,power,position,salience\na,1,0,0.5\nb,1,10,1\n", "t.csv");
  CHECK(table.stakes[0].salience.range.mode == 50.0);
  CHECK(table.stakes[1].salience.range.mode == 100.0);
}

TEST_CASE("bad input: each fault has its line and its hint") {
  const std::string head = "actor,capability,position,salience\n";
  CHECK(complains(problems_of(head + "a,1,5,\n"), 2, "is missing"));
  CHECK(complains(problems_of(head + "a,1,x,50\n"), 2, "not a number"));
  CHECK(complains(problems_of(head + "a,1,9..5,50\n"), 2, "not in order"));
  CHECK(complains(problems_of(head + "a,1,1..2..3..4,50\n"), 2, "not a number"));
  CHECK(complains(problems_of(head + "a,1,5,101\n"), 2, "outside the scale"));
  CHECK(complains(problems_of(head + "a,-1,5,50\n"), 2, "outside the scale"));
  CHECK(complains(problems_of(head + "a,1,120,50\n", {.low = 0.0, .high = 100.0}), 2, "outside the scale"));
  CHECK(complains(problems_of(head + "a,1,5,50\na,1,6,50\n"), 3, "named twice"));
  CHECK(complains(problems_of(head + ",1,5,50\n"), 2, "is missing"));
  CHECK(complains(problems_of(head), 1, "names no actor"));
  CHECK(complains(problems_of(head + "a,0,5,50\nb,0,6,50\n"), 0, "sum to zero"));
  CHECK(complains(problems_of(head + "a,1,nan,50\n"), 2, "not a number"));
  CHECK(complains(problems_of(head + "a,1,5\n"), 2, "fields"));
  CHECK(complains(problems_of("actor,salience\nx,1\n"), 1, "column is missing"));
  CHECK(complains(problems_of("hello"), 1, "not a table of positions"));
  CHECK(complains(problems_of(""), 1, "not a table of positions"));
  // All faults of a file at once.
  CHECK(problems_of(head + "a,x,y,z\n").size() == 3);
}

TEST_CASE("one actor, identical positions and five hundred actors have sound answers") {
  const auto all = [](const BargainTable& table) {
    std::vector<ModelChoice> models;
    for (const TermsModel& model : terms_models()) models.push_back({&model, {}});
    return compare_terms(table, models, Seed{1}, 0, 1);
  };
  const std::string head = "actor,capability,position,salience\n";
  const auto alone = all(read_bargain_table(head + "a,1,5,50\n", "t"));
  for (const auto& model : alone[0].models)
    if (model.central.available()) CHECK(model.central.point == doctest::Approx(5.0).epsilon(1e-6));
  const auto agreed = all(read_bargain_table(head + "a,1,5,50\nb,3,5,10\n", "t"));
  for (const auto& model : agreed[0].models)
    if (model.central.available()) CHECK(model.central.point == doctest::Approx(5.0).epsilon(1e-6));
  std::string many = head;
  for (int i = 0; i < 500; ++i) many += "a" + std::to_string(i) + ",1," + std::to_string(i % 101) + ",50\n";
  const auto table = read_bargain_table(many, "t", {.low = 0.0, .high = 100.0});
  for (const char* name : {"weighted_mean", "weighted_median", "condorcet", "nash", "kalai_smorodinsky"}) {
    const Forecast forecast = find_model(name)->make({})(central_inputs(table)[0]);
    CHECK(forecast.point >= 0.0);
    CHECK(forecast.point <= 100.0);
  }
  CHECK(find_model("bdm")->make({{"rounds", "1"}})(central_inputs(table)[0]).rounds.size() == 1);
}

TEST_CASE("KTAB: one dimension and three, with its stray commas") {
  const auto one = read_bargain_table(
      "China Policy, Appetite for reform, 2, 1, \nActor,Description,Influence,Policy Position,Policy "
      "Salience, \n"
      "XJ,Xi,100,30,30, \nLK,Li,65,45,65, \n",
      "k.csv");
  CHECK(one.actors.size() == 2);
  CHECK(one.stakes[1].position.range.mode == 45.0);
  const auto wrong = problems_of("P, d, 3, 1,\nActor,Description,Influence,P,S,\nX,x,1,30,30,\n");
  CHECK(complains(wrong, 1, "states 3 actors"));
  CHECK(complains(problems_of("P, d, x, 1,\nActor,Description,Influence,P,S,\n"), 1, "does not state"));
  CHECK(complains(problems_of("P, d, 1, 2,\nActor,Description,Influence,P,S,\n"), 2, "too few columns"));
  CHECK(
      complains(problems_of("P, d, 1, 1,\nActor,Description,Influence,P,S,\nX,x,1,30,,\n"), 3, "is missing"));
  CHECK(complains(problems_of("P, d, 1, 1,\nActor,Description,Influence,P,S,\nX\n"), 3, "is missing"));
  CHECK(complains(problems_of("P, d, 2, 1,\nActor,Description,Influence,P,S,\nX,x,1,3,3\nX,x,1,3,3\n"), 4,
                  "named twice"));
}

TEST_CASE("KTAB's own files") {
  const auto path = shared_path("reference/talks/ktab/dummyData_3Dim_input.csv");
  if (!path) return;
  const auto table = read_bargain_table(read_file(*path), *path);
  CHECK(table.actors.size() == 7);
  CHECK(table.issues.size() == 3);
  CHECK(table.stakes.size() == 21);
  const auto soe = shared_path("reference/talks/ktab/SOE-Policy_input.csv");
  if (soe) CHECK(read_bargain_table(read_file(*soe), *soe).actors.size() == 26);
}

TEST_CASE("DEU: the synthetic sample of the actor-level format") {
  const auto path = shared_path("reference/talks/deu/deu3_format_synthetic_sample.csv");
  if (!path) return;
  const auto table = read_bargain_table(read_file(*path), *path);
  REQUIRE(table.issues.size() == 5);
  CHECK(table.issues[0].name == "t01i1");
  CHECK(table.issues[0].reference_point == 0.0);
  CHECK(table.issues[0].outcome == 50.0);
  CHECK_FALSE(table.issues[3].outcome.has_value());  // 999: unknown
  const auto inputs = central_inputs(table);
  // t01i1: com 80 (100), ep 60 (50), de 40 (50), fr 20 (100), it 0 (50): equal influence.
  REQUIRE(inputs[0].size() == 5);
  CHECK(weighted_mean(inputs[0]) ==
        doctest::Approx((80 * 100 + 60 * 50 + 40 * 50 + 20 * 100 + 0 * 50) / 350.0));
  const auto bodies = read_deu_table(read_file(*path), *path, {.deu_influence = "institutions"});
  CHECK(weighted_mean(central_inputs(bodies)[0]) ==
        doctest::Approx((80 * 100 + 60 * 50 + (40 * 50 + 20 * 100 + 0 * 50) / 3.0) / (100 + 50 + 200 / 3.0)));
}

TEST_CASE("DEU: decimal commas, other orders of columns, and actors the file alone knows") {
  // The layout goes by names: p and s with the actor's code, wherever they stand.
  const auto table = read_bargain_table(
      "prnr;isnr;out;rp;sxx;pxx;scom;pcom;proc\n"
      "d1;d1i1;33,3;0;50;12,5;100;80;COD\n",
      "deu.csv");
  REQUIRE(table.actors.size() == 2);
  CHECK(table.actors[0].name == "xx");
  CHECK(table.stakes[0].position.range.mode == 12.5);
  CHECK(table.issues[0].outcome == doctest::Approx(33.3));
  CHECK(complains(problems_of("isnr;out;px;sx\ni;0;-5;50\n"), 2, "outside the scale"));
  CHECK(complains(problems_of("isnr;out;px;sx\ni;0;five;50\n"), 2, "not a number"));
  CHECK(complains(problems_of("isnr;out\ni;0\n"), 1, "no pair of position and salience"));
}

TEST_CASE("the layout of exchange models") {
  const std::string head =
      "'#A'\t'north'\t'North'\t''\n'#A'\t'south'\t'South'\t''\n'#P'\t'date'\t'The date'\t''\n";
  const std::string marks = "'#M'\t'date'\t0\n'#M'\t'date'\t60\n";
  const auto table = read_bargain_table(head + marks +
                                            "'#D'\t'north'\t'date'\t10.0\t0.9\t0.26\n"
                                            "'#D'\t'south'\t'date'\t60\t0.4\t0.5\r\n\n",
                                        "t.csv");
  REQUIRE(table.actors.size() == 2);
  REQUIRE(table.stakes.size() == 2);
  CHECK(table.issues[0].name == "The date");
  CHECK(table.issues[0].high == 60.0);
  CHECK(table.stakes[0].salience.range.mode == doctest::Approx(90.0));
  CHECK(table.stakes[1].influence.range.mode == 0.5);
  CHECK(complains(problems_of(head + "'#D'\t'north'\t'date'\t101\t0.9\t1\n"), 4, "outside the scale"));
  CHECK(complains(problems_of(head + marks + "'#D'\t'north'\t'date'\t61\t0.9\t1\n"), 6, "outside the scale"));
  CHECK(complains(problems_of(head + "'#D'\t'north'\t'date'\t10\t90\t1\n"), 4, "outside the scale"));
  CHECK(complains(problems_of(head + "'#D'\t'west'\t'date'\t10\t0.9\t1\n"), 4, "not named above"));
  CHECK(complains(problems_of(head + "'#D'\t'north'\t'date'\t10\n"), 4, "ends after 4 of 6"));
  CHECK(complains(problems_of(head + "'#X'\t'north'\n"), 4, "not a kind of line"));
  CHECK(complains(problems_of("'#A'\t'a'\n'#A'\t'a'\n"), 2, "named twice"));
  const auto path = shared_path("reference/talks/copenhagen/copenhagen.csv");
  if (!path) return;
  const auto copenhagen = read_bargain_table(read_file(*path), *path);
  CHECK(copenhagen.actors.size() == 11);
  CHECK(copenhagen.issues.size() == 7);
  CHECK(copenhagen.stakes.size() == 75);
}
