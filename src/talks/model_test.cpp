#include "talks/model.h"

#include "base/problem.h"
#include "base/testing/property.h"
#include "talks/condorcet.h"
#include "talks/emission_example.h"

#include <algorithm>
#include <cmath>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

struct Row {
  double position, salience = 50.0, influence = 1.0;
  bool veto = false;
};
IssueInputs issue_of(const std::vector<Row>& rows, std::optional<double> reference = std::nullopt) {
  IssueInputs issue;
  issue.reference_point = reference;
  for (const Row& row : rows) {
    issue.actor.push_back(issue.actor.size());
    issue.position.push_back(row.position);
    issue.salience.push_back(row.salience);
    issue.influence.push_back(row.influence);
    issue.veto.push_back(row.veto);
  }
  return issue;
}

double point(const char* model, const IssueInputs& issue, const OptionValues& options = {}) {
  return find_model(model)->make(options)(issue).point;
}

IssueInputs arbitrary_issue() {
  std::vector<Row> rows;
  const auto n = *rc::gen::inRange<std::size_t>(1, 8);
  for (std::size_t i = 0; i < n; ++i)
    rows.push_back({double(*rc::gen::inRange(0, 101)), double(*rc::gen::inRange(1, 101)),
                    double(*rc::gen::inRange(1, 101))});
  return issue_of(rows, *rc::gen::elementOf(std::vector<std::optional<double>>{std::nullopt, 0.0, 100.0}));
}

IssueInputs mirrored(IssueInputs issue) {
  for (double& position : issue.position) position = issue.low + issue.high - position;
  if (issue.reference_point) issue.reference_point = issue.low + issue.high - *issue.reference_point;
  return issue;
}

}  // namespace

TEST_CASE("every model has a name, a title and a literature") {
  for (const TermsModel& model : terms_models()) {
    CHECK(find_model(model.name) == &model);
    CHECK_FALSE(model.title.empty());
    CHECK_FALSE(model.literature.empty());
    for (const ModelOption& option : model.options) CHECK_FALSE(option.help.empty());
  }
  CHECK(find_model("oracle") == nullptr);
}

TEST_CASE("an option that does not exist, or a value outside, is refused with what would be right") {
  CHECK_THROWS_AS(find_model("bdm")->make({{"speed", "1"}}), InputError);
  CHECK_THROWS_AS(find_model("bdm")->make({{"q", "1.5"}}), InputError);
  CHECK_THROWS_AS(find_model("condorcet")->make({{"chain", "random"}}), InputError);
  CHECK_THROWS_AS(find_model("weighted_mean")->make({{"q", "1"}}), InputError);
}

TEST_CASE("the emission example: weighted mean 7.39") {
  // RECIPE of the published example: plain weighted mean 7.39, median position 7.
  CHECK(point("weighted_mean", emission_example()) == doctest::Approx(7.39).epsilon(1e-4));
  CHECK(point("weighted_median", emission_example()) == 7.0);
  CHECK(point("constant_50", emission_example()) == 7.0);
}

TEST_CASE("weighted median") {
  CHECK(point("weighted_median", issue_of({{0}, {10}, {100}})) == 10.0);
  CHECK(point("weighted_median", issue_of({{0}, {10}})) == 5.0);
  CHECK(point("weighted_median", issue_of({{0, 50, 3.0}, {10}})) == 0.0);
  CHECK(point("weighted_median", issue_of({{0, 50, 3.0}, {10, 50, 1.0}}), {{"weights", "equal"}}) == 5.0);
}

TEST_CASE("Nash: two parties split a pie by their weights") {
  // Linear utilities, positions at the ends, no reference point: gains x and 1 - x, so x = w / (w + v).
  const IssueInputs pie = issue_of({{100, 50, 3.0}, {0, 50, 1.0}});
  CHECK(point("nash", pie) == doctest::Approx(75.0).epsilon(1e-7));
  // Equal weights, same side of the reference point: gains x and min(x, 2p - x): the optimum of x (80 - x)
  // under x <= 40 peaks... both gain until 40, then one gains and one loses: d/dx ln x + ln(80 - x) = 0
  // at 40.
  const IssueInputs same_side = issue_of({{100}, {40}}, 0.0);
  CHECK(point("nash", same_side) == doctest::Approx(40.0).epsilon(1e-6));
  // Weight 3 to 1 for the one at 100: maximise 3 ln x + ln(80 - x): x = 60.
  CHECK(point("nash", issue_of({{100, 50, 3.0}, {40}}, 0.0)) == doctest::Approx(60.0).epsilon(1e-6));
}

