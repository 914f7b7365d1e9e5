#include "timeline/figures.h"

#include "numerics/draws.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

double worst_served_of(const std::vector<Share>& by_party, const Judge& judge) {
  double least = 1.0;
  for (const std::size_t party : judge.deciding()) least = std::min(least, by_party[party].value);
  return least;
}

// Whoever keeps all lines keeps each party's: no share of all together exceeds a party's own.
void cap_at_parties(PlanFigures& figures, const Judge& judge) {
  Share& joint = figures.joint;
  for (const std::size_t party : judge.deciding()) {
    const Share& own = figures.by_party[party];
    joint.value = std::min(joint.value, own.value);
    joint.interval.low = std::min(joint.interval.low, joint.value);
    joint.interval.high =
        std::clamp(joint.interval.high, joint.value, std::max(joint.value, own.interval.high));
  }
}

std::vector<ScenarioFigure> harm_of(const PlanTally& tally, const Evaluator& evaluator, const Study& study) {
  std::vector<ScenarioFigure> harm;
  for (std::size_t h = 0; h < evaluator.harm_count(); ++h) {
    const Scores scores = harm_scores(tally, h);
    const MeanEstimate mean = harm_mean_of(study, kind_of_harm(h, evaluator.region_count()), scores.values());
    std::vector<double> values;
    for (std::size_t w = 0; w < scores.score.size(); ++w)
      if (scores.weight[w] > 0.0) values.push_back(scores.score[w]);
    std::sort(values.begin(), values.end());
    if (values.empty()) values.push_back(0.0);
    // Nobody is killed less than not at all, whatever a regression says.
    harm.push_back({.mean = std::max(0.0, mean.mean),
                    .interval = {std::max(0.0, mean.interval.low), std::max(0.0, mean.interval.high)},
                    .low = quantile_of_sorted(values, 0.05),
                    .high = quantile_of_sorted(values, 0.95)});
  }
  return harm;
}

Scores chances_held(const PlanTally& tally, std::size_t party) {
  Scores chance{.score = {}, .weight = weights_of(tally), .waits = waits_for_signature(tally)};
  for (const ScenarioTally& one : tally.scenarios)
    chance.score.push_back(one.replications == 0 ? 0.0
                                                 : static_cast<double>(one.held[party]) / one.replications);
  return chance;
}

std::optional<IfSigned> if_signed(const PlanTally& tally, const Judge& judge, const Study& study,
                                  double all_hold) {
  if (!waits_for_signature(tally)) return std::nullopt;
  const auto equal = [&] { return std::vector<double>(tally.scenarios.size(), 1.0); };
  Scores in_time{.score = weights_of(tally), .weight = equal()}, held{.score = {}, .weight = equal()};
  for (std::size_t w = 0; w < tally.scenarios.size(); ++w) {
    const ReplicationSums& one = tally.scenarios[w].signed_or_not;
    held.weight[w] = one.replications > 0 ? 1.0 : 0.0;
    held.score.push_back(one.replications > 0 ? static_cast<double>(one.held.back()) / one.replications
                                              : 0.0);
  }
  IfSigned result{.in_time = share_of(study, in_time),
                  .joint_signed_or_not = share_of(study, judge.joint_scores_signed_or_not(tally)),
                  .all_hold_signed_or_not = share_of(study, held),
                  .all_hold_otherwise = {}};
  const double otherwise = 1.0 - in_time.mean();
  if (otherwise > 0.0)
    result.all_hold_otherwise = std::clamp((held.mean() - in_time.mean() * all_hold) / otherwise, 0.0, 1.0);
  return result;
}

}  // namespace

ScenarioFigure scenario_figure(std::vector<double> by_scenario, double confidence) {
  ScenarioFigure figure;
  if (by_scenario.empty()) return figure;
  std::sort(by_scenario.begin(), by_scenario.end());
  figure.mean = mean_of(by_scenario);
  const double error = std::sqrt(variance_of(by_scenario) / static_cast<double>(by_scenario.size()));
  const double half = normal_quantile(0.5 + confidence / 2.0) * error;
  figure.interval = {figure.mean - half, figure.mean + half};
  figure.low = quantile_of_sorted(by_scenario, 0.05);
  figure.high = quantile_of_sorted(by_scenario, 0.95);
  return figure;
}

