// The replications module behind the evaluator's door.
#pragma once

#include "simulate/batch.h"
#include "simulate/scenario_layout.h"
#include "simulate/shared_runs.h"
#include "simulate/simulate.h"
#include "timeline/evaluator.h"
#include "timeline/signing.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace handover::timeline {

// The red lines of the mission's rules, in the order that its evaluators have them.
std::vector<JudgedLine> judged_lines(const Mission& mission);

// What the simulations of one study have in common.
struct SimulatedStudy {
  Seed seed;
  Seed search_seed;                        // of the first stage, in which plans are found (kRaceDraws)
  std::uint32_t scenarios_together = 256;  // laid out evenly, this many at a time
  simulate::Switches off = {};             // mechanisms switched off: what does the answer owe to them?
  double effects_scale = 1.0;              // on every assumed effect on a rate
  // What tells the scenarios apart, shared by all evaluators of the study: it costs a forecast of every
  // fitted draw. Nothing: made anew.
  std::shared_ptr<const ScenarioInputs> inputs = {};
};

// Mission and assessment must outlive it; plans are copied. Red lines come from mission.rules.
class SimulationEvaluator : public Evaluator {
 public:
  SimulationEvaluator(const Mission& mission, const simulate::Assessment& assessment, std::vector<Plan> plans,
                      const SimulatedStudy& study);
  std::size_t plan_count() const override { return plans_.size(); }
  const std::vector<JudgedParty>& parties() const override { return parties_; }
  const std::vector<JudgedLine>& lines() const override { return lines_; }
  std::size_t region_count() const override { return mission_.regions.size(); }
  const std::vector<ScenarioInput>& inputs() const override { return inputs_->list(); }
  std::vector<double> inputs_of(std::uint32_t scenario) const override;
  InputPopulation population() const override;
  void run(std::size_t plan, std::uint32_t first_scenario, std::uint32_t first_replication,
           std::uint32_t replications, std::span<ScenarioTally> scenarios) const override;
  void run_many(std::span<const std::size_t> plans, std::uint32_t first_scenario,
                std::uint32_t first_replication, std::uint32_t replications,
                std::span<const std::span<ScenarioTally>> scenarios) const override;
  double days_shared() const override;
  std::vector<ReplicationDetail> details(std::size_t plan, std::uint32_t scenario,
                                         std::uint32_t first_replication,
                                         std::uint32_t replications) const override;

 private:
  Seed seed_of(std::uint32_t scenario) const;
  // Drawing a scenario's assumptions costs as much as several replications, and every plan is tried in the
  // same ones.
  const simulate::Scenario& scenario(std::uint32_t id) const;
  const simulate::Simulator& simulator(std::size_t plan) const;  // made at its first use
  // `by`: [plan] the day by which it is to be signed.
  void run_scenario(simulate::SharedRuns& runs, std::uint32_t first_replication,
                    const std::vector<std::optional<std::int32_t>>& by, std::vector<Signing>& signing) const;
  void count(const simulate::Session& session, ReplicationSums& sums) const;
  bool can_agree(const simulate::Scenario& scenario) const;
  // The day by which a plan that waits for its signature is to be signed: its first step's.
  std::optional<std::int32_t> signed_by_day(std::size_t plan) const;

  const Mission& mission_;
  const simulate::Assessment& assessment_;
  std::vector<Plan> plans_;
  SimulatedStudy study_;
  simulate::Lines rules_;
  std::shared_ptr<const ScenarioInputs> inputs_;
  std::vector<JudgedParty> parties_;
  std::vector<JudgedLine> lines_;
  mutable std::mutex mutex_;
  mutable std::vector<std::optional<simulate::Simulator>> simulators_;  // [plan]
  mutable std::map<std::uint32_t, simulate::Scenario> scenarios_;       // drawn so far
  mutable std::map<std::uint32_t, simulate::ScenarioLayout> layouts_;   // by first id
  mutable std::uint64_t days_simulated_ = 0, days_lived_ = 0;
};

}  // namespace handover::timeline
