#include "talks/record.h"

#include "base/files.h"
#include "base/test_data.h"

#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

TEST_CASE("CRPS of a sample agrees with its definition") {
  std::vector<double> sample = {3.0, 1.0, 7.0, 2.0};
  double distance = 0.0, spread = 0.0;
  for (const double x : sample) {
    distance += std::abs(x - 4.0) / 4.0;
    for (const double y : sample) spread += std::abs(x - y) / 32.0;
  }
  CHECK(sample_crps(sample, 4.0) == doctest::Approx(distance - spread));
  std::vector<double> point = {5.0};
  CHECK(sample_crps(point, 2.0) == 3.0);
}

TEST_CASE("a model that is always worse is said to lose, and one that is better to win") {
  std::vector<RecordCase> cases;
  for (int i = 0; i < 60; ++i) {
    const double outcome = (37 * i) % 101;
    RecordCase c{"i" + std::to_string(i), "d" + std::to_string(i / 2), outcome, {}};
    const double off = i % 2 == 0 ? 10.0 : -10.0;
    c.forecast = {
        {"weighted_mean", outcome + off}, {"bad", outcome + 3.0 * off}, {"good", outcome + 0.1 * off}};
    cases.push_back(c);
  }
  const auto scores = score_record(cases, Seed{1});
  REQUIRE(scores.size() == 3);
  CHECK(scores[0].model == "good");
  CHECK(scores[0].absolute_error == doctest::Approx(1.0));
  CHECK(scores[0].hit_rate == doctest::Approx(1.0));
  CHECK(scores[0].verdict == RecordVerdict::beats);
  CHECK(*scores[0].difference == doctest::Approx(-9.0));
  CHECK(scores[2].model == "bad");
  CHECK(*scores[2].difference == doctest::Approx(20.0));
  CHECK(scores[2].verdict == RecordVerdict::loses);
  CHECK(*scores[2].difference == doctest::Approx(20.0));
  CHECK(scores[1].verdict == RecordVerdict::yardstick);
  CHECK(scores[0].conformal);
  CHECK(scores[0].crps < scores[1].crps);
}

TEST_CASE("the record of 351 European decisions") {
  const auto path = shared_path("reference/talks/deu/deu3_351_issues_outcomes_and_two_model_forecasts.csv");
  if (!path) return;
  const auto cases = read_forecast_record(read_file(*path), *path);
  CHECK(cases.size() == 351);
  const auto scores = score_record(cases, Seed{1});
  const auto score = [&](const std::string& name) {
    for (const ModelScore& s : scores)
      if (s.model == name) return s;
    return ModelScore{};
  };
  // Published: 22.99, 26.83 (difference +3.84, 95 % 1.66 to 6.01), 27.96, and 51.31 on 252.
  CHECK(score("weighted_mean").absolute_error == doctest::Approx(22.99).epsilon(0.0005));
  CHECK(score("bdm").absolute_error == doctest::Approx(26.83).epsilon(0.0005));
  CHECK(*score("bdm").difference == doctest::Approx(3.84).epsilon(0.002));
  CHECK(std::abs(score("bdm").difference_interval.low - 1.66) < 0.3);
  CHECK(std::abs(score("bdm").difference_interval.high - 6.01) < 0.3);
  CHECK(score("bdm").verdict == RecordVerdict::loses);
  CHECK(score("constant_50").absolute_error == doctest::Approx(27.96).epsilon(0.0005));
  CHECK(score("status_quo").cases == 252);
  CHECK(score("status_quo").absolute_error == doctest::Approx(51.31).epsilon(0.0005));
  CHECK(std::abs(score("weighted_mean").covered_80 - 0.8) < 0.1);
}

TEST_CASE("a record without outcomes is refused with a hint") {
  CHECK_THROWS_AS(read_forecast_record("issue_id,a_forecast\nx,1\n", "r.csv"), InputError);
  CHECK_THROWS_AS(read_forecast_record("outcome,a_forecast\n120,1\n", "r.csv"), InputError);
  CHECK(read_forecast_record("outcome,a_forecast\n,1\n", "r.csv").empty());
}

TEST_CASE("few cases are not called a win or a loss, and issues of one table are one cluster") {
  BargainTable table;
  table.name = "small";
  table.actors = {{"a", {}}, {"b", {}}};
  for (const char* name : {"mission-end", "residual", "t01i1", "t01i2", "t02i1"}) {
    BargainIssue issue;
    issue.name = name;
    issue.outcome = 50.0;
    table.issues.push_back(issue);
    table.stakes.push_back({0, table.issues.size() - 1, exactly(0), exactly(50), exactly(1), false});
    table.stakes.push_back({1, table.issues.size() - 1, exactly(100), exactly(50), exactly(1), false});
  }
  const auto cases = record_of(table, {{find_model("weighted_mean"), {}}, {find_model("condorcet"), {}}});
  REQUIRE(cases.size() == 5);
  CHECK(cases[0].cluster == cases[1].cluster);
  CHECK(cases[2].cluster == cases[3].cluster);
  CHECK(cases[2].cluster != cases[4].cluster);
  for (const ModelScore& score : score_record(cases, Seed{1}))
    if (score.model == "condorcet") CHECK(score.verdict == RecordVerdict::too_few);
}
