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
    std::vector<double> values = harm_by_scenario(tally, h);
    const MeanEstimate mean = harm_mean_of(study, kind_of_harm(h, evaluator.region_count()), values);
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

// The share of replications, over all scenarios.
Share pooled(const PlanTally& tally, const Study& study, std::size_t party) {
  std::vector<double> chance;
  for (const ScenarioTally& one : tally.scenarios)
    chance.push_back(one.replications == 0 ? 0.0 : static_cast<double>(one.held[party]) / one.replications);
  return share_of(study, chance);
}

IfSigned if_signed(const PlanTally& tally) {
  double replications = 0.0, in_time = 0.0, held = 0.0, held_in_all = 0.0;
  for (const ScenarioTally& one : tally.scenarios) {
    replications += one.replications;
    in_time += one.signed_in_time;
    held += one.held_when_signed;
    held_in_all += one.held.back();
  }
  IfSigned result;
  if (replications > 0.0) result.chance_in_time = in_time / replications;
  if (in_time > 0.0) result.all_hold = held / in_time;
  if (replications > in_time) result.all_hold_otherwise = (held_in_all - held) / (replications - in_time);
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
    figures.chance_by_party.push_back(pooled(tally, study, party));
  }
  for (std::size_t line = 0; line < judge.lines(); ++line)
    figures.by_line.push_back(share_of(study, judge.line_scores(tally, line)));
  figures.joint = share_of(study, judge.joint_scores(tally));
  cap_at_parties(figures, judge);
  figures.chance_all_hold = pooled(tally, study, judge.parties());
  figures.if_signed = if_signed(tally);
  figures.harm = harm_of(tally, evaluator, study);
  figures.worst_served = worst_served_of(figures.by_party, judge);
  return figures;
}

namespace {

// [scenario] the least or the greatest score over the plans.
std::vector<double> read_together(const std::vector<const PlanTally*>& tallies, const Judge& judge,
                                  std::size_t party, bool worst_reading) {
  std::vector<double> scores = judge.party_scores(*tallies.front(), party);
  for (const PlanTally* tally : tallies) {
    const auto other = judge.party_scores(*tally, party);
    for (std::size_t w = 0; w < scores.size(); ++w)
      scores[w] = worst_reading ? std::min(scores[w], other[w]) : std::max(scores[w], other[w]);
  }
  return scores;
}

const PlanTally& deadliest(const std::vector<const PlanTally*>& tallies, bool most) {
  const auto deaths = [](const PlanTally* tally) {
    double sum = 0.0;
    for (const ScenarioTally& scenario : tally->scenarios)
      sum += scenario.mean_harm(0) + scenario.mean_harm(2);
    return sum;
  };
  const auto fewer = [&](const PlanTally* a, const PlanTally* b) { return deaths(a) < deaths(b); };
  return most ? **std::max_element(tallies.begin(), tallies.end(), fewer)
              : **std::min_element(tallies.begin(), tallies.end(), fewer);
}

}  // namespace

PlanFigures unstated_figures(const std::vector<const PlanTally*>& tallies, const Judge& judge,
                             const Evaluator& evaluator, const Study& study, bool worst_reading) {
  PlanFigures figures;
  std::vector<double> joint(tallies.front()->scenarios.size(), 1.0);
  for (std::size_t party = 0; party < judge.parties(); ++party) {
    const auto own = read_together(tallies, judge, party, worst_reading);
    figures.by_party.push_back(share_of(study, own));
    const auto& deciding = judge.deciding();
    if (std::find(deciding.begin(), deciding.end(), party) == deciding.end()) continue;
    for (std::size_t w = 0; w < joint.size(); ++w) joint[w] = std::min(joint[w], own[w]);
  }
  figures.joint = share_of(study, joint);
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
