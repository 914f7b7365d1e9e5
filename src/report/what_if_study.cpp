#include "report/what_if_study.h"

#include "base/interrupt.h"
#include "base/parallel.h"
#include "report/what_if_weights.h"
#include "timeline/plan_text.h"

#include <algorithm>

namespace handover::report {

using namespace timeline;

namespace {

constexpr std::size_t kPlansKept = 64;
constexpr double kConfidence = 0.90, kFalseOrders = 0.05;
// For the days on which steps are done: so many scenarios and replications tell them to a fortnight or so.
constexpr std::uint32_t kTimedScenarios = 48, kTimedReplications = 4;

std::uint32_t replications_for(const std::vector<JudgedLine>& lines) {
  constexpr std::uint32_t kAbout = 20;
  return whole_replications(lines, kAbout, 8, 2 * kAbout).value_or(kAbout);
}

// The plan's text without its name: renaming it changes no figure.
std::string key_of(const Mission& mission, Plan plan) {
  plan.id = "plan";
  plan.name.clear();
  for (Phase& phase : plan.phases) phase.name.clear();
  return plan_as_toml(mission, plan);
}

// Over scenarios, each counted as often as the plan is signed there.
template <class Score>
double mean_by_scenario(const PlanTally& tally, Score score) {
  Scores scores{.score = {}, .weight = weights_of(tally)};
  for (const ScenarioTally& one : tally.scenarios) scores.score.push_back(score(one));
  return scores.mean();
}

double share_broken(const PlanTally& tally, std::size_t line) {
  return mean_by_scenario(tally, [&](const ScenarioTally& one) {
    return static_cast<double>(one.breaks[line]) / std::max(1U, one.replications);
  });
}

double mean_value(const PlanTally& tally, std::size_t line) {
  return mean_by_scenario(
      tally, [&](const ScenarioTally& one) { return one.value[line] / std::max(1U, one.replications); });
}

double blocks_alone(const Evaluator& evaluator, const Judge& judge, const PlanTally& tally,
                    std::size_t line) {
  const Judge without(evaluator, {.without = line});
  return mean_by_scenario(tally, [&](const ScenarioTally& one) {
    return !judge.all_keep(one) && without.all_keep(one) ? 1.0 : 0.0;
  });
}

// The first scenarios of a tally: an answer of 64 is the same whether or not more are kept.
PlanTally first_of(const PlanTally& tally, std::uint32_t scenarios) {
  return {.scenarios = {
              tally.scenarios.begin(),
              tally.scenarios.begin() + std::min<std::ptrdiff_t>(scenarios, std::ssize(tally.scenarios))}};
}

std::optional<int> quantile_day(const std::vector<int>& days, double probability) {
  const auto at = static_cast<std::size_t>(probability * static_cast<double>(days.size() - 1));
  return days[at] < 0 ? std::nullopt : std::optional(days[at]);
}

StepTiming timing_of(std::vector<int> days) {
  StepTiming timing;
  if (days.empty()) return timing;
  const auto never = std::count(days.begin(), days.end(), -1);
  timing.not_done = static_cast<double>(never) / static_cast<double>(days.size());
  // Not done is later than any day.
  std::sort(days.begin(), days.end(), [](int a, int b) { return b < 0 ? a >= 0 : a >= 0 && a < b; });
  timing.day10 = quantile_day(days, 0.1), timing.day50 = quantile_day(days, 0.5);
  timing.day90 = quantile_day(days, 0.9);
  return timing;
}

std::vector<StepTiming> timings(const Evaluator& evaluator, std::size_t plan, std::size_t phases,
                                int threads) {
  std::vector<std::vector<ReplicationDetail>> details(kTimedScenarios);
  parallel_for(kTimedScenarios, threads, [&](std::size_t w) {
    details[w] = evaluator.details(plan, kFinalDraws.first_scenario + static_cast<std::uint32_t>(w),
                                   kFinalDraws.first_replication, kTimedReplications);
  });
  std::vector<StepTiming> steps;
  for (std::size_t p = 0; p < phases; ++p) {
    std::vector<int> days;
    for (const auto& scenario : details)
      for (const ReplicationDetail& one : scenario) days.push_back(one.phase_passed.at(p));
    steps.push_back(timing_of(std::move(days)));
  }
  return steps;
}

}  // namespace

struct WhatIfStudy::Kept {
  std::string key;
  Plan plan;
  PlanTally tally;
  std::vector<StepTiming> steps;
};

WhatIfStudy::WhatIfStudy(std::shared_ptr<const Mission> mission, Assessed assessed, Seed seed, int threads)
    : mission_(std::move(mission)),
      assessed_(std::move(assessed)),
      seed_(seed),
      threads_(threads),
      lines_(judged_lines(*mission_)),
      ability_(host_ability(*mission_, assessed_.partner)),
      signed_by_(chance_signed_by(*mission_, assessed_.fitted.talks)),
      inputs_(std::make_shared<const ScenarioInputs>(*mission_, assessed_.fitted)) {
  replications_ = replications_for(lines_);
  draws_ = std::make_unique<SimulationEvaluator>(
      *mission_, assessed_.fitted, std::vector<Plan>{},
      SimulatedStudy{.seed = seed_, .scenarios_together = kMostScenarios, .inputs = inputs_});
  solve_needs(*mission_, {posture_today(*mission_)}, assessed_);
}

WhatIfStudy::~WhatIfStudy() = default;

WhatIfStudy::Kept& WhatIfStudy::kept(const Plan& plan) {
  const std::string key = key_of(*mission_, plan);
  {
    const std::lock_guard lock(keeping_);
    const auto found =
        std::find_if(kept_.begin(), kept_.end(), [&](const auto& one) { return one->key == key; });
    if (found != kept_.end()) {
      std::rotate(found, found + 1, kept_.end());
      return *kept_.back();
    }
  }
  tabulate(plan);
  const std::lock_guard lock(keeping_);
  if (kept_.size() >= kPlansKept) kept_.erase(kept_.begin());
  kept_.push_back(std::make_unique<Kept>(Kept{.key = key, .plan = plan, .tally = {}, .steps = {}}));
  return *kept_.back();
}

// Solves the needs of postures that no plan has had before.
void WhatIfStudy::tabulate(const Plan& plan) {
  auto& table = assessed_.fitted.needs.table;
  std::vector<Posture> fresh;
  for (const Posture& posture : simulate::postures_of(*mission_, plan)) {
    const auto same = [&](const needs::SolvedPosture& solved) { return solved.posture == posture; };
    if (std::none_of(table.begin(), table.end(), same)) fresh.push_back(posture);
  }
  if (fresh.empty()) return;
  for (auto& solved : needs::solve_postures(*mission_, fresh, assessed_.demand).table)
    table.push_back(std::move(solved));
}

void WhatIfStudy::simulate(Kept& before, Kept& after, std::uint32_t scenarios, const Control& control,
                           PlanChange& answer) {
  const SimulationEvaluator evaluator(
      *mission_, assessed_.fitted, {before.plan, after.plan},
      {.seed = seed_, .scenarios_together = kMostScenarios, .inputs = inputs_});
  // A stop in the middle must leave whole tallies behind.
  const auto extend = [&](std::size_t plan, Kept& one) {
    if (one.tally.scenarios.size() >= scenarios) return;
    PlanTally longer = one.tally;
    PlanTally* const target = &longer;
    answer.simulated += extend_tallies_in_parts(evaluator, std::span(&plan, 1), kFinalDraws, scenarios,
                                                replications_, std::span(&target, 1), threads_);
    const std::lock_guard lock(keeping_);
    one.tally = std::move(longer);
  };
  extend(0, before);
  control.say(0.4, "the changed plan");
  extend(1, after);
  control.say(0.8, "figures");
  const PlanTally first = first_of(before.tally, scenarios), second = first_of(after.tally, scenarios);
  const Judge judge(evaluator);
  const PlanTally* const both[] = {&first, &second};
  const Study study = study_of(evaluator, kFinalDraws, judge, both, kConfidence, seed_);
  answer.before = figures_of(first, judge, evaluator, study);
  answer.after = figures_of(second, judge, evaluator, study);
  const auto ordering_of = [](const MeanEstimate& mean, const std::vector<double>& difference) {
    return order(mean, difference, {}, 0, kConfidence);
  };
  const auto share_change = [&](const Scores& a, const Scores& b) {
    return ordering_of(share_difference_of(study, a, b), values_of_difference(a, b));
  };
  answer.joint = share_change(judge.joint_scores(second), judge.joint_scores(first));
  for (std::size_t p = 0; p < judge.parties(); ++p)
    answer.by_party.push_back(share_change(judge.party_scores(second, p), judge.party_scores(first, p)));
  for (std::size_t kind = 0; kind < kHarmKinds; ++kind) {
    const auto change = values_of_difference(harm_scores(second, kind), harm_scores(first, kind));
    answer.harm[kind] = ordering_of(harm_mean_of(study, kind, change), change);
  }
  std::vector<Ordering*> all = {&answer.joint};
  for (Ordering& one : answer.by_party) all.push_back(&one);
  for (Ordering& one : answer.harm) all.push_back(&one);
  order_all(all, kFalseOrders);
  const std::size_t regions = mission_->regions.size();
  for (std::size_t r = 0; r < regions; ++r) {
    const auto mean_change = [&](std::size_t harm) {
      return mean_of(values_of_difference(harm_scores(second, harm), harm_scores(first, harm)));
    };
    answer.civilians_by_region.push_back(
        {mean_change(kHarmKinds + r), mean_change(kHarmKinds + regions + r)});
  }
  for (std::size_t line = 0; line < lines_.size(); ++line)
    answer.lines.push_back({.line = line,
                            .kept_before = answer.before.by_line[line],
                            .kept_after = answer.after.by_line[line],
                            .broken_before = share_broken(first, line),
                            .broken_after = share_broken(second, line),
                            .value_before = mean_value(first, line),
                            .value_after = mean_value(second, line),
                            .blocks_alone = blocks_alone(evaluator, judge, second, line)});
}

PlanChange WhatIfStudy::change(const Plan& before, const Plan& after, std::uint32_t scenarios,
                               bool with_steps, const Control& control) {
  const StopScope scope(control.stop);
  const std::lock_guard lock(working_);
  throw_if_interrupted();
  control.say(0.0, "needs of the new postures");
  PlanChange answer{.scenarios = std::min(scenarios, kMostScenarios), .replications = replications_};
  Kept& stated = kept(before);
  Kept& second = kept(after);
  control.say(0.1, "the plan before");
  simulate(stated, second, answer.scenarios, control, answer);
  if (with_steps) {
    const SimulationEvaluator evaluator(
        *mission_, assessed_.fitted, {stated.plan, second.plan},
        {.seed = seed_, .scenarios_together = kMostScenarios, .inputs = inputs_});
    if (stated.steps.empty()) stated.steps = timings(evaluator, 0, stated.plan.phases.size(), threads_);
    if (second.steps.empty()) second.steps = timings(evaluator, 1, second.plan.phases.size(), threads_);
    answer.steps_before = stated.steps, answer.steps_after = second.steps;
  }
  const WarningSources sources{
      .ability = ability_, .needs = &assessed_.fitted.needs, .signed_by = signed_by_};
  answer.warnings_before = plan_warnings(*mission_, before, sources);
  answer.warnings_after = plan_warnings(*mission_, after, sources);
  control.say(1.0, "done");
  return answer;
}

std::optional<Reweighted> WhatIfStudy::reweigh(const Plan& before, const Plan& after,
                                               const std::vector<RangeChange>& ranges) {
  const std::string first_key = key_of(*mission_, before), second_key = key_of(*mission_, after);
  PlanTally first, second;
  const std::lock_guard lock(keeping_);
  for (const auto& one : kept_) {
    if (one->key == first_key) first = one->tally;
    if (one->key == second_key) second = one->tally;
  }
  const auto scenarios =
      static_cast<std::uint32_t>(std::min(first.scenarios.size(), second.scenarios.size()));
  if (scenarios == 0) return std::nullopt;
  while (assumed_.size() < scenarios) {
    auto inputs = draws_->inputs_of(kFinalDraws.first_scenario + static_cast<std::uint32_t>(assumed_.size()));
    inputs.resize(mission_->assumptions.size());
    assumed_.push_back(std::move(inputs));
  }
  return reweighted(Judge(*draws_), first_of(first, scenarios), first_of(second, scenarios),
                    std::span(assumed_).first(scenarios), mission_->assumptions, ranges);
}

}  // namespace handover::report
