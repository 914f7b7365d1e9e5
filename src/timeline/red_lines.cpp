// The red-line board: each line of each party under the chosen plan, and what the answer would be if the
// lines were judged otherwise.
#include "timeline/answers.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

constexpr double kNear = 0.1;  // of a tolerance

double joint_share(const AnswerContext& context, const Judge& judge, const PlanTally& tally) {
  return share_of(context.study, judge.joint_scores(tally)).value;
}

// The line alone is broken, of all that decide.
double blocks_alone(const AnswerContext& context, const PlanTally& tally, std::size_t line) {
  const Judge without(context.evaluator, {.without = line});
  Scores alone = context.judge.joint_scores(tally);
  for (std::size_t w = 0; w < alone.score.size(); ++w) {
    const ScenarioTally& scenario = tally.scenarios[w];
    alone.score[w] = !context.judge.all_keep(scenario) && without.all_keep(scenario) ? 1.0 : 0.0;
  }
  return alone.mean();
}

// One line judged otherwise, all others as stated.
template <class Score>
double joint_with(const AnswerContext& context, const PlanTally& tally, std::size_t line, Score score) {
  const Judge without(context.evaluator, {.without = line});
  Scores scores = without.joint_scores(tally);
  for (std::size_t w = 0; w < scores.score.size(); ++w)
    scores.score[w] = std::min(scores.score[w], score(tally.scenarios[w]));
  return share_of(context.study, scores).value;
}

void add_gains(const AnswerContext& context, const PlanTally& tally, double stated, RedLineStanding& one) {
  const std::size_t line = one.line;
  const auto gain = [&](Rule rule) {
    const Judge laxer(context.evaluator, rule);
    return joint_with(context, tally, line, [&](const auto& s) { return laxer.line_score(s, line); }) -
           stated;
  };
  one.gain_without = joint_with(context, tally, line, [](const auto&) { return 1.0; }) - stated;
  one.gain_tolerance = gain({.tolerance = Scale::twice});
  const double half = gain({.threshold = Scale::half}), twice = gain({.threshold = Scale::twice});
  one.gain_threshold = std::max({0.0, half, twice});
  if (one.gain_threshold > 0.0) one.laxer_is_double = twice >= half;
}

RedLineStanding standing_of(const AnswerContext& context, const TimelineReport& report,
                            const PlanTally& tally, std::size_t line) {
  RedLineStanding one{.line = line, .kept = report.map.chosen_figures.by_line[line]};
  const JudgedLine& rule = report.lines[line];
  one.counts = report.parties[rule.party].decides;
  const auto mean = [&](auto score) {
    Scores scores = context.judge.line_scores(tally, line);
    for (std::size_t w = 0; w < scores.score.size(); ++w) scores.score[w] = score(tally.scenarios[w]);
    return scores.mean();
  };
  const auto broken = [&](const ScenarioTally& scenario) {
    return static_cast<double>(scenario.breaks[line]) / std::max(1U, scenario.replications);
  };
  one.chance_broken = mean(broken);
  one.mean_value = mean([&](const ScenarioTally& s) { return s.value[line] / std::max(1U, s.replications); });
  one.near_share = mean([&](const ScenarioTally& scenario) {
    return std::abs(broken(scenario) - rule.tolerated) <= kNear ? 1.0 : 0.0;
  });
  if (!one.counts) return one;
  one.blocks_alone = blocks_alone(context, tally, line);
  add_gains(context, tally, report.map.chosen_figures.joint.value, one);
  return one;
}

Rule rule_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::half_tolerance:
      return {.tolerance = Scale::half};
    case Judgement::double_tolerance:
      return {.tolerance = Scale::twice};
    case Judgement::half_threshold:
      return {.threshold = Scale::half};
    case Judgement::double_threshold:
      return {.threshold = Scale::twice};
  }
  return {};
}

}  // namespace

void add_red_lines(const AnswerContext& context, TimelineReport& report) {
  if (!report.map.chosen) return;
  const PlanTally& tally = chosen_tally(context, report);
  for (std::size_t line = 0; line < report.lines.size(); ++line)
    report.sensitivity.red_lines.push_back(standing_of(context, report, tally, line));
}

void add_judged_otherwise(const AnswerContext& context, TimelineReport& report) {
  if (!report.map.chosen) return;
  for (std::size_t i = 0; i < kJudgements; ++i) {
    JudgedOtherwise one{.judgement = static_cast<Judgement>(i), .chosen = {}, .best = {}};
    const Judge judge(context.evaluator, rule_of(one.judgement));
    one.chosen = share_of(context.study, judge.joint_scores(chosen_tally(context, report)));
    for (const CellIndex c : report.map.cells.indices()) {
      const MapCell& cell = report.map.cells[c];
      if (!cell.residual.stated || !cell.standing.signable) continue;
      const double share = joint_share(context, judge, context.finals.plan[cell.plan]);
      if (share <= one.best_share) continue;
      one.best_share = share;
      one.best = c;
    }
    if (one.best && !report.map.cells[*one.best].standing.in_set) {
      const auto best = judge.joint_scores(context.finals.plan[report.map.cells[*one.best].plan]);
      const auto own = judge.joint_scores(chosen_tally(context, report));
      one.flips = share_difference_of(context.study, best, own).interval.low > 0.0;
    }
    report.sensitivity.judged_otherwise.push_back(one);
  }
}

}  // namespace handover::timeline
