// The bargaining solutions against exhaustive search, and the axioms that define them.
#include "base/testing/property.h"
#include "talks/bargaining_set.h"
#include "talks/condorcet.h"
#include "talks/model.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::talks;

namespace {

constexpr const char* kSolutions[] = {"nash", "kalai_smorodinsky"};

IssueInputs issue_of(const std::vector<double>& positions, std::optional<double> reference = std::nullopt) {
  IssueInputs issue;
  issue.reference_point = reference;
  for (const double position : positions) {
    issue.actor.push_back(issue.actor.size());
    issue.position.push_back(position);
    issue.salience.push_back(50.0);
    issue.influence.push_back(1.0);
    issue.veto.push_back(false);
  }
  return issue;
}

IssueInputs arbitrary_issue() {
  std::vector<double> positions;
  const auto n = *rc::gen::inRange<std::size_t>(2, 6);
  for (std::size_t i = 0; i < n; ++i) positions.push_back(*rc::gen::inRange(0, 101));
  IssueInputs issue =
      issue_of(positions, *rc::gen::elementOf(std::vector<std::optional<double>>{std::nullopt, 0.0, 100.0}));
  for (std::size_t i = 0; i < n; ++i) {
    issue.salience[i] = *rc::gen::inRange(1, 101);
    issue.influence[i] = *rc::gen::inRange(1, 101);
  }
  return issue;
}

Forecast settled(const char* model, const IssueInputs& issue, const OptionValues& options = {}) {
  return find_model(model)->make(options)(issue);
}
double point(const char* model, const IssueInputs& issue, const OptionValues& options = {}) {
  return settled(model, issue, options).point;
}

// Written again from the definitions, apart from the program's own bargaining set.
struct Game {
  const IssueInputs& issue;
  bool quadratic = false;
  double utility(std::size_t i, double x) const {
    const double d = std::abs(x - issue.position[i]) / issue.range();
    return 1.0 - (quadratic ? d * d : d);
  }
  double disagreement(std::size_t i) const {
    return issue.reference_point ? utility(i, *issue.reference_point)
                                 : std::min(utility(i, issue.low), utility(i, issue.high));
  }
  double gain(std::size_t i, double x) const { return utility(i, x) - disagreement(i); }
  bool acceptable(double x) const {
    for (std::size_t i = 0; i < issue.size(); ++i)
      if (gain(i, x) < -1e-9) return false;
    return true;
  }
};

constexpr int kGrid = 20'000;
double at(const IssueInputs& issue, int step) {
  return issue.low + issue.range() * step / kGrid;
}

double nash_height(const Game& game, double x) {
  const auto weights = game.issue.weights();
  double total = 0.0, sum = 0.0;
  for (const double w : weights) total += w;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(game.gain(i, x) > 0.0)) return -std::numeric_limits<double>::infinity();
    sum += weights[i] / total * std::log(game.gain(i, x));
  }
  return sum;
}

// The best each could have among terms all accept, found on the grid.
std::vector<double> best_gains(const Game& game) {
  std::vector<double> best(game.issue.size(), 0.0);
  for (int step = 0; step <= kGrid; ++step) {
    const double x = at(game.issue, step);
    if (!game.acceptable(x)) continue;
    for (std::size_t i = 0; i < best.size(); ++i) best[i] = std::max(best[i], game.gain(i, x));
  }
  return best;
}

double smallest_share(const Game& game, const std::vector<double>& best, double x) {
  double smallest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < best.size(); ++i)
    if (best[i] > 1e-6) smallest = std::min(smallest, game.gain(i, x) / best[i]);
  return smallest;
}

}  // namespace

TEST_CASE("Nash bargaining: no terms on a fine grid have a larger product of gains") {
  check_property("Nash, exhaustive", [] {
    const IssueInputs issue = arbitrary_issue();
    for (const bool quadratic : {false, true}) {
      const Game game{issue, quadratic};
      const Forecast forecast = settled("nash", issue, {{"utility", quadratic ? "quadratic" : "linear"}});
      if (!forecast.deal) continue;
      double best = -std::numeric_limits<double>::infinity();
      for (int step = 0; step <= kGrid; ++step)
        if (game.acceptable(at(issue, step))) best = std::max(best, nash_height(game, at(issue, step)));
      RC_ASSERT(nash_height(game, forecast.point) >= best - 1e-9);
    }
  });
}

