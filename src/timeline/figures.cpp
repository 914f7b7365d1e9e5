#include "timeline/figures.h"

#include "numerics/draws.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

using Call = Judge::Call;

// From worst to best, so that readings can be combined by least and most.
int rank(Call call) {
  switch (call) {
    case Call::surely_broken:
      return 0;
    case Call::broken:
      return 1;
    case Call::kept:
      return 2;
    case Call::surely_kept:
      return 3;
  }
  return 0;
}
Call worse(Call a, Call b) {
  return rank(a) < rank(b) ? a : b;
}
Call better(Call a, Call b) {
  return rank(a) < rank(b) ? b : a;
}

double worst_served_of(const std::vector<Share>& by_party, const Judge& judge) {
  double least = 1.0;
  for (const std::size_t party : judge.deciding()) least = std::min(least, by_party[party].value);
  return least;
}

std::vector<ScenarioFigure> harm_of(const PlanTally& tally, const Evaluator& evaluator, double confidence) {
  std::vector<ScenarioFigure> harm;
  for (std::size_t h = 0; h < evaluator.harm_count(); ++h) {
    std::vector<double> by_scenario;
    for (const ScenarioTally& scenario : tally.scenarios) by_scenario.push_back(scenario.mean_harm(h));
    harm.push_back(scenario_figure(std::move(by_scenario), confidence));
  }
  return harm;
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
                       double confidence) {
  PlanFigures figures;
  for (std::size_t party = 0; party < judge.parties(); ++party) {
    figures.by_party.push_back(judge.party_share(tally, party, confidence));
  }
  for (std::size_t line = 0; line < evaluator.lines().size(); ++line) {
    figures.by_line.push_back(judge.line_share(tally, line, confidence));
  }
  figures.joint = judge.joint_share(tally, confidence);
  figures.harm = harm_of(tally, evaluator, confidence);
  figures.worst_served = worst_served_of(figures.by_party, judge);
  return figures;
}

namespace {

// The calls of one party, or of every deciding party, over several readings of one plan.
struct Reading {
  std::vector<Call> calls;
  Judge::LineSet errors;
};

Reading party_reading(const std::vector<const PlanTally*>& tallies, const Judge& judge, std::size_t party,
                      bool worst_reading) {
  Reading reading{.calls = {}, .errors = judge.set_of_party(party)};
  for (std::size_t w = 0; w < tallies.front()->scenarios.size(); ++w) {
    Call call = judge.of_party(tallies.front()->scenarios[w], party);
    for (const PlanTally* tally : tallies) {
      const Call other = judge.of_party(tally->scenarios[w], party);
      call = worst_reading ? worse(call, other) : better(call, other);
    }
    reading.calls.push_back(call);
  }
  // A certain call is wrong if any of the calls it rests on is wrong.
  double& error = worst_reading ? reading.errors.broken_error : reading.errors.kept_error;
  error = std::min(1.0, error * static_cast<double>(tallies.size()));
  return reading;
}

Reading joint_reading(const std::vector<const PlanTally*>& tallies, const Judge& judge, bool worst_reading) {
  Reading joint{.calls = std::vector<Call>(tallies.front()->scenarios.size(), Call::surely_kept),
                .errors = {}};
  for (const std::size_t party : judge.deciding()) {
    const Reading own = party_reading(tallies, judge, party, worst_reading);
    for (std::size_t w = 0; w < own.calls.size(); ++w) joint.calls[w] = worse(joint.calls[w], own.calls[w]);
    joint.errors.kept_error = std::max(joint.errors.kept_error, own.errors.kept_error);
    joint.errors.broken_error = std::min(1.0, joint.errors.broken_error + own.errors.broken_error);
  }
  return joint;
}

}  // namespace

PlanFigures unstated_figures(const std::vector<const PlanTally*>& tallies, const Judge& judge,
                             const Evaluator& evaluator, double confidence, bool worst_reading) {
  PlanFigures figures;
  for (std::size_t party = 0; party < judge.parties(); ++party) {
    figures.by_party.push_back(judge.intersect(confidence, [&](const Judge& one, double each) {
      const Reading reading = party_reading(tallies, one, party, worst_reading);
      return one.share(reading.calls, reading.errors, each);
    }));
  }
  figures.joint = judge.intersect(confidence, [&](const Judge& one, double each) {
    const Reading reading = joint_reading(tallies, one, worst_reading);
    return one.share(reading.calls, reading.errors, each);
  });
  for (const std::size_t party : judge.deciding()) cap_at(figures.joint, figures.by_party[party]);
  figures.worst_served = worst_served_of(figures.by_party, judge);
  // Harm beside it: of the plan that costs the most (least) lives.
  const auto deaths = [](const PlanTally* tally) {
    double sum = 0.0;
    for (const ScenarioTally& scenario : tally->scenarios)
      sum += scenario.mean_harm(0) + scenario.mean_harm(2);
    return sum;
  };
  const auto by_deaths = [&](const PlanTally* a, const PlanTally* b) { return deaths(a) < deaths(b); };
  const PlanTally* shown = worst_reading ? *std::max_element(tallies.begin(), tallies.end(), by_deaths)
                                         : *std::min_element(tallies.begin(), tallies.end(), by_deaths);
  figures.harm = harm_of(*shown, evaluator, confidence);
  return figures;
}

Verdict verdict_of(const Share& share, double threshold) {
  if (share.interval.low >= threshold) return Verdict::yes;
  if (share.interval.high < threshold) return Verdict::no;
  return Verdict::open;
}

bool ranks_before(const PlanFigures& a, const PlanFigures& b) {
  if (a.worst_served != b.worst_served) return a.worst_served > b.worst_served;
  if (a.joint.value != b.joint.value) return a.joint.value > b.joint.value;
  const auto dead = [](const PlanFigures& f) {
    return f.harm.empty() ? 0.0 : f.harm[0].mean + f.harm[2].mean;
  };
  return dead(a) < dead(b);
}

}  // namespace handover::timeline
