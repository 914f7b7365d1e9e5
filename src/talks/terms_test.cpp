#include "talks/terms.h"

#include "base/testing/property.h"
#include "talks/emission_example.h"
#include "talks/packages.h"
#include "talks/settlement.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

Judged between(double low, double mode, double high, RangeForm form = RangeForm::triangular) {
  return {{low, mode, high}, form};
}

// Two issues, a buyer and a seller with vetoes, and an onlooker.
BargainTable trade() {
  BargainTable table;
  table.actors = {{"buyer", Side::coalition}, {"seller", Side::host}, {"onlooker", std::nullopt}};
  table.issues.resize(2);
  table.issues[0].name = "price";
  table.issues[1].name = "date";
  for (BargainIssue& issue : table.issues) issue.reference_point = 100.0;
  const auto stake = [&](std::size_t actor, std::size_t issue, double position, double salience, bool veto) {
    table.stakes.push_back({actor, issue, exactly(position), exactly(salience), exactly(10.0), veto});
  };
  stake(0, 0, 0, 100, true);  // the buyer cares about the price, the seller about the date
  stake(0, 1, 100, 20, true);
  stake(1, 0, 100, 20, true);
  stake(1, 1, 0, 100, true);
  stake(2, 0, 50, 50, false);
  return table;
}

}  // namespace

TEST_CASE("ranges are drawn as they are meant") {
  // Quantiles: 10 %, 50 % and 90 % points come back.
  const Judged quantiles = between(10, 40, 50, RangeForm::quantiles);
  CHECK(quantile(quantiles, 0.1, 0, 100) == doctest::Approx(10));
  CHECK(quantile(quantiles, 0.5, 0, 100) == doctest::Approx(40));
  CHECK(quantile(quantiles, 0.9, 0, 100) == doctest::Approx(50));
  CHECK(quantile(quantiles, 1e-9, 0, 100) == 0.0);  // cut at the scale
  // Triangular: closed form; PERT: mean (low + 4 mode + high) / 6.
  CHECK(quantile(between(0, 50, 100), 0.5, 0, 100) == doctest::Approx(50));
  double mean = 0.0;
  for (int i = 0; i < 2000; ++i)
    mean += quantile(between(0, 20, 100, RangeForm::pert), (i + 0.5) / 2000, 0, 100) / 2000;
  CHECK(mean == doctest::Approx(30.0).epsilon(0.001));
}

TEST_CASE("exact inputs need no draws and give one value") {
  BargainTable table = trade();
  std::vector<ModelChoice> models = with_baselines({{find_model("weighted_mean"), {}}});
  CHECK(models.size() == 3);
  const auto terms = compare_terms(table, models, Seed{1}, 500, 1);
  CHECK(terms[0].models[0].points.empty());
  CHECK(terms[0].models[0].spread.q05 == terms[0].models[0].central.point);
  CHECK(terms[0].variance.empty());
}

TEST_CASE("draws are the same for any number of threads, and paired between models") {
  BargainTable table = trade();
  for (Stake& stake : table.stakes) stake.salience = between(10, 50, 90);
  const std::vector<ModelChoice> models = {{find_model("weighted_mean"), {}}, {find_model("bdm"), {}}};
  const auto one = compare_terms(table, models, Seed{3}, 64, 1);
  const auto three = compare_terms(table, models, Seed{3}, 64, 3);
  for (std::size_t k = 0; k < 2; ++k)
    for (std::size_t m = 0; m < 2; ++m) CHECK(one[k].models[m].points == three[k].models[m].points);
  const auto alone = compare_terms(table, {models[0]}, Seed{3}, 64, 1);
  CHECK(alone[0].models[0].points == one[0].models[0].points);
}