TEST_CASE("Kalai-Smorodinsky: equal shares of the best each could have") {
  // Over [0, 80]: gains x (best 80) and, past 40, 80 - x (best 40): x / 80 = (80 - x) / 40 at 160 / 3.
  CHECK(point("kalai_smorodinsky", issue_of({{100}, {40}}, 0.0)) ==
        doctest::Approx(160.0 / 3.0).epsilon(1e-6));
  CHECK(point("kalai_smorodinsky", issue_of({{100}, {0}})) == doctest::Approx(50.0).epsilon(1e-6));
}

TEST_CASE("parties on both sides of the reference point: no deal") {
  for (const char* name : {"nash", "kalai_smorodinsky"}) {
    const Forecast forecast = find_model(name)->make({})(issue_of({{0}, {80}}, 50.0));
    CHECK_FALSE(forecast.deal);
    CHECK(forecast.point == 50.0);
  }
  // Only those with a veto need to gain, when asked so.
  IssueInputs vetoes = issue_of({{0}, {80, 50, 1.0, true}}, 50.0);
  CHECK(point("nash", vetoes, {{"participants", "vetoes"}}) == doctest::Approx(80.0).epsilon(1e-6));
}

TEST_CASE("axioms: symmetry, scale, unanimity and range, for every model") {
  check_property("axioms", [] {
    const IssueInputs issue = arbitrary_issue();
    const auto [low, high] = std::minmax_element(issue.position.begin(), issue.position.end());
    for (const TermsModel& model : terms_models()) {
      // The published compromise rule orders by a position-weighted mean, so it knows left from right; the
      // stated alternative must not.
      const OptionValues options =
          model.name == "bdm" ? OptionValues{{"compromise", "least_move"}} : OptionValues{};
      const Settle settle = model.make(options);
      const Forecast forecast = settle(issue);
      if (!forecast.available()) continue;
      RC_ASSERT(forecast.point >= issue.low - 1e-9 && forecast.point <= issue.high + 1e-9);
      if (model.name == "constant_50" || model.name == "status_quo") continue;
      if (model.name != "bdm") {  // ties between equal moves are broken by order there
        const double mirror = settle(mirrored(issue)).point;
        RC_ASSERT(std::abs(mirror - (issue.low + issue.high - forecast.point)) < 1e-5);
      }
      IssueInputs stronger = issue;
      // A power of two: the challenge model jumps where two offers tie, so that rounding alone can move it.
      for (double& influence : stronger.influence) influence *= 8.0;
      RC_ASSERT(std::abs(settle(stronger).point - forecast.point) < 1e-5);
      if (forecast.deal && *low == *high && !issue.reference_point && model.name != "kalai_smorodinsky")
        RC_ASSERT(std::abs(forecast.point - *low) < 1e-5);
    }
  });
}

TEST_CASE("nobody could be made better off without making another worse off") {
  check_property("Pareto: between the outermost positions", [] {
    const IssueInputs issue = arbitrary_issue();
    const auto [low, high] = std::minmax_element(issue.position.begin(), issue.position.end());
    for (const char* name : {"weighted_mean", "weighted_median", "condorcet", "nash", "bdm"}) {
      const Forecast forecast = find_model(name)->make({})(issue);
      if (forecast.deal) RC_ASSERT(forecast.point >= *low - 1e-6 && forecast.point <= *high + 1e-6);
    }
  });
}

TEST_CASE("more influence never moves the terms away from its owner") {
  check_property("monotonicity", [] {
    const IssueInputs issue = arbitrary_issue();
    const auto i = *rc::gen::inRange<std::size_t>(0, issue.size());
    IssueInputs more = issue;
    more.influence[i] *= 3.0;
    for (const char* name : {"weighted_mean", "weighted_median", "nash"}) {
      const double before = point(name, issue), after = point(name, more);
      RC_ASSERT(std::abs(after - issue.position[i]) <= std::abs(before - issue.position[i]) + 1e-5);
    }
  });
}

