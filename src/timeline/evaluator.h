// The narrow door between the search and the simulation: plan x scenario x replications in, breaks of red
// lines and harm out. Tests put enumerable missions with exact answers behind it.
#pragma once

#include "mission/mission.h"
#include "timeline/control_variates.h"
#include "timeline/harm.h"
#include "timeline/scenario_inputs.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace handover::timeline {

// One red line, as the search sees it. A line is kept in a scenario when its chance of being broken there is
// at most `tolerated`.
struct JudgedLine {
  std::size_t party = 0;  // index into Evaluator::parties()
  double tolerated = 0.0;
  std::string words;
  Metric metric = Metric::coalition_deaths;
  bool at_most = true;
  double threshold = 0.0;
};
struct JudgedParty {
  std::string id, name;
  bool decides = true;  // counts in the joint map
};

// How often each line was broken: as stated, and were its threshold half, or double.
struct BreakCounts {
  std::uint32_t replications = 0;
  std::vector<std::uint32_t> stated, half, twice;  // [line]
};

// Sums over replications of one plan in one scenario. Harm: the four kinds in all, then civilians killed by
// region, then civilians displaced by region.
struct ReplicationSums {
  std::uint32_t replications = 0;
  std::vector<std::uint32_t> breaks;                      // [line]
  std::vector<std::uint32_t> breaks_half, breaks_double;  // [line] were its threshold half, or double
  BreakCounts second;         // of these the second, fourth, ... replication: what half as many would show
  std::vector<double> value;  // [line] of its metric, on the day it is judged
  std::vector<std::uint32_t> held;  // [party] replications in which all its lines hold; last: all that decide
  std::vector<double> harm;         // [harm]
  // One line in one replication, before it is counted in `replications`.
  void note_line(std::size_t line, bool broken, bool broken_half, bool broken_twice) {
    breaks[line] += broken ? 1 : 0;
    breaks_half[line] += broken_half ? 1 : 0;
    breaks_double[line] += broken_twice ? 1 : 0;
    if (replications % 2 == 0) return;
    second.stated[line] += broken ? 1 : 0;
    second.half[line] += broken_half ? 1 : 0;
    second.twice[line] += broken_twice ? 1 : 0;
  }
  void note_replication() {
    second.replications += replications % 2;
    ++replications;
  }
  double mean_harm(std::size_t index) const { return replications == 0 ? 0.0 : harm[index] / replications; }
};

// Of a plan that waits for a signature the sums are over replications in which it was signed in time, that is
// before its first step was to begin; the scenario counts for it by the chance of that
// (docs/decisions/0015-if-signed.md). A unilateral plan counts alike in all scenarios.
struct ScenarioTally : ReplicationSums {
  double weight = 1.0;                   // chance that it is signed in time; 1: it waits for nobody
  std::uint32_t tried = 0, in_time = 0;  // replications begun for the weight, and signed in time of these
  // The first replications, signed or not, in one of kSignedOrNotEvery scenarios; empty in all others, and
  // for a unilateral plan.
  ReplicationSums signed_or_not = {};
  bool waits() const { return tried > 0; }
};

// What one replication did phase by phase, for gate cards and branches.
struct ReplicationDetail {
  std::vector<std::int32_t> phase_passed;  // [phase] day, -1: not passed
  std::vector<float>
      coalition_deaths_by_month;  // cumulative, at the first day of month 1, 2, ... after as-of
  std::uint64_t broken = 0;       // bit per red line, at the horizon
  bool expelled = false, agreed = false;
  bool in_time = true;  // signed before the first step was to begin, or waiting for nobody
  float reversals = 0.0F, slip_days = 0.0F;
};

// Signed replications are looked for among so many times as many as are asked for.
inline constexpr std::uint32_t kMostTries = 4;
// What happens where nobody signs is told beside the answer and decides nothing: it is lived in one of so
// many scenarios.
inline constexpr std::uint32_t kSignedOrNotEvery = 3;

// Thread-safe and pure: the same arguments give the same bits. Scenario ids and replication ids are free to
// choose; ids not used before are fresh scenarios and fresh random draws. Plans with equal ids in both share
// the random draws.
class Evaluator {
 public:
  virtual ~Evaluator() = default;
  virtual std::size_t plan_count() const = 0;
  virtual const std::vector<JudgedParty>& parties() const = 0;
  virtual const std::vector<JudgedLine>& lines() const = 0;
  virtual std::size_t region_count() const = 0;
  // What tells scenarios apart, and its values in one of them.
  virtual const std::vector<ScenarioInput>& inputs() const = 0;
  virtual std::vector<double> inputs_of(std::uint32_t scenario) const = 0;
  // Their means over everything that scenarios are drawn from; empty when not known.
  virtual InputPopulation population() const { return {}; }
  // Adds so many replications, from first_replication on, of the scenarios first_scenario, first_scenario+1,
  // ... to `scenarios`, whose tallies have the right sizes (empty_tally). Of a plan that waits for a
  // signature they are the first so many that are signed in time, as far as they can be found (kMostTries).
  virtual void run(std::size_t plan, std::uint32_t first_scenario, std::uint32_t first_replication,
                   std::uint32_t replications, std::span<ScenarioTally> scenarios) const = 0;
  // The same for several plans at once, one row of tallies each; plans may share the days they have in
  // common.
  virtual void run_many(std::span<const std::size_t> plans, std::uint32_t first_scenario,
                        std::uint32_t first_replication, std::uint32_t replications,
                        std::span<const std::span<ScenarioTally>> scenarios) const {
    for (std::size_t i = 0; i < plans.size(); ++i)
      run(plans[i], first_scenario, first_replication, replications, scenarios[i]);
  }
  // Share of the simulated days so far that one simulation lived for several plans.
  virtual double days_shared() const { return 0.0; }
  virtual std::vector<ReplicationDetail> details(std::size_t plan, std::uint32_t scenario,
                                                 std::uint32_t first_replication,
                                                 std::uint32_t replications) const = 0;

  std::size_t harm_count() const { return kHarmKinds + 2 * region_count(); }
  ReplicationSums empty_sums() const {
    ReplicationSums sums;
    sums.breaks.resize(lines().size());
    sums.breaks_half = sums.breaks_double = sums.breaks;
    sums.second = {.replications = 0, .stated = sums.breaks, .half = sums.breaks, .twice = sums.breaks};
    sums.value.resize(lines().size());
    sums.held.resize(parties().size() + 1);
    sums.harm.resize(harm_count());
    return sums;
  }
  ScenarioTally empty_tally() const { return {empty_sums()}; }
};

}  // namespace handover::timeline