TEST_CASE("variance shares of a sum are known") {
  // Equal exact weights: the mean of independent uniforms-like positions; shares follow the variances
  // width^2 of symmetric triangles: 1 : 4. Tolerance: the estimator's error at 4,000 draws.
  BargainTable table;
  table.actors = {{"narrow", {}}, {"wide", {}}, {"exact", {}}};
  table.issues.resize(1);
  table.stakes = {{0, 0, between(40, 50, 60), exactly(50), exactly(1), false},
                  {1, 0, between(30, 50, 70), exactly(50), exactly(1), false},
                  {2, 0, exactly(10), exactly(50), exactly(1), false}};
  const auto shares = variance_shares(table, Seed{2}, 4000);
  REQUIRE(shares[0].size() == 3);
  CHECK(shares[0][0].actor == 1);
  CHECK(shares[0][0].total == doctest::Approx(0.8).epsilon(0.06));
  CHECK(shares[0][0].first == doctest::Approx(0.8).epsilon(0.08));
  CHECK(shares[0][1].total == doctest::Approx(0.2).epsilon(0.15));
  CHECK(shares[0][2].total == 0.0);
}

TEST_CASE("a trade: what each cares about goes its way, and the compromise on each issue is beaten") {
  const PackageReport report = packages(trade(), Seed{1}, 0, 10'000);
  CHECK(report.judges == std::vector<std::size_t>{0, 1});
  CHECK(report.grid == 10'000);  // 100 levels squared
  // Buyer's loss without: 100 on the price, 0 on the date; seller's: 0 and 100.
  CHECK(report.loss_without[0] == doctest::Approx(100.0));
  CHECK(report.loss_without[1] == doctest::Approx(100.0));
  REQUIRE_FALSE(report.nash.terms.empty());
  CHECK(report.nash.terms[0] == doctest::Approx(0.0));
  CHECK(report.nash.terms[1] == doctest::Approx(0.0));
  CHECK(report.compromise_beaten);
  // Every efficient package has the price at 0 or the date at 0 (exhaustive argument: moving both down
  // along the ratio of saliences helps both).
  for (const Package& package : report.efficient)
    CHECK((package.terms[0] == doctest::Approx(0.0) || package.terms[1] == doctest::Approx(0.0) ||
           package.terms[0] == doctest::Approx(100.0) || package.terms[1] == doctest::Approx(100.0)));
}

TEST_CASE("the Pareto set agrees with brute force") {
  check_property("pareto", [] {
    std::vector<std::vector<double>> rows;
    const auto n = *rc::gen::inRange<std::size_t>(1, 40);
    for (std::size_t i = 0; i < n; ++i)
      rows.push_back({double(*rc::gen::inRange(0, 8)), double(*rc::gen::inRange(0, 8)),
                      double(*rc::gen::inRange(0, 8))});
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < n; ++i) {
      const bool beaten = std::any_of(rows.begin(), rows.end(), [&](const std::vector<double>& other) {
        return other[0] <= rows[i][0] && other[1] <= rows[i][1] && other[2] <= rows[i][2] && other != rows[i];
      });
      if (!beaten) expected.push_back(i);
    }
    RC_ASSERT(pareto_rows(rows) == expected);
  });
}

TEST_CASE("coalitions: the three camps of the emission example") {
  BargainTable table;
  table.issues.resize(1);
  table.issues[0].low = 4.0;
  table.issues[0].high = 10.0;
  const IssueInputs example = emission_example();
  for (std::size_t i = 0; i < example.size(); ++i) {
    table.actors.push_back({"a" + std::to_string(i), {}});
    table.stakes.push_back({i, 0, exactly(example.position[i]), exactly(example.salience[i]),
                            exactly(example.influence[i]), false});
  }
  const auto camps = coalitions(table, Seed{1}, 0);
  REQUIRE(camps.size() == 3);
  CHECK(camps[0].actors == std::vector<std::size_t>{4, 5, 6});
  CHECK(camps[1].actors == std::vector<std::size_t>{0, 2, 3, 8});
  CHECK(camps[0].weight + camps[1].weight + camps[2].weight == doctest::Approx(1.0));
  CHECK(camps[0].holds_together == 1.0);
}
