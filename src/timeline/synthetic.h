// For tests: missions small enough that the truth is known, behind the evaluator's door.
#pragma once

#include "base/random_stream.h"
#include "timeline/evaluator.h"
#include "timeline/signing.h"
#include "timeline/timeline.h"

#include <atomic>
#include <cmath>
#include <functional>
#include <vector>

namespace handover::timeline {

// Red lines are broken with a chance that a function gives exactly; harm is Poisson-like noise about a mean
// that a function gives exactly. Scenarios are drawn uniformly from the unit cube of assumptions.
struct SyntheticModel {
  std::vector<JudgedParty> parties;
  std::vector<JudgedLine> lines;
  std::size_t plans = 0, assumptions = 1;
  std::vector<std::size_t> ahead;  // assumptions that no report can tell before the decision
  std::function<double(std::size_t plan, std::size_t line, const std::vector<double>& a)> break_chance;
  std::function<double(std::size_t plan, std::size_t harm, const std::vector<double>& a)> mean_harm;
  // That the plan is signed in time; left out: plans wait for nobody.
  std::function<double(std::size_t plan, const std::vector<double>& a)> signed_chance = {};
};

class SyntheticEvaluator : public Evaluator {
 public:
  SyntheticEvaluator(SyntheticModel model, Seed seed) : model_(std::move(model)), seed_(seed) {
    for (std::size_t k = 0; k < model_.assumptions; ++k)
      inputs_.push_back({.subject = "input " + std::to_string(k + 1)});
    for (const std::size_t k : model_.ahead) inputs_[k].lies_ahead = true;
  }
  std::size_t plan_count() const override { return model_.plans; }
  const std::vector<JudgedParty>& parties() const override { return model_.parties; }
  const std::vector<JudgedLine>& lines() const override { return model_.lines; }
  std::size_t region_count() const override { return 1; }
  const std::vector<ScenarioInput>& inputs() const override { return inputs_; }
  InputPopulation population() const override {
    return {.mean = std::vector<double>(model_.assumptions, 0.5), .fitted = {}, .draws = 0};
  }
  std::vector<double> inputs_of(std::uint32_t scenario) const override {
    const RandomStream stream(seed_, scenario, 0, Purpose::assumptions);
    std::vector<double> values;
    for (std::size_t k = 0; k < model_.assumptions; ++k) {
      values.push_back(stream.uniform_at(0, static_cast<std::uint32_t>(k)));
    }
    return values;
  }
  void run(std::size_t plan, std::uint32_t first_scenario, std::uint32_t first_replication,
           std::uint32_t replications, std::span<ScenarioTally> scenarios) const override {
    for (std::size_t w = 0; w < scenarios.size(); ++w) {
      const auto scenario = first_scenario + static_cast<std::uint32_t>(w);
      const auto a = inputs_of(scenario);
      const double signed_chance = model_.signed_chance ? model_.signed_chance(plan, a) : 1.0;
      Signing signing(static_cast<bool>(model_.signed_chance), signed_chance > 0.0, true, replications,
                      scenarios[w]);
      for (std::uint32_t f = 0; signing.wants(f); ++f) {
        const RandomStream randomness(seed_, scenario, first_replication + f, Purpose::test);
        signing.note(f, randomness.uniform_at(4, 0) < signed_chance, empty_sums(),
                     [&](ReplicationSums& sums) { count_replication(plan, a, randomness, sums); });
      }
      signing.finish();
    }
    used_ += std::uint64_t{replications} * scenarios.size();
  }
  std::vector<ReplicationDetail> details(std::size_t plan, std::uint32_t scenario,
                                         std::uint32_t first_replication,
                                         std::uint32_t replications) const override {
    std::vector<ReplicationDetail> list;
    const auto a = inputs_of(scenario);
    for (std::uint32_t f = first_replication; f < first_replication + replications; ++f) {
      const RandomStream randomness(seed_, scenario, f, Purpose::test);
      ReplicationDetail detail;
      for (std::size_t line = 0; line < model_.lines.size(); ++line) {
        const double uniform = randomness.uniform_at(1, static_cast<std::uint32_t>(line));
        if (uniform < model_.break_chance(plan, line, a)) detail.broken |= std::uint64_t{1} << line;
      }
      // A death in the second month in half of the replications; every phase passes on day 100.
      detail.coalition_deaths_by_month.assign(12, randomness.uniform_at(3, 0) < 0.5 ? 1.0F : 0.0F);
      detail.coalition_deaths_by_month[0] = 0.0F;
      detail.phase_passed.assign(4, 100);
      list.push_back(detail);
    }
    return list;
  }
  std::uint64_t used() const { return used_; }

 private:
  // Thresholds at half or double break every line half again as often, or half as often.
  void count_replication(std::size_t plan, const std::vector<double>& a, const RandomStream& randomness,
                         ReplicationSums& tally) const {
    count_lines(plan, a, randomness, tally);
    for (std::size_t h = 0; h < harm_count() && model_.mean_harm; ++h) {
      // Symmetric noise of standard deviation one half about the mean.
      const double noise = std::sqrt(3.0) * (randomness.uniform_at(2, static_cast<std::uint32_t>(h)) - 0.5);
      tally.harm[h] += model_.mean_harm(plan, h, a) + noise;
    }
    tally.note_replication();
  }
  void count_lines(std::size_t plan, const std::vector<double>& a, const RandomStream& randomness,
                   ReplicationSums& tally) const {
    std::vector<bool> held(model_.parties.size() + 1, true);
    for (std::size_t line = 0; line < model_.lines.size(); ++line) {
      const double uniform = randomness.uniform_at(1, static_cast<std::uint32_t>(line));
      const double chance = model_.break_chance(plan, line, a);
      tally.note_line(line, uniform < chance, uniform < 1.5 * chance, uniform < 0.5 * chance);
      tally.value[line] += chance;
      if (uniform >= chance) continue;
      held[model_.lines[line].party] = false;
      if (model_.parties[model_.lines[line].party].decides) held.back() = false;
    }
    for (std::size_t party = 0; party < held.size(); ++party) tally.held[party] += held[party] ? 1 : 0;
  }

  SyntheticModel model_;
  Seed seed_;
  std::vector<ScenarioInput> inputs_;
  mutable std::atomic<std::uint64_t> used_{0};
};

// One plan alone.
inline std::uint64_t extend_tally(const Evaluator& evaluator, std::size_t plan, const DrawRange& randomness,
                                  std::uint32_t scenarios, std::uint32_t replications, PlanTally& tally) {
  PlanTally* one = &tally;
  return extend_tallies(evaluator, std::span(&plan, 1), randomness, scenarios, replications,
                        std::span(&one, 1));
}

}  // namespace handover::timeline
