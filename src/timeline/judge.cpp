#include "timeline/judge.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

double factor_of(Scale scale) {
  return scale == Scale::half ? 0.5 : scale == Scale::twice ? 2.0 : 1.0;
}

const std::vector<std::uint32_t>& breaks_of(const ScenarioTally& tally, Scale threshold) {
  return threshold == Scale::half    ? tally.breaks_half
         : threshold == Scale::twice ? tally.breaks_double
                                     : tally.breaks;
}

template <class Score>
std::vector<double> by_scenario(const PlanTally& tally, Score score) {
  std::vector<double> scores;
  scores.reserve(tally.scenarios.size());
  for (const ScenarioTally& scenario : tally.scenarios) scores.push_back(score(scenario));
  return scores;
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

Judge::Judge(const Evaluator& evaluator, Rule rule) : rule_(rule), lines_(evaluator.lines()) {
  lines_of_.resize(evaluator.parties().size());
  for (std::size_t line = 0; line < lines_.size(); ++line) {
    if (rule.without != line) lines_of_[lines_[line].party].push_back(line);
  }
  for (std::size_t party = 0; party < lines_of_.size(); ++party)
    if (evaluator.parties()[party].decides) deciding_.push_back(party);
}

double Judge::line_score(const ScenarioTally& tally, std::size_t line) const {
  const double tolerated = std::min(1.0, lines_[line].tolerated * factor_of(rule_.tolerance));
  return kept_score(breaks_of(tally, rule_.threshold)[line], tally.replications, tolerated);
}

double Judge::party_score(const ScenarioTally& tally, std::size_t party) const {
  double least = 1.0;
  for (const std::size_t line : lines_of_[party]) least = std::min(least, line_score(tally, line));
  return least;
}

double Judge::joint_score(const ScenarioTally& tally) const {
  double least = 1.0;
  for (const std::size_t party : deciding_) least = std::min(least, party_score(tally, party));
  return least;
}

std::vector<double> Judge::line_scores(const PlanTally& tally, std::size_t line) const {
  return by_scenario(tally, [&](const ScenarioTally& one) { return line_score(one, line); });
}
std::vector<double> Judge::party_scores(const PlanTally& tally, std::size_t party) const {
  return by_scenario(tally, [&](const ScenarioTally& one) { return party_score(one, party); });
}
std::vector<double> Judge::joint_scores(const PlanTally& tally) const {
  return by_scenario(tally, [&](const ScenarioTally& one) { return joint_score(one); });
}

}  // namespace handover::timeline
