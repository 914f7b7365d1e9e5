#include "timeline/simulation_evaluator.h"

#include "mission/assumption_keys.h"
#include "timeline/tallies.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

using MetricArray = std::array<float, kMetrics>;

bool is_broken(const RedLine& line, double value, double factor = 1.0) {
  return line.compare == Compare::at_most ? value > factor * line.threshold : value < factor * line.threshold;
}

const MetricArray& judged_at(const simulate::Lines& rules, std::size_t line, const simulate::Outcome& outcome,
                             const std::vector<MetricArray>& at_milestones) {
  const int milestone = rules.milestone[line];
  return milestone < 0 ? outcome.metric : at_milestones[static_cast<std::size_t>(milestone)];
}

double metric(const MetricArray& values, Metric which) {
  return values[static_cast<std::size_t>(which)];
}

std::vector<JudgedLine> lines_of(const simulate::Lines& rules) {
  std::vector<JudgedLine> lines;
  for (std::size_t i = 0; i < rules.line.size(); ++i) {
    const RedLine& line = rules.line[i];
    lines.push_back({rules.party[i].index, line.tolerated.value(), line.words, line.metric,
                     line.compare == Compare::at_most, line.threshold});
  }
  return lines;
}

// An assumed effect on a rate: nought is no effect.
bool is_effect(const Assumption& assumption) {
  const auto effect = effect_named(assumption.key);
  return effect && key_of(*effect).unit == key_of(Effect::insurgent_response_to_handover).unit;
}

void add_harm(const simulate::Outcome& outcome, std::size_t regions, std::vector<double>& harm) {
  harm[0] += metric(outcome.metric, Metric::coalition_deaths);
  harm[1] += metric(outcome.metric, Metric::host_force_deaths);
  harm[2] += metric(outcome.metric, Metric::civilians_killed);
  harm[3] += metric(outcome.metric, Metric::civilians_displaced);
  for (std::size_t r = 0; r < regions; ++r) {
    if (r < outcome.civilians_killed_by_region.size()) {
      harm[kHarmKinds + r] += outcome.civilians_killed_by_region[r];
    }
    if (r < outcome.civilians_displaced_by_region.size()) {
      harm[kHarmKinds + regions + r] += outcome.civilians_displaced_by_region[r];
    }
  }
}

}  // namespace

std::vector<JudgedLine> judged_lines(const Mission& mission) {
  return lines_of(simulate::Lines(mission, mission.rules));
}

SimulationEvaluator::SimulationEvaluator(const Mission& mission, const simulate::Assessment& assessment,
                                         std::vector<Plan> plans, const SimulatedStudy& study)
    : mission_(mission),
      assessment_(assessment),
      plans_(std::move(plans)),
      study_(study),
      rules_(mission, mission.rules),
      inputs_(study.inputs ? study.inputs : std::make_shared<const ScenarioInputs>(mission, assessment)) {
  simulators_.resize(plans_.size());
  for (const Party& party : mission.parties) parties_.push_back({party.id, party.name, party.decides});
  lines_ = lines_of(rules_);
}

std::vector<double> SimulationEvaluator::inputs_of(std::uint32_t scenario) const {
  return inputs_->of(this->scenario(scenario));
}

Seed SimulationEvaluator::seed_of(std::uint32_t scenario) const {
  return scenario < kFinalDraws.first_scenario ? study_.search_seed : study_.seed;
}

const simulate::Scenario& SimulationEvaluator::scenario(std::uint32_t id) const {
  const std::lock_guard lock(mutex_);
  if (const auto found = scenarios_.find(id); found != scenarios_.end()) return found->second;
  // Stages of the search lie a million apart; in each, scenarios are laid out so many at a time.
  const std::uint32_t stage = id / kStageScenarios * kStageScenarios;
  const std::uint32_t together = std::max(1U, study_.scenarios_together);
  const std::uint32_t first = stage + (id - stage) / together * together;
  auto layout = layouts_.find(first);
  if (layout == layouts_.end()) {
    layout =
        layouts_.emplace(first, simulate::ScenarioLayout(mission_, assessment_, seed_of(id), together, first))
            .first;
  }
  simulate::Scenario drawn = layout->second.scenario(id - first);
  for (std::size_t i = 0; study_.effects_scale != 1.0 && i < mission_.assumptions.size(); ++i) {
    if (is_effect(mission_.assumptions[i])) drawn.assumption[i] *= study_.effects_scale;
  }
  return scenarios_.emplace(id, std::move(drawn)).first->second;
}