TEST_CASE("Kalai-Smorodinsky: no terms on a fine grid give the worst-served a larger share of his best") {
  check_property("Kalai-Smorodinsky, exhaustive", [] {
    const IssueInputs issue = arbitrary_issue();
    for (const bool quadratic : {false, true}) {
      const Game game{issue, quadratic};
      const Forecast forecast =
          settled("kalai_smorodinsky", issue, {{"utility", quadratic ? "quadratic" : "linear"}});
      if (!forecast.deal) continue;
      const auto gains = best_gains(game);
      double best = 0.0;
      for (int step = 0; step <= kGrid; ++step)
        if (game.acceptable(at(issue, step)))
          best = std::max(best, smallest_share(game, gains, at(issue, step)));
      // Whose own best lies between two steps of the grid has it a little too small there.
      RC_ASSERT(smallest_share(game, gains, forecast.point) >= best - 1e-3);
    }
  });
}

TEST_CASE("no deal is forecast exactly when no terms on the grid make everybody better off") {
  check_property("no deal, exhaustive", [] {
    IssueInputs issue = arbitrary_issue();
    issue.reference_point = *rc::gen::inRange(0, 101);
    const Game game{issue};
    bool module = false;
    for (int step = 0; step <= 1000 && !module; ++step) {
      const double x = issue.low + issue.range() * step / 1000.0;
      module = true;
      for (std::size_t i = 0; i < issue.size(); ++i) module = module && game.gain(i, x) > 1e-9;
    }
    for (const char* model : kSolutions) RC_ASSERT(settled(model, issue).deal == module);
  });
}

TEST_CASE("scale invariance: another unit and origin of the issue move the terms along") {
  check_property("positions", [] {
    const IssueInputs issue = arbitrary_issue();
    const double unit = *rc::gen::inRange(1, 50) / 7.0, origin = *rc::gen::inRange(-500, 500);
    const auto moved = [&](double x) { return origin + unit * x; };
    IssueInputs other = issue;
    other.low = moved(issue.low);
    other.high = moved(issue.high);
    for (double& position : other.position) position = moved(position);
    if (other.reference_point) other.reference_point = moved(*other.reference_point);
    for (const char* model : {"weighted_mean", "weighted_median", "condorcet", "nash", "kalai_smorodinsky"})
      RC_ASSERT(std::abs(point(model, other) - moved(point(model, issue))) < 1e-4 * unit);
  });
}

TEST_CASE("scale invariance: an actor who counts its gains in another unit changes nothing") {
  // Utilities are a_i u_i + b_i for any a_i > 0: heights differ by a constant, so the best terms do not.
  check_property("utilities", [] {
    const IssueInputs issue = arbitrary_issue();
    const Game game{issue};
    std::vector<double> unit;
    for (std::size_t i = 0; i < issue.size(); ++i) unit.push_back(*rc::gen::inRange(1, 1000) / 10.0);
    const Forecast nash = settled("nash", issue), equal = settled("kalai_smorodinsky", issue);
    if (!nash.deal) return;
    const auto weights = issue.weights();
    const auto product = [&](double x) {
      double sum = 0.0;
      for (std::size_t i = 0; i < issue.size(); ++i)
        sum += weights[i] * std::log(unit[i] * std::max(1e-300, game.gain(i, x)));
      return sum;
    };
    const auto gains = best_gains(game);
    const auto share = [&](double x) {
      double smallest = std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i < issue.size(); ++i)
        if (gains[i] > 1e-6) smallest = std::min(smallest, unit[i] * game.gain(i, x) / (unit[i] * gains[i]));
      return smallest;
    };
    for (int step = 0; step <= 1000; ++step) {
      const double x = issue.low + issue.range() * step / 1000.0;
      if (!game.acceptable(x)) continue;
      RC_ASSERT(product(nash.point) >= product(x) - 1e-6 * std::abs(product(x)));
      RC_ASSERT(share(equal.point) >= share(x) - 1e-3);
    }
  });
  // Salience scales an actor's loss: Kalai-Smorodinsky, which has no weights, does not look at it.
  check_property("salience", [] {
    const IssueInputs issue = arbitrary_issue();
    IssueInputs keener = issue;
    for (double& salience : keener.salience) salience = *rc::gen::inRange(1, 101);
    RC_ASSERT(std::abs(point("kalai_smorodinsky", issue) - point("kalai_smorodinsky", keener)) < 1e-6);
  });
}

TEST_CASE("symmetry: the order of the actors does not matter, and equals across the middle meet there") {
  check_property("anonymity", [] {
    const IssueInputs issue = arbitrary_issue();
    IssueInputs turned = issue;
    for (auto* column : {&turned.position, &turned.salience, &turned.influence})
      std::reverse(column->begin(), column->end());
    for (const char* model : {"weighted_mean", "weighted_median", "condorcet", "nash", "kalai_smorodinsky"})
      RC_ASSERT(std::abs(point(model, turned) - point(model, issue)) < 1e-5);
  });
  check_property("equals", [] {
    const double from_middle = *rc::gen::inRange(1, 51);
    const IssueInputs pair = issue_of({50.0 - from_middle, 50.0 + from_middle});
    for (const char* model : {"weighted_mean", "weighted_median", "condorcet", "nash", "kalai_smorodinsky"})
      RC_ASSERT(std::abs(point(model, pair) - 50.0) < 1e-5);
  });
}

