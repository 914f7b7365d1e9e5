#include "timeline/judge.h"

#include "numerics/distributions.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

double factor_of(Scale scale) {
  return scale == Scale::half ? 0.5 : scale == Scale::twice ? 2.0 : 1.0;
}

const std::vector<std::uint32_t>& breaks_of(const ReplicationSums& tally, Scale threshold) {
  return threshold == Scale::half    ? tally.breaks_half
         : threshold == Scale::twice ? tally.breaks_double
                                     : tally.breaks;
}

template <class Score>
Scores by_scenario(const PlanTally& tally, Score score) {
  Scores scores{.score = {}, .weight = weights_of(tally), .waits = waits_for_signature(tally)};
  scores.score.reserve(tally.scenarios.size());
  for (const ScenarioTally& scenario : tally.scenarios) scores.score.push_back(score(scenario));
  return scores;
}

// A score that counts breaks says too little where several lines have to hold, or too much, the more so the
// fewer replications it counts. What half as many say tells how much: twice the score less the mean of its
// halves (the jackknife of nested simulation; Gordy & Juneja 2010, section 3). It may lie outside nought and
// one; its mean over scenarios is nearer the truth than the plain score's.
template <class Score>
double without_bias(const ReplicationSums& sums, Score score) {
  constexpr std::uint32_t kFewest = 4;  // replications that are worth halving
  if (sums.replications < kFewest) return score(sums);
  return 2.0 * score(sums) - 0.5 * (score(half_of(sums, true)) + score(half_of(sums, false)));
}

bool is_whole(double value) {
  return std::abs(value - std::round(value)) < 1e-6;
}

}  // namespace

double kept_score(std::uint32_t breaks, std::uint32_t replications, double tolerated) {
  if (tolerated >= 1.0) return 1.0;
  // Rounding must not turn a tenth of ten into less than one.
  const double even = tolerated * (replications + 1.0);
  if (even < 2.0) return breaks <= std::floor(tolerated * replications + 1e-9) ? 1.0 : 0.0;
  return std::clamp(even - static_cast<double>(breaks), 0.0, 1.0);
}

std::optional<std::uint32_t> whole_replications(std::span<const JudgedLine> lines, std::uint32_t about,
                                                std::uint32_t least, std::uint32_t most) {
  std::optional<std::uint32_t> nearest;
  const auto distance = [&](std::uint32_t n) { return n > about ? n - about : about - n; };
  for (std::uint32_t n = least; n <= most; ++n) {
    const bool whole = std::all_of(lines.begin(), lines.end(),
                                   [&](const JudgedLine& line) { return is_whole(line.tolerated * n); });
    if (whole && (!nearest || distance(n) < distance(*nearest))) nearest = n;
  }
  return nearest;
}

double Scores::mean() const {
  double sum = 0.0, weights = 0.0;
  for (std::size_t w = 0; w < score.size(); ++w) {
    sum += weight[w] * score[w];
    weights += weight[w];
  }
  return weights > 0.0 ? sum / weights : 0.0;
}

std::vector<double> Scores::values() const {
  double weights = 0.0;
  for (const double one : weight) weights += one;
  std::vector<double> values(score.size(), 0.0);
  if (weights <= 0.0) return values;
  const double middle = mean(), per_weight = static_cast<double>(weight.size()) / weights;
  for (std::size_t w = 0; w < values.size(); ++w)
    values[w] = middle + per_weight * weight[w] * (score[w] - middle);
  return values;
}

void Scores::resize(std::size_t scenarios) {
  score.resize(scenarios);
  weight.resize(scenarios);
}

std::vector<double> values_of_difference(Scores first, Scores second) {
  if (first.waits && !second.waits) second.weight = first.weight;
  if (second.waits && !first.waits) first.weight = second.weight;
  std::vector<double> difference = first.values();
  const std::vector<double> less = second.values();
  for (std::size_t w = 0; w < difference.size(); ++w) difference[w] -= less[w];
  return difference;
}

std::vector<double> plain_difference(const Scores& first, const Scores& second) {
  std::vector<double> difference(first.score.size(), 0.0);
  for (std::size_t w = 0; w < difference.size(); ++w)
    if (first.weight[w] > 0.0 && second.weight[w] > 0.0) difference[w] = first.score[w] - second.score[w];
  return difference;
}

std::vector<double> weights_of(const PlanTally& tally) {
  std::vector<double> weights;
  weights.reserve(tally.scenarios.size());
  for (const ScenarioTally& scenario : tally.scenarios) weights.push_back(scenario.weight);
  return weights;
}