const simulate::Simulator& SimulationEvaluator::simulator(std::size_t plan) const {
  const std::lock_guard lock(mutex_);
  auto& made = simulators_[plan];
  if (!made) made.emplace(mission_, assessment_, plans_[plan], rules_.milestones, study_.off);
  return *made;
}

void SimulationEvaluator::run(std::size_t plan, std::uint32_t first_scenario, std::uint32_t first_replication,
                              std::uint32_t replications, std::span<ScenarioTally> scenarios) const {
  run_many(std::span(&plan, 1), first_scenario, first_replication, replications, std::span(&scenarios, 1));
}

void SimulationEvaluator::run_many(std::span<const std::size_t> plans, std::uint32_t first_scenario,
                                   std::uint32_t first_replication, std::uint32_t replications,
                                   std::span<const std::span<ScenarioTally>> scenarios) const {
  std::vector<const simulate::Simulator*> simulators;
  for (const std::size_t plan : plans) simulators.push_back(&simulator(plan));
  simulate::SharedRuns runs(simulators);
  for (std::size_t w = 0; !scenarios.empty() && w < scenarios.front().size(); ++w) {
    const simulate::Scenario& here = scenario(first_scenario + static_cast<std::uint32_t>(w));
    runs.enter(here, seed_of(here.id));
    std::vector<Signing> signing;
    std::vector<std::optional<std::int32_t>> by;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      by.push_back(signed_by_day(plans[i]));
      signing.emplace_back(by.back().has_value(), can_agree(here), here.id % kSignedOrNotEvery == 0,
                           replications, scenarios[i][w]);
    }
    run_scenario(runs, first_replication, by, signing);
  }
  const std::lock_guard lock(mutex_);
  days_simulated_ += runs.days_simulated();
  days_lived_ += runs.days_lived();
}

void SimulationEvaluator::run_scenario(simulate::SharedRuns& runs, std::uint32_t first_replication,
                                       const std::vector<std::optional<std::int32_t>>& by,
                                       std::vector<Signing>& signing) const {
  std::vector<simulate::Wanted> wanted(signing.size());
  for (std::uint32_t f = 0;; ++f) {
    bool any = false;
    for (std::size_t i = 0; i < signing.size(); ++i) {
      wanted[i] = {.at_all = signing[i].wants(f)};
      if (!signing[i].whole(f)) wanted[i].signed_by = by[i].value_or(0);
      any = any || wanted[i].at_all;
    }
    if (!any) break;
    runs.run(first_replication + f, wanted);
    for (std::size_t i = 0; i < signing.size(); ++i) {
      if (!wanted[i].at_all) continue;
      const auto& agreed = runs.of(i).outcome().agreed_on;
      const bool in_time = runs.finished(i) && (!by[i] || (agreed && *agreed <= *by[i]));
      signing[i].note(f, in_time, empty_sums(), [&](ReplicationSums& sums) { count(runs.of(i), sums); });
    }
  }
  for (Signing& one : signing) one.finish();
}

// In some scenarios the positions leave no deal that both sides prefer to none.
bool SimulationEvaluator::can_agree(const simulate::Scenario& scenario) const {
  const auto& talks = assessment_.talks;
  if (talks.state_at_as_of == TalksState::agreed) return true;
  return scenario.talks_draw >= talks.settlements.size() || talks.settlements[scenario.talks_draw].deal;
}

