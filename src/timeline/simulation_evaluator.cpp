#include "timeline/simulation_evaluator.h"

#include "simulate/shared_runs.h"

#include <array>

#include <fmt/format.h>

namespace handover::timeline {
namespace {

using MetricArray = std::array<float, kMetrics>;

bool is_broken(const RedLine& line, double value) {
  return line.compare == Compare::at_most ? value > line.threshold : value < line.threshold;
}

const MetricArray& judged_at(const simulate::Lines& rules, std::size_t line, const simulate::Outcome& outcome,
                             const std::vector<MetricArray>& at_milestones) {
  const int milestone = rules.milestone[line];
  return milestone < 0 ? outcome.metric : at_milestones[static_cast<std::size_t>(milestone)];
}

double metric(const MetricArray& values, Metric which) {
  return values[static_cast<std::size_t>(which)];
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

SimulationEvaluator::SimulationEvaluator(const Mission& mission, const simulate::Assessment& assessment,
                                         std::vector<Plan> plans, Seed seed)
    : mission_(mission),
      assessment_(assessment),
      plans_(std::move(plans)),
      seed_(seed),
      rules_(mission, mission.rules),
      inputs_(mission, assessment) {
  for (const Party& party : mission.parties) parties_.push_back({party.id, party.name, party.decides});
  for (std::size_t i = 0; i < rules_.line.size(); ++i) {
    lines_.push_back({rules_.party[i].index, rules_.line[i].tolerated.value(), rules_.line[i].words});
  }
}

std::vector<double> SimulationEvaluator::inputs_of(std::uint32_t scenario) const {
  return inputs_.of(this->scenario(scenario));
}

const simulate::Scenario& SimulationEvaluator::scenario(std::uint32_t id) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = scenarios_.find(id); found != scenarios_.end()) return found->second;
  }
  auto drawn = simulate::draw_scenario(mission_, assessment_, seed_, id);
  const std::lock_guard lock(mutex_);
  return scenarios_.emplace(id, std::move(drawn)).first->second;
}

void SimulationEvaluator::run(std::size_t plan, std::uint32_t first_scenario, std::uint32_t first_replication,
                              std::uint32_t replications, std::span<ScenarioTally> scenarios) const {
  run_many(std::span(&plan, 1), first_scenario, first_replication, replications, std::span(&scenarios, 1));
}

void SimulationEvaluator::run_many(std::span<const std::size_t> plans, std::uint32_t first_scenario,
                                   std::uint32_t first_replication, std::uint32_t replications,
                                   std::span<const std::span<ScenarioTally>> scenarios) const {
  std::vector<simulate::Simulator> simulators;
  for (const std::size_t plan : plans)
    simulators.emplace_back(mission_, assessment_, plans_[plan], rules_.milestones);
  std::vector<const simulate::Simulator*> pointers;
  for (const simulate::Simulator& simulator : simulators) pointers.push_back(&simulator);
  simulate::SharedRuns runs(pointers);
  for (std::size_t w = 0; !scenarios.empty() && w < scenarios.front().size(); ++w) {
    runs.enter(scenario(first_scenario + static_cast<std::uint32_t>(w)), seed_);
    for (std::uint32_t f = 0; f < replications; ++f) {
      runs.run(first_replication + f);
      for (std::size_t i = 0; i < plans.size(); ++i) count(runs.of(i), scenarios[i][w]);
    }
  }
  const std::lock_guard lock(mutex_);
  days_simulated_ += runs.days_simulated();
  days_lived_ += runs.days_lived();
}

void SimulationEvaluator::count(const simulate::Session& session, ScenarioTally& tally) const {
  const simulate::Outcome& outcome = session.outcome();
  for (std::size_t line = 0; line < lines_.size(); ++line) {
    const auto& values = judged_at(rules_, line, outcome, session.at_milestones());
    tally.breaks[line] += is_broken(rules_.line[line], metric(values, rules_.line[line].metric)) ? 1 : 0;
  }
  add_harm(outcome, mission_.regions.size(), tally.harm);
  ++tally.replications;
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
  const simulate::Simulator simulator(mission_, assessment_, plans_[plan], milestones);
  simulate::Session session(simulator);
  session.enter(this->scenario(scenario), seed_);
  std::vector<ReplicationDetail> details;
  for (std::uint32_t f = 0; f < replications; ++f) {
    const simulate::Outcome& outcome = session.run(first_replication + f);
    ReplicationDetail detail;
    for (const auto& day : outcome.phase_passed) detail.phase_passed.push_back(day.value_or(-1));
    for (std::size_t m = months_from; m < milestones.days.size(); ++m) {
      const double deaths = metric(session.at_milestones()[m], Metric::coalition_deaths);
      detail.coalition_deaths_by_month.push_back(static_cast<float>(deaths));
    }
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
