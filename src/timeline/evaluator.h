// The narrow door between the search and the simulation: plan x world x futures in, breaks of red lines and
// harm out. Tests put enumerable missions with exact answers behind it.
#pragma once

#include "mission/mission.h"
#include "timeline/world_inputs.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace handover::timeline {

// One red line, as the search sees it. A line is kept in a world when its chance of being broken there is at
// most `tolerated`.
struct JudgedLine {
  std::size_t party = 0;  // index into Evaluator::parties()
  double tolerated = 0.0;
  std::string words;
};
struct JudgedParty {
  std::string id, name;
  bool decides = true;  // counts in the joint map
};

enum class HarmKind { coalition_deaths, host_force_deaths, civilians_killed, civilians_displaced };
inline constexpr std::size_t kHarmKinds = 4;
const char* words_of(HarmKind kind);

// Sums over the futures of one plan in one world. Harm: the four kinds in all, then civilians killed by
// region, then civilians displaced by region.
struct WorldTally {
  std::uint32_t futures = 0;
  std::vector<std::uint32_t> breaks;  // [line]
  std::vector<double> harm;           // [harm]
  double mean_harm(std::size_t index) const { return futures == 0 ? 0.0 : harm[index] / futures; }
};

// What one future did phase by phase, for gate cards and branches.
struct FutureDetail {
  std::vector<std::int32_t> phase_passed;  // [phase] day, -1: not passed
  std::vector<float>
      coalition_deaths_by_month;  // cumulative, at the first day of month 1, 2, ... after as-of
  std::uint64_t broken = 0;       // bit per red line, at the horizon
  bool expelled = false, agreed = false;
  float reversals = 0.0F, slip_days = 0.0F;
};

// Thread-safe and pure: the same arguments give the same bits. World ids and future ids are free to choose;
// ids not used before are fresh worlds and fresh dice. Plans with equal ids in both share the dice.
class Evaluator {
 public:
  virtual ~Evaluator() = default;
  virtual std::size_t plan_count() const = 0;
  virtual const std::vector<JudgedParty>& parties() const = 0;
  virtual const std::vector<JudgedLine>& lines() const = 0;
  virtual std::size_t region_count() const = 0;
  // What tells worlds apart, and its values in one of them.
  virtual const std::vector<WorldInput>& inputs() const = 0;
  virtual std::vector<double> inputs_of(std::uint32_t world) const = 0;
  // Adds the futures first_future..first_future+futures-1 of the worlds first_world, first_world+1, ... to
  // `worlds`, whose tallies have the right sizes (empty_tally).
  virtual void run(std::size_t plan, std::uint32_t first_world, std::uint32_t first_future,
                   std::uint32_t futures, std::span<WorldTally> worlds) const = 0;
  // The same for several plans at once, one row of tallies each; plans may share the days they have in
  // common.
  virtual void run_many(std::span<const std::size_t> plans, std::uint32_t first_world,
                        std::uint32_t first_future, std::uint32_t futures,
                        std::span<const std::span<WorldTally>> worlds) const {
    for (std::size_t i = 0; i < plans.size(); ++i)
      run(plans[i], first_world, first_future, futures, worlds[i]);
  }
  // Share of the simulated days so far that one simulation lived for several plans.
  virtual double days_shared() const { return 0.0; }
  virtual std::vector<FutureDetail> details(std::size_t plan, std::uint32_t world, std::uint32_t first_future,
                                            std::uint32_t futures) const = 0;

  std::size_t harm_count() const { return kHarmKinds + 2 * region_count(); }
  WorldTally empty_tally() const {
    return {0, std::vector<std::uint32_t>(lines().size()), std::vector<double>(harm_count())};
  }
};

}  // namespace handover::timeline
