// One plan of a PlanSpace, step by step. Private to plan_space.cpp and its builder.
#pragma once

#include "timeline/plan_space.h"

namespace handover::timeline {

class PlanBuilder {
 public:
  PlanBuilder(const PlanSpace& space, const GridCell& cell, const PlanShape& shape);
  Plan run();

 private:
  struct Step {
    StepRole role = StepRole::reduction;
    Month done{};  // planned to be done in this month
    Posture after;
    std::vector<Taker> handed = {};
  };
  void add_steps(StepRole role, std::size_t count, Month from, Month to, const Posture& start,
                 const Posture& end);
  void place_back_from(std::size_t first, Month from, Month to, const Posture& end);
  void hand_over();
  void hand_over_with(std::size_t step, bool last);
  HandOver gene(std::size_t task) const;
  bool due(std::size_t task, std::size_t step) const;
  void write_phases();
  Phase phase_of(std::size_t step, const Posture& before, Month not_before) const;
  Gate gate_of(const Step& step, Month earliest) const;
  Days execution_of(const Posture& before, const Step& step) const;
  std::string name_of(const Posture& before, const Step& step) const;
  std::string source_of(FunctionId function) const;
  double cost_of(const Posture& before, const Posture& after) const;
  void write_ends();
  std::size_t reductions_within(std::size_t wanted, Month from, Month to) const;

  const PlanSpace& space_;
  const Mission& mission_;
  const GridCell& cell_;
  const PlanShape& shape_;
  Month now_;
  bool at_once_;
  std::vector<Step> steps_;
  Plan plan_;
};

}  // namespace handover::timeline
