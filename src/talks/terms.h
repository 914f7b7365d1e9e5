// All models side by side on uncertain inputs: settlements as distributions, who moves, and whose judgements
// matter for the result.
#pragma once

#include "base/units.h"
#include "talks/model.h"
#include "talks/spread.h"

#include <string>
#include <vector>

namespace handover::talks {

struct ModelChoice {
  const TermsModel* model = nullptr;
  OptionValues options;
};
// The model's name with a baseline or two always beside it: "constant 50" and "status quo" are added when
// they are not among the chosen.
std::vector<ModelChoice> with_baselines(std::vector<ModelChoice> chosen);

// One model on one issue.
struct ModelOnIssue {
  std::string model, title;
  Forecast central;            // at the most likely inputs
  std::vector<double> points;  // one for each draw in which the model says something; empty for exact inputs
  Spread spread;               // of `points`; all equal to the forecast for exact inputs
  // Of those draws, how many expect a deal: the model does, and on this issue alone no actor with a veto is
  // worse off than at the reference point.
  double deal_share = 1.0;
};

// How much of the variance of the weighted mean on an issue one actor's ranges explain.
struct VarianceShare {
  std::size_t actor = 0;
  double first = 0.0, total = 0.0;  // first-order and total effect
};

// How far an actor moves under a model with rounds, from its own position to its last.
struct Move {
  std::size_t actor = 0;
  Spread from, to;
};

struct IssueTerms {
  std::vector<ModelOnIssue> models;
  std::vector<VarianceShare> variance;  // empty for exact inputs
  std::vector<Move> moves;              // empty without a model with rounds
};

// `draws` draws (none for exact inputs) with random draws from (seed, scenario = draw, purpose settlement),
// shared by all models; variance shares from the first 2,000 of them. The same for any number of threads.
std::vector<IssueTerms> compare_terms(const BargainTable& table, const std::vector<ModelChoice>& models,
                                      Seed seed, int draws, int threads);

// First-order and total effects of each actor's stakes, taken as one group, on the weighted mean (Sobol 1993;
// estimators of Jansen 1999): draws x (actors + 2) evaluations.
std::vector<std::vector<VarianceShare>> variance_shares(const BargainTable& table, Seed seed, int draws);

}  // namespace handover::talks
