// The probabilistic Condorcet election as the KAPSARC Toolkit for Behavioral Analysis defines it (Wise,
// Lester & Efird 2015): every position held by somebody is an option; for each pair, actors lend their weight
// in proportion to what they gain; strengths give chances of victory, and those give a lottery over options.
#include "numerics/maths.h"
#include "talks/condorcet.h"
#include "talks/model.h"

#include <algorithm>
#include <cmath>

namespace handover::talks {
namespace {

constexpr double kLeastStrength = 1e-8;  // KTAB's: every coalition has some strength

struct Choices {
  double (*vote)(double);
  std::string victory, chain, forecast;
  double curvature = 1.0;
};

double proportional(double difference) {
  return difference;
}
double binary(double difference) {
  return std::clamp(difference / 1e-8, -1.0, 1.0);
}
double cubic(double difference) {
  return difference * difference * difference;
}

std::vector<double> options_of(const IssueInputs& issue) {
  std::vector<double> options = issue.position;
  std::sort(options.begin(), options.end());
  options.erase(std::unique(options.begin(), options.end()), options.end());
  return options;
}

SquareMatrix strengths(const IssueInputs& issue, const std::vector<double>& options, const Choices& choices) {
  SquareMatrix strength(options.size());
  std::fill(strength.value.begin(), strength.value.end(), kLeastStrength);
  auto weights = issue.weights();
  // Only proportions matter; the least strength is meant beside weights of ordinary size.
  const double largest = *std::max_element(weights.begin(), weights.end());
  for (double& weight : weights) weight /= largest;
  std::vector<double> utility(options.size());
  for (std::size_t k = 0; k < issue.size(); ++k) {
    for (std::size_t i = 0; i < options.size(); ++i)
      utility[i] =
          1.0 - maths::pow(std::abs(options[i] - issue.position[k]) / issue.range(), choices.curvature);
    for (std::size_t i = 0; i < options.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const double vote = weights[k] * choices.vote(utility[i] - utility[j]);
        if (vote > 0.0) strength.at(i, j) += vote;
        if (vote < 0.0) strength.at(j, i) -= vote;
      }
    }
  }
  return strength;
}

std::vector<double> chances(const SquareMatrix& strength, const Choices& choices) {
  const SquareMatrix victory = victory_probability(strength, choices.victory);
  if (choices.chain == "markov_uniform") return markov_election(victory, uniform_challenge(strength.n));
  if (choices.chain == "markov_incentive")
    return markov_election(victory, incentive_challenge(strength, victory));
  return conditional_election(victory);
}

Forecast settle(const IssueInputs& issue, const Choices& choices) {
  if (issue.size() == 0) return no_forecast(Unavailable::nobody_holds_a_position);
  const auto options = options_of(issue);
  const auto chance = chances(strengths(issue, options, choices), choices);
  Forecast forecast;
  for (std::size_t i = 0; i < options.size(); ++i) {
    forecast.mean += chance[i] * options[i];
    forecast.chance_of.emplace_back(options[i], chance[i]);
  }
  forecast.median = weighted_median(options, chance);
  const auto most = static_cast<std::size_t>(std::max_element(chance.begin(), chance.end()) - chance.begin());
  forecast.point = choices.forecast == "most_likely" ? options[most] : forecast.mean;
  return forecast;
}

}  // namespace

TermsModel condorcet_model() {
  TermsModel model;
  model.name = "condorcet";
  model.title = "Probabilistic Condorcet";
  model.literature = "Wise, Lester & Efird 2015, KAPSARC Toolkit for Behavioral Analysis (KTAB)";
  model.options = {{"votes",
                    "how an actor's vote grows with what it gains",
                    "proportional",
                    {"proportional", "binary", "cubic"}},
                   {"victory",
                    "from coalition strengths to a chance of victory",
                    "linear",
                    {"linear", "square", "quartic", "octic", "binary"}},
                   {"chain",
                    "from victories to a lottery",
                    "conditional",
                    {"conditional", "markov_uniform", "markov_incentive"}},
                   {"forecast", "what the lottery is read as", "expected", {"expected", "most_likely"}},
                   {"curvature", "power of distance in the utility", "1", {}, 0.1, 4.0}};
  model.make = [known = model.options](const OptionValues& given) -> Settle {
    const Options options("condorcet", known, given);
    Choices choices{&proportional, options.text("victory"), options.text("chain"), options.text("forecast"),
                    options.number("curvature")};
    if (options.is("votes", "binary")) choices.vote = &binary;
    if (options.is("votes", "cubic")) choices.vote = &cubic;
    return [choices](const IssueInputs& issue) { return settle(issue, choices); };
  };
  return model;
}

}  // namespace handover::talks