TEST_CASE("Pareto: no terms on the grid are better for one and worse for nobody") {
  check_property("Pareto, exhaustive", [] {
    const IssueInputs issue = arbitrary_issue();
    const Game game{issue};
    for (const char* model : {"weighted_mean", "weighted_median", "condorcet", "nash"}) {
      const Forecast forecast = settled(model, issue);
      if (!forecast.deal) continue;
      for (int step = 0; step <= 1000; ++step) {
        const double x = issue.low + issue.range() * step / 1000.0;
        bool worse = false;
        double gained = 0.0;
        for (std::size_t i = 0; i < issue.size(); ++i) {
          const double more = game.utility(i, x) - game.utility(i, forecast.point);
          worse = worse || more < -1e-6;
          gained = std::max(gained, more);
        }
        RC_ASSERT(worse || gained < 1e-5);
      }
    }
    // Kalai-Smorodinsky by maximin is efficient in the weak sense only (Imai 1983): not better for all.
    const Forecast equal = settled("kalai_smorodinsky", issue);
    for (int step = 0; equal.deal && step <= 1000; ++step) {
      const double x = issue.low + issue.range() * step / 1000.0;
      double least = std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i < issue.size(); ++i)
        least = std::min(least, game.utility(i, x) - game.utility(i, equal.point));
      RC_ASSERT(least < 1e-5);
    }
  });
}

TEST_CASE("individual monotonicity (Kalai-Smorodinsky) and independence (Nash): where the two part") {
  // One actor at 100, the other at b: the first's best is 1 whatever b, the second's best is 1 - b / 100. A
  // larger b takes from the second what it could have had, and leaves the rest of the frontier as it was.
  // In closed form x / 1 = (1 - x) / (1 - b): x = 1 / (2 - b).
  check_property("monotonicity", [] {
    const int b = *rc::gen::inRange(0, 49), more = *rc::gen::inRange(b + 1, 50);
    const double here = point("kalai_smorodinsky", issue_of({100.0, double(b)}));
    const double there = point("kalai_smorodinsky", issue_of({100.0, double(more)}));
    RC_ASSERT(std::abs(here - 100.0 / (2.0 - b / 100.0)) < 1e-5);
    RC_ASSERT(there > here);  // who could have had less, gets less: its gain is 1 - x
    // Nash looks at the solution's neighbourhood alone: what was never chosen may go.
    RC_ASSERT(std::abs(point("nash", issue_of({100.0, double(b)})) - 50.0) < 1e-5);
    RC_ASSERT(std::abs(point("nash", issue_of({100.0, double(more)})) - 50.0) < 1e-5);
  });
}

TEST_CASE("Condorcet consistency: who beats every rival for certain is elected, whatever the chain") {
  check_property("Condorcet winner", [] {
    const auto n = *rc::gen::inRange<std::size_t>(2, 8);
    const auto winner = *rc::gen::inRange<std::size_t>(0, n);
    SquareMatrix strength(n);
    for (double& value : strength.value) value = *rc::gen::inRange(1, 1000) / 100.0;
    // 10 % more strength wins for certain under the binary rule; rivals among themselves are as they fall.
    for (std::size_t j = 0; j < n; ++j)
      if (j != winner) strength.at(winner, j) = 1.2 * strength.at(j, winner);
    const SquareMatrix victory = victory_probability(strength, "binary");
    for (const auto& elected : {conditional_election(victory), markov_election(victory, uniform_challenge(n)),
                                markov_election(victory, incentive_challenge(strength, victory))})
      RC_ASSERT(std::abs(elected[winner] - 1.0) < 1e-9);
  });
  // A loser against every rival is never elected.
  check_property("Condorcet loser", [] {
    const auto n = *rc::gen::inRange<std::size_t>(2, 8);
    SquareMatrix strength(n);
    for (double& value : strength.value) value = *rc::gen::inRange(1, 1000) / 100.0;
    for (std::size_t j = 1; j < n; ++j) strength.at(j, 0) = 1.2 * strength.at(0, j);
    const SquareMatrix victory = victory_probability(strength, "binary");
    RC_ASSERT(markov_election(victory, uniform_challenge(n))[0] < 1e-9);
  });
}
