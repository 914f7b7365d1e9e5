// What stands behind a simulator and a session.
#pragma once

#include "futures/futures.h"
#include "futures/state.h"

#include <algorithm>

namespace handover::futures {

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
            *world,      sim.quiet,      sim.counted, sim.deaths};
  }
  // A future is `start`, `step_day` until the horizon, `finish`; `run` does all of it.
  void start(std::uint32_t future);
  void step_day();
  void finish();
  void run(std::uint32_t future);
  void note_milestones(const Context& c);
  void conclude(const Context& c);

  const Simulator::Impl& sim;
  std::optional<WorldTables> world;
  FutureState state;
  Outcome outcome;
  std::vector<std::array<float, kMetrics>> at_milestones;
};

}  // namespace handover::futures
