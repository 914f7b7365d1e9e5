// What one changed plan does, against the plan before, in the same scenarios and with the same random draws:
// the answer to somebody who has just moved a date. Figures have the definitions of a search
// (timeline/figures.h) and stand on its final draws; with fewer scenarios they have wider intervals.
#pragma once

#include "report/assessment.h"
#include "timeline/figures.h"
#include "timeline/simulation_evaluator.h"

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace handover::report {

// A red line of a party under the plan before and after the change.
struct LineChange {
  std::size_t line = 0;
  timeline::Share kept_before, kept_after;         // of scenarios
  double broken_before = 0.0, broken_after = 0.0;  // of replications, over all scenarios
  double value_before = 0.0, value_after = 0.0;    // mean of its metric on the day it is judged
  double blocks_alone =
      0.0;  // scenarios in which it alone is broken after the change, of all lines that decide
};

struct StepTiming {
  std::optional<int> day10, day50,
      day90;              // days after the as-of date on which it is done; nothing: later than the horizon
  double not_done = 0.0;  // share of replications in which it is not done by the horizon
};

// One step of the way to a sharper answer.
struct PlanChange {
  std::uint32_t scenarios = 0, replications = 0;  // replications in each scenario
  std::uint64_t simulated = 0;                    // replications that this answer had to simulate
  timeline::PlanFigures before, after;
  timeline::Ordering joint;                                   // after less before, of the joint share
  std::vector<timeline::Ordering> by_party;                   // the same for each party's own share
  std::array<timeline::Ordering, timeline::kHarmKinds> harm;  // after less before
  std::vector<std::array<double, 2>> civilians_by_region;     // killed, displaced: mean change
  std::vector<LineChange> lines;
  std::vector<StepTiming> steps_before, steps_after;  // only where `with_steps` was asked for
  std::vector<timeline::PlanWarning> warnings_before, warnings_after;
};

// An assumption's range as somebody would rather have it.
struct RangeChange {
  std::size_t assumption = 0;  // in the mission's table
  ThreePoint range;
};

// The kept scenarios counted anew (importance sampling: Kahn & Marshall 1953, Operations Research 1(5);
// effective number of scenarios: Kish 1965, Survey Sampling, 11.7).
struct Reweighted {
  std::uint32_t scenarios = 0;
  double effective = 0.0;  // so many equally weighted scenarios would say as much
  double outside = 0.0;    // share of the new ranges' weight that no kept scenario covers
  timeline::Share joint_before, joint_after;
  std::vector<timeline::Share> by_party_after;
  std::array<timeline::Share, timeline::kHarmKinds> harm_change;  // after less before
  std::array<timeline::Share, timeline::kHarmKinds> harm_after;
};

// A mission with its fitted models, ready for questions about its plans. What was simulated for a plan is
// kept, so that the next question simulates the changed plan alone. One question at a time; others wait.
class WhatIfStudy {
 public:
  // `scenarios_together`: the most scenarios of an answer; they are laid out evenly.
  static constexpr std::uint32_t kMostScenarios = 1024;
  WhatIfStudy(std::shared_ptr<const Mission> mission, Assessed assessed, Seed seed, int threads);
  ~WhatIfStudy();

  // Throws Interrupted when `control` asks it to stop; what was simulated until then is kept.
  PlanChange change(const Plan& before, const Plan& after, std::uint32_t scenarios, bool with_steps,
                    const Control& control = {});
  // From what is kept of the two plans: nothing is simulated. Nothing when `change` was not asked before.
  std::optional<Reweighted> reweigh(const Plan& before, const Plan& after,
                                    const std::vector<RangeChange>& ranges);

  const Mission& mission() const { return *mission_; }
  const Assessed& assessed() const { return assessed_; }
  const std::vector<timeline::JudgedLine>& lines() const { return lines_; }
  Seed seed() const { return seed_; }

 private:
  struct Kept;

  Kept& kept(const Plan& plan);
  void tabulate(const Plan& plan);
  void simulate(Kept& before, Kept& after, std::uint32_t scenarios, const Control& control,
                PlanChange& answer);

  std::shared_ptr<const Mission> mission_;
  Assessed assessed_;
  Seed seed_;
  int threads_;
  std::uint32_t replications_;
  std::vector<timeline::JudgedLine> lines_;
  timeline::HostAbility ability_;
  std::vector<double> signed_by_;
  std::shared_ptr<const timeline::ScenarioInputs> inputs_;
  std::unique_ptr<timeline::SimulationEvaluator> draws_;  // without a plan: scenarios and rules
  std::mutex working_;                                    // held while something is simulated
  std::mutex keeping_;                                    // held for a moment: the two below
  std::vector<std::unique_ptr<Kept>> kept_;               // the last used at the end
  std::vector<std::vector<double>> assumed_;  // [scenario][assumption], as far as somebody has asked
};

}  // namespace handover::report