TEST_CASE("two options: the election is the victory probability, whatever the chain") {
  // Votes are proportional to gains, and gains are equal here: strengths 3 and 1.
  const IssueInputs issue = issue_of({{100, 50, 3.0}, {0, 50, 1.0}});
  for (const char* chain : {"conditional", "markov_uniform"})
    CHECK(point("condorcet", issue, {{"chain", chain}}) == doctest::Approx(75.0).epsilon(1e-6));
  CHECK(point("condorcet", issue, {{"victory", "square"}}) == doctest::Approx(90.0).epsilon(1e-6));
  // Challenges follow strength x victory, so the incentive chain squares the odds once more: flows
  // (3/4)(x) from 0 to 100 and (1/4)(y) back, where nobody else challenges: x = y = 1.
  CHECK(point("condorcet", issue, {{"chain", "markov_incentive"}}) == doctest::Approx(75.0).epsilon(1e-6));
}

TEST_CASE("the Markov election is the fixed point of its own equation") {
  check_property("stationary", [] {
    const auto n = *rc::gen::inRange<std::size_t>(2, 7);
    SquareMatrix strength(n);
    for (double& value : strength.value) value = *rc::gen::inRange(1, 1000) / 100.0;
    const SquareMatrix victory = victory_probability(strength, "linear");
    for (const bool incentive : {false, true}) {
      const SquareMatrix challenge =
          incentive ? incentive_challenge(strength, victory) : uniform_challenge(n);
      const auto p = markov_election(victory, challenge);
      for (std::size_t i = 0; i < n; ++i) {
        // p_i = sum over j of victory(i, j) (p_i challenge(j, i) + p_j challenge(i, j)).
        double next = 0.0;
        for (std::size_t j = 0; j < n; ++j)
          next += victory.at(i, j) * (p[i] * challenge.at(j, i) + p[j] * challenge.at(i, j));
        RC_ASSERT(std::abs(next - p[i]) < 1e-10);
      }
    }
  });
}

TEST_CASE("the conditional election agrees with enumeration of all tournaments") {
  // Four options: sum over the 2^6 outcomes of all pairwise contests in which some option beats all others.
  SquareMatrix strength(4);
  double next = 1.0;
  for (double& value : strength.value) value = next = std::fmod(next * 7.3, 10.0) + 0.1;
  const SquareMatrix victory = victory_probability(strength, "linear");
  std::vector<double> winner(4, 0.0);
  for (unsigned outcome = 0; outcome < 64; ++outcome) {
    double probability = 1.0;
    std::vector<int> wins(4, 0);
    unsigned bit = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      for (std::size_t j = i + 1; j < 4; ++j, ++bit) {
        const bool first = (outcome >> bit & 1u) != 0;
        probability *= first ? victory.at(i, j) : victory.at(j, i);
        ++wins[first ? i : j];
      }
    }
    for (std::size_t i = 0; i < 4; ++i)
      if (wins[i] == 3) winner[i] += probability;
  }
  const double total = winner[0] + winner[1] + winner[2] + winner[3];
  const auto chance = conditional_election(victory);
  for (std::size_t i = 0; i < 4; ++i) CHECK(chance[i] == doctest::Approx(winner[i] / total).epsilon(1e-12));
}

TEST_CASE("a clear Condorcet winner is elected for certain") {
  check_property("Condorcet consistency", [] {
    const IssueInputs issue = arbitrary_issue();
    const auto weights = issue.weights();
    // Found by brute force: a position that beats every other by 10 % more weight, one vote an actor.
    for (const double candidate : issue.position) {
      const bool wins = std::all_of(issue.position.begin(), issue.position.end(), [&](double rival) {
        double for_it = 0.0, against = 0.0;
        for (std::size_t k = 0; k < issue.size(); ++k) {
          const double closer = std::abs(rival - issue.position[k]) - std::abs(candidate - issue.position[k]);
          (closer > 0.0 ? for_it : against) += closer == 0.0 ? 0.0 : weights[k];
        }
        return rival == candidate || for_it > 1.11 * against;
      });
      if (!wins) continue;
      const double chosen = point("condorcet", issue, {{"votes", "binary"}, {"victory", "binary"}});
      RC_ASSERT(std::abs(chosen - candidate) < 1e-6);
    }
  });
}