PlanFigures figures_of(const PlanTally& tally, const Judge& judge, const Evaluator& evaluator,
                       const Study& study) {
  PlanFigures figures;
  for (std::size_t party = 0; party < judge.parties(); ++party) {
    figures.by_party.push_back(share_of(study, judge.party_scores(tally, party)));
    figures.chance_by_party.push_back(share_of(study, chances_held(tally, party)));
  }
  for (std::size_t line = 0; line < judge.lines(); ++line)
    figures.by_line.push_back(share_of(study, judge.line_scores(tally, line)));
  figures.joint = share_of(study, judge.joint_scores(tally));
  cap_at_parties(figures, judge);
  const Scores all_hold = chances_held(tally, judge.parties());
  figures.chance_all_hold = share_of(study, all_hold);
  figures.if_signed = if_signed(tally, judge, study, all_hold.mean());
  figures.harm = harm_of(tally, evaluator, study);
  figures.worst_served = worst_served_of(figures.by_party, judge);
  return figures;
}

namespace {

// [scenario] the least or the greatest score over the plans that count there.
Scores read_together(const std::vector<const PlanTally*>& tallies, const Judge& judge, std::size_t party,
                     bool worst_reading) {
  Scores scores = judge.party_scores(*tallies.front(), party);
  for (std::size_t i = 1; i < tallies.size(); ++i) {
    const Scores other = judge.party_scores(*tallies[i], party);
    scores.waits = scores.waits || other.waits;
    for (std::size_t w = 0; w < scores.score.size(); ++w) {
      const bool first = scores.weight[w] <= 0.0, second = other.weight[w] <= 0.0;
      if (first || second)
        scores.score[w] = first ? other.score[w] : scores.score[w];
      else
        scores.score[w] = worst_reading ? std::min(scores.score[w], other.score[w])
                                        : std::max(scores.score[w], other.score[w]);
      scores.weight[w] = std::max(scores.weight[w], other.weight[w]);
    }
  }
  return scores;
}

const PlanTally& deadliest(const std::vector<const PlanTally*>& tallies, bool most) {
  const auto deaths = [](const PlanTally* tally) {
    return harm_scores(*tally, 0).mean() + harm_scores(*tally, 2).mean();
  };
  const auto fewer = [&](const PlanTally* a, const PlanTally* b) { return deaths(a) < deaths(b); };
  return most ? **std::max_element(tallies.begin(), tallies.end(), fewer)
              : **std::min_element(tallies.begin(), tallies.end(), fewer);
}

}  // namespace

PlanFigures unstated_figures(const std::vector<const PlanTally*>& tallies, const Judge& judge,
                             const Evaluator& evaluator, const Study& study, bool worst_reading) {
  PlanFigures figures;
  std::optional<Scores> joint;
  for (std::size_t party = 0; party < judge.parties(); ++party) {
    const Scores own = read_together(tallies, judge, party, worst_reading);
    figures.by_party.push_back(share_of(study, own));
    const auto& deciding = judge.deciding();
    if (std::find(deciding.begin(), deciding.end(), party) == deciding.end()) continue;
    if (!joint) joint = own;
    for (std::size_t w = 0; w < own.score.size(); ++w)
      joint->score[w] = std::min(joint->score[w], own.score[w]);
  }
  if (joint) figures.joint = share_of(study, *joint);
  cap_at_parties(figures, judge);
  figures.worst_served = worst_served_of(figures.by_party, judge);
  // Harm beside it: of the plan that costs the most (least) lives.
  figures.harm = harm_of(deadliest(tallies, worst_reading), evaluator, study);
  return figures;
}

Verdict verdict_of(const Share& share, double threshold) {
  if (share.interval.low >= threshold) return Verdict::yes;
  if (share.interval.high < threshold) return Verdict::no;
  return Verdict::open;
}

bool ranks_before(const PlanFigures& a, const PlanFigures& b) {
  if (a.joint.value != b.joint.value) return a.joint.value > b.joint.value;
  if (a.worst_served != b.worst_served) return a.worst_served > b.worst_served;
  const auto dead = [](const PlanFigures& f) {
    return f.harm.empty() ? 0.0 : f.harm[0].mean + f.harm[2].mean;
  };
  return dead(a) < dead(b);
}

}  // namespace handover::timeline