void SimulationEvaluator::count(const simulate::Session& session, ReplicationSums& sums) const {
  const simulate::Outcome& outcome = session.outcome();
  std::vector<bool> held(parties_.size() + 1, true);
  for (std::size_t line = 0; line < lines_.size(); ++line) {
    const RedLine& rule = rules_.line[line];
    const double value = metric(judged_at(rules_, line, outcome, session.at_milestones()), rule.metric);
    const bool broken = is_broken(rule, value);
    sums.note_line(line, broken, is_broken(rule, value, 0.5), is_broken(rule, value, 2.0));
    sums.value[line] += value;
    if (!broken) continue;
    held[lines_[line].party] = false;
    if (parties_[lines_[line].party].decides) held.back() = false;
  }
  for (std::size_t party = 0; party < held.size(); ++party) sums.held[party] += held[party] ? 1 : 0;
  add_harm(outcome, mission_.regions.size(), sums.harm);
  sums.note_replication();
}

std::optional<std::int32_t> SimulationEvaluator::signed_by_day(std::size_t plan) const {
  const Plan& one = plans_[plan];
  if (!one.signature.waits_for_agreement() || one.phases.empty() ||
      study_.off.test(static_cast<std::size_t>(simulate::Mechanism::signature)))
    return std::nullopt;
  return std::max(0, days_between(mission_.as_of, first_day(one.phases.front().earliest)).value);
}

InputPopulation SimulationEvaluator::population() const {
  InputPopulation population = inputs_->population();
  for (std::size_t i = 0; study_.effects_scale != 1.0 && i < mission_.assumptions.size(); ++i) {
    if (is_effect(mission_.assumptions[i])) population.mean[i] *= study_.effects_scale;
  }
  return population;
}

double SimulationEvaluator::days_shared() const {
  const std::lock_guard lock(mutex_);
  return days_lived_ == 0 ? 0.0
                          : 1.0 - static_cast<double>(days_simulated_) / static_cast<double>(days_lived_);
}

std::vector<ReplicationDetail> SimulationEvaluator::details(std::size_t plan, std::uint32_t scenario,
                                                            std::uint32_t first_replication,
                                                            std::uint32_t replications) const {
  // The rules' own milestones first, then the first day of each month to come.
  simulate::Milestones milestones = rules_.milestones;
  const std::size_t months_from = milestones.days.size();
  for (int m = 1; m <= mission_.horizon_months; ++m) {
    const Date first = first_day(plus_months(month_of(mission_.as_of), m));
    milestones.days.push_back(days_between(mission_.as_of, first).value);
  }
  const simulate::Simulator simulator(mission_, assessment_, plans_[plan], milestones, study_.off);
  simulate::Session session(simulator);
  session.enter(this->scenario(scenario), study_.seed);
  std::vector<ReplicationDetail> details;
  for (std::uint32_t f = 0; f < replications; ++f) {
    const simulate::Outcome& outcome = session.run(first_replication + f);
    ReplicationDetail detail;
    for (const auto& day : outcome.phase_passed) detail.phase_passed.push_back(day.value_or(-1));
    for (std::size_t m = months_from; m < milestones.days.size(); ++m) {
      const double deaths = metric(session.at_milestones()[m], Metric::coalition_deaths);
      detail.coalition_deaths_by_month.push_back(static_cast<float>(deaths));
    }
    const auto by = signed_by_day(plan);
    detail.in_time = !by || (outcome.agreed_on && *outcome.agreed_on <= *by);
    for (std::size_t line = 0; line < lines_.size() && line < 64; ++line) {
      const auto& values = judged_at(rules_, line, outcome, session.at_milestones());
      if (is_broken(rules_.line[line], metric(values, rules_.line[line].metric))) {
        detail.broken |= std::uint64_t{1} << line;
      }
    }
    detail.expelled = metric(outcome.metric, Metric::expelled) > 0.5;
    detail.agreed = outcome.talks == TalksState::agreed;
    detail.reversals = static_cast<float>(metric(outcome.metric, Metric::reversals));
    detail.slip_days = static_cast<float>(metric(outcome.metric, Metric::slip_days));
    details.push_back(std::move(detail));
  }
  return details;
}

}  // namespace handover::timeline
