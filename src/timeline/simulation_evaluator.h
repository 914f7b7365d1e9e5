// The futures room behind the evaluator's door.
#pragma once

#include "futures/batch.h"
#include "futures/futures.h"
#include "timeline/evaluator.h"

#include <map>
#include <mutex>
#include <vector>

namespace handover::timeline {

// Mission and assessment must outlive it; plans are copied. Red lines come from mission.rules.
class SimulationEvaluator : public Evaluator {
 public:
  SimulationEvaluator(const Mission& mission, const futures::Assessment& assessment, std::vector<Plan> plans,
                      Seed seed);
  std::size_t plan_count() const override { return plans_.size(); }
  const std::vector<JudgedParty>& parties() const override { return parties_; }
  const std::vector<JudgedLine>& lines() const override { return lines_; }
  std::size_t region_count() const override { return mission_.regions.size(); }
  const std::vector<WorldInput>& inputs() const override { return inputs_.list(); }
  std::vector<double> inputs_of(std::uint32_t world) const override;
  void run(std::size_t plan, std::uint32_t first_world, std::uint32_t first_future, std::uint32_t futures,
           std::span<WorldTally> worlds) const override;
  void run_many(std::span<const std::size_t> plans, std::uint32_t first_world, std::uint32_t first_future,
                std::uint32_t futures, std::span<const std::span<WorldTally>> worlds) const override;
  double days_shared() const override;
  std::vector<FutureDetail> details(std::size_t plan, std::uint32_t world, std::uint32_t first_future,
                                    std::uint32_t futures) const override;

 private:
  // Drawing a world's assumptions costs as much as several futures, and every plan is tried in the same ones.
  const futures::World& world(std::uint32_t id) const;
  void count(const futures::Session& session, WorldTally& tally) const;

  const Mission& mission_;
  const futures::Assessment& assessment_;
  std::vector<Plan> plans_;
  Seed seed_;
  futures::Lines rules_;
  WorldInputs inputs_;
  std::vector<JudgedParty> parties_;
  std::vector<JudgedLine> lines_;
  mutable std::mutex mutex_;
  mutable std::map<std::uint32_t, futures::World> worlds_;  // drawn so far
  mutable std::uint64_t days_simulated_ = 0, days_lived_ = 0;
};

}  // namespace handover::timeline
