// The replications module behind the evaluator's door.
#pragma once

#include "simulate/batch.h"
#include "simulate/simulate.h"
#include "timeline/evaluator.h"

#include <map>
#include <mutex>
#include <vector>

namespace handover::timeline {

// Mission and assessment must outlive it; plans are copied. Red lines come from mission.rules.
class SimulationEvaluator : public Evaluator {
 public:
  SimulationEvaluator(const Mission& mission, const simulate::Assessment& assessment, std::vector<Plan> plans,
                      Seed seed);
  std::size_t plan_count() const override { return plans_.size(); }
  const std::vector<JudgedParty>& parties() const override { return parties_; }
  const std::vector<JudgedLine>& lines() const override { return lines_; }
  std::size_t region_count() const override { return mission_.regions.size(); }
  const std::vector<ScenarioInput>& inputs() const override { return inputs_.list(); }
  std::vector<double> inputs_of(std::uint32_t scenario) const override;
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
  // Drawing a scenario's assumptions costs as much as several replications, and every plan is tried in the
  // same ones.
  const simulate::Scenario& scenario(std::uint32_t id) const;
  void count(const simulate::Session& session, ScenarioTally& tally) const;

  const Mission& mission_;
  const simulate::Assessment& assessment_;
  std::vector<Plan> plans_;
  Seed seed_;
  simulate::Lines rules_;
  ScenarioInputs inputs_;
  std::vector<JudgedParty> parties_;
  std::vector<JudgedLine> lines_;
  mutable std::mutex mutex_;
  mutable std::map<std::uint32_t, simulate::Scenario> scenarios_;  // drawn so far
  mutable std::uint64_t days_simulated_ = 0, days_lived_ = 0;
};

}  // namespace handover::timeline
