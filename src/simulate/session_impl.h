// What stands behind a simulator and a session.
#pragma once

#include "simulate/simulate.h"
#include "simulate/state.h"

#include <algorithm>

namespace handover::simulate {

struct Simulator::Impl {
  Impl(const Mission& m, const Assessment& a, Plan p, Milestones ms, Switches switches);
  std::int32_t milestone_day(std::size_t i) const { return std::clamp(milestones.days[i], 0, days.horizon); }

  const Mission& mission;
  const Assessment& assessment;
  Plan plan;
  Milestones milestones;
  Switches off;
  DayTables days;
  PlanTables tables;
  std::vector<std::int32_t> quiet;
  std::vector<std::vector<std::int32_t>> counted;
  std::vector<std::int32_t> deaths;
};

struct Session::Impl {
  explicit Impl(const Simulator::Impl& simulator) : sim(simulator), state(Seed{}, 0) {}

  Context context() const {
    return {sim.mission, sim.assessment, sim.plan,    sim.tables, sim.days,
            *scenario,   sim.quiet,      sim.counted, sim.deaths};
  }
  void enter(const Scenario& entered, Seed seed);
  void enter_with(const Impl& other);  // the scenario that another plan's session has entered
  // A replication is `start`, `step_day` until the horizon, `finish`; `run` does all of it.
  void start(std::uint32_t replication);
  void step_day();
  void finish();
  void run(std::uint32_t replication);
  void note_milestones(const Context& c);
  void conclude(const Context& c);

  const Simulator::Impl& sim;
  std::optional<ScenarioTables> scenario;
  ReplicationState state;
  Outcome outcome;
  std::vector<std::array<float, kMetrics>> at_milestones;
};

}  // namespace handover::simulate
