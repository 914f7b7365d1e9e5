// The expected-utility challenge model as a plug-in; the model itself is in challenge.cpp.
#include "talks/challenge.h"
#include "talks/settlement.h"

namespace handover::talks {
namespace {

std::vector<ModelOption> challenge_options() {
  return {
      {"votes",
       "what votes are divided by: over all pairs, or over the pair (eq. 31 as printed)",
       "all_pairs",
       {"all_pairs", "pair"}},
      {"compromise", "which compromise is taken", "weighted_position", {"weighted_position", "least_move"}},
      {"risk", "where risk exponents come from", "security", {"security", "own_utility", "neutral"}},
      {"view", "whose exponent enters what another gains", "own", {"own", "other"}},
      {"range", "what distances are divided by", "initial", {"initial", "current", "scale"}},
      {"q", "chance that nothing changes without a challenge", "1", {}, 0.0, 1.0},
      {"t", "chance that such a change is for the better", "0.5", {}, 0.0, 1.0},
      {"rounds", "most rounds", "8", {}, 1.0, 1000.0},
      {"settled", "stop when positions repeat within this share of the range; 0 never", "0", {}, 0.0, 1.0},
      {"forecast", "what the last round is read as", "median", {"median", "mean"}},
  };
}

ChallengeRules rules_from(const Options& options) {
  ChallengeRules rules;
  if (options.is("votes", "pair")) rules.votes = ChallengeRules::Votes::pair;
  if (options.is("compromise", "least_move")) rules.compromise = ChallengeRules::Compromise::least_move;
  if (options.is("risk", "own_utility")) rules.risk = ChallengeRules::Risk::own_utility;
  if (options.is("risk", "neutral")) rules.risk = ChallengeRules::Risk::neutral;
  if (options.is("view", "other")) rules.view = ChallengeRules::View::other;
  if (options.is("range", "current")) rules.range = ChallengeRules::Range::current;
  if (options.is("range", "scale")) rules.range = ChallengeRules::Range::scale;
  rules.q = options.number("q");
  rules.t = options.number("t");
  rules.rounds = static_cast<int>(options.number("rounds"));
  rules.settled = options.number("settled");
  rules.forecast_mean = options.is("forecast", "mean");
  return rules;
}

Forecast settle(const IssueInputs& issue, const ChallengeRules& rules) {
  if (issue.size() == 0) return no_forecast(Unavailable::nobody_holds_a_position);
  Forecast forecast;
  ChallengeRun run = challenge_run(issue, rules);
  forecast.ended = how_it_ended(run);
  forecast.rounds = std::move(run.rounds);
  forecast.median = forecast.rounds.back().median;
  forecast.mean = forecast.rounds.back().mean;
  forecast.point = rules.forecast_mean ? forecast.mean : forecast.median;
  return forecast;
}

}  // namespace

TermsModel challenge_model() {
  TermsModel model;
  model.name = "bdm";
  model.title = "Expected-utility challenge";
  model.literature = "Bueno de Mesquita 1994, as laid open by Scholz, Calbert & Smith 2011";
  model.options = challenge_options();
  model.make = [](const OptionValues& given) -> Settle {
    const ChallengeRules rules = rules_from(Options("bdm", challenge_options(), given));
    return [rules](const IssueInputs& issue) { return settle(issue, rules); };
  };
  return model;
}

}  // namespace handover::talks
