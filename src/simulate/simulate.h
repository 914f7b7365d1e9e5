// The replications module. Takes a mission, the four modules' fitted models and a plan; gives outcomes. It
// alone composes the fitted models. Many scenarios and replications at once: simulate/batch.h.
#pragma once

#include "mission/mission.h"
#include "needs/needs_table.h"
#include "numerics/statistics.h"
#include "partner/fitted_model.h"
#include "simulate/mechanisms.h"
#include "talks/fitted_model.h"
#include "threat/fitted_model.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace handover::simulate {

struct Assessment {
  threat::FittedThreat threat;
  needs::NeedsTable needs;
  partner::FittedPartner partner;
  talks::FittedTalks talks;
};

// One draw of everything assumed and one of each module's fitted parameters: deep uncertainty, fixed within a
// scenario.
struct Scenario {
  std::uint32_t id = 0;
  std::uint32_t threat_draw = 0, partner_draw = 0, talks_draw = 0;
  std::vector<double> assumption;  // by the mission's assumption table
};
// Drawn on its own. Many that cover everything evenly together: simulate/scenario_layout.h.
Scenario draw_scenario(const Mission& mission, const Assessment& assessment, Seed seed,
                       std::uint32_t scenario);
// Where a scenario stands: a draw of each fitted model, and a uniform in (0, 1) for each assumption. Slots go
// by key, not by row: adding an assumption leaves the others' draws alone.
inline constexpr std::size_t kAssumptionSlots = kEffects + 1;  // the last: keys that no mechanism reads
struct ScenarioPlace {
  std::uint32_t threat_draw = 0, partner_draw = 0, talks_draw = 0;
  std::array<double, kAssumptionSlots> uniform{};
};
Scenario scenario_at(const Mission& mission, std::uint32_t id, const ScenarioPlace& place);
// The value of an assumption at a probability in (0, 1) of its stated range and shape.
double assumption_quantile(const Assumption& assumption, double probability);

// Every posture that a simulation of this plan can ask the needs module about: today's and each phase's. Hand
// them to `needs::solve_postures` before building a Simulator.
std::vector<Posture> postures_of(const Mission& mission, const Plan& plan);

struct Outcome {
  std::array<float, kMetrics> metric{};  // at the horizon
  std::vector<float> civilians_killed_by_region, civilians_displaced_by_region;
  std::vector<std::optional<std::int32_t>> phase_passed;  // day each phase was completed
  TalksState talks = TalksState::announced;
  std::optional<std::int32_t> agreed_on;
  bool cut_short = false;  // more incidents than kMostIncidents: the fitted model's draw breeds without end
};
inline constexpr std::int32_t kMostIncidents = 400'000;

// Red lines are judged at dates before the horizon too: the outcome metrics at each of these days. Day d is
// the as-of date plus d; a day's metrics hold what happened on the days before it.
struct Milestones {
  std::vector<std::int32_t> days;
};

// One step of a plan as it was taken in a replication.
struct Step {
  enum class Kind { gate_passed, passed_on_calendar, completed, reversed, stopped, departed };
  std::int32_t day = 0;
  Kind kind = Kind::completed;
  std::int32_t phase = 0;
};

// One replication under one plan. Pure: the same arguments give the same bits on any thread.
// `at_milestones` gets one metric array per milestone when it is not null.
class Simulator {
 public:
  // Mission, assessment and plan are read while the simulator is built and when a session enters a scenario:
  // they must outlive it. Throws std::logic_error when a posture of the plan was not tabulated by the needs
  // module or a fitted model does not fit the mission's tables.
  Simulator(const Mission& mission, const Assessment& assessment, const Plan& plan,
            Milestones milestones = {}, Switches off = {});
  ~Simulator();
  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;
  Outcome run(const Scenario& scenario, Seed seed, std::uint32_t replication,
              std::vector<std::array<float, kMetrics>>* at_milestones = nullptr) const;

  const Milestones& milestones() const;
  // The day on which the horizon ends: the number of simulated days.
  std::int32_t horizon() const;

 private:
  friend class Session;
  friend class SharedRuns;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// One thread's scratch memory for many replications of one simulator. The simulator must outlive it.
class Session {
 public:
  explicit Session(const Simulator& simulator);
  ~Session();
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;

  void enter(const Scenario& scenario, Seed seed);
  // The result lives until the next call. Must follow `enter`.
  const Outcome& run(std::uint32_t replication);
  const Outcome& outcome() const;  // of the last run
  // Of the last run.
  const std::vector<std::array<float, kMetrics>>& at_milestones() const;
  const std::vector<Step>& steps() const;
  std::int64_t incidents() const;

 private:
  friend class SharedRuns;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace handover::simulate