bool waits_for_signature(const PlanTally& tally) {
  return std::any_of(tally.scenarios.begin(), tally.scenarios.end(),
                     [](const ScenarioTally& scenario) { return scenario.waits(); });
}

Scores harm_scores(const PlanTally& tally, std::size_t harm) {
  return by_scenario(tally, [&](const ScenarioTally& one) { return one.mean_harm(harm); });
}

ReplicationSums half_of(const ReplicationSums& sums, bool with_first) {
  ReplicationSums half;
  half.replications = sums.second.replications;
  half.breaks = sums.second.stated;
  half.breaks_half = sums.second.half;
  half.breaks_double = sums.second.twice;
  if (!with_first) return half;
  half.replications = sums.replications - half.replications;
  for (std::size_t line = 0; line < half.breaks.size(); ++line) {
    half.breaks[line] = sums.breaks[line] - half.breaks[line];
    half.breaks_half[line] = sums.breaks_half[line] - half.breaks_half[line];
    half.breaks_double[line] = sums.breaks_double[line] - half.breaks_double[line];
  }
  return half;
}

Judge::Judge(const Evaluator& evaluator, Rule rule) : rule_(rule), lines_(evaluator.lines()) {
  lines_of_.resize(evaluator.parties().size());
  for (std::size_t line = 0; line < lines_.size(); ++line) {
    if (rule.without != line) lines_of_[lines_[line].party].push_back(line);
  }
  for (std::size_t party = 0; party < lines_of_.size(); ++party)
    if (evaluator.parties()[party].decides) deciding_.push_back(party);
}

double Judge::line_score(const ReplicationSums& tally, std::size_t line) const {
  const double tolerated = std::min(1.0, lines_[line].tolerated * factor_of(rule_.tolerance));
  return kept_score(breaks_of(tally, rule_.threshold)[line], tally.replications, tolerated);
}

double Judge::party_score(const ReplicationSums& tally, std::size_t party) const {
  double least = 1.0;
  for (const std::size_t line : lines_of_[party]) least = std::min(least, line_score(tally, line));
  return least;
}

double Judge::joint_score(const ReplicationSums& tally) const {
  double least = 1.0;
  for (const std::size_t party : deciding_) least = std::min(least, party_score(tally, party));
  return least;
}

double Judge::likely_score(const ReplicationSums& tally) const {
  double least = 1.0;
  for (const std::size_t party : deciding_) {
    for (const std::size_t line : lines_of_[party]) {
      const double breaks = breaks_of(tally, rule_.threshold)[line], held = tally.replications - breaks;
      const double tolerated = std::min(1.0, lines_[line].tolerated * factor_of(rule_.tolerance));
      least = std::min(least, beta_cdf(1.0 + breaks, 1.0 + held, tolerated));
    }
  }
  return least;
}

template <class Score>
Scores Judge::over_scenarios(const PlanTally& tally, Score score) const {
  return by_scenario(tally, [&](const ScenarioTally& one) {
    return rule_.unbiased ? without_bias(one, score) : score(one);
  });
}
Scores Judge::line_scores(const PlanTally& tally, std::size_t line) const {
  return over_scenarios(tally, [&](const ReplicationSums& one) { return line_score(one, line); });
}
Scores Judge::party_scores(const PlanTally& tally, std::size_t party) const {
  return over_scenarios(tally, [&](const ReplicationSums& one) { return party_score(one, party); });
}
Scores Judge::joint_scores(const PlanTally& tally) const {
  return over_scenarios(tally, [&](const ReplicationSums& one) { return joint_score(one); });
}
Scores Judge::likely_scores(const PlanTally& tally) const {
  return by_scenario(tally, [&](const ScenarioTally& one) { return likely_score(one); });
}
Scores Judge::joint_scores_signed_or_not(const PlanTally& tally) const {
  const auto lived = [](const ScenarioTally& one) {
    return !one.waits() || one.signed_or_not.replications > 0;
  };
  Scores scores = by_scenario(tally, [&](const ScenarioTally& one) {
    return lived(one) ? joint_score(one.waits() ? one.signed_or_not : one) : 0.0;
  });
  for (std::size_t w = 0; w < scores.weight.size(); ++w)
    scores.weight[w] = lived(tally.scenarios[w]) ? 1.0 : 0.0;
  scores.waits = false;
  return scores;
}

}  // namespace handover::timeline
