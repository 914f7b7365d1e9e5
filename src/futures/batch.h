// Many worlds and many futures at once, on threads, in memory that does not grow with the number of futures.
//
// Nothing in a result depends on how the work was shared out: outcomes are pure functions of (seed, world,
// future), sums are kept in whole numbers, and the digest is a sum over outcomes. Futures added later add to
// the sums and leave the others as they were.
#pragma once

#include "futures/futures.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace handover::futures {

// Red lines of all parties in one row, each with the milestone at which it is judged.
struct Lines {
  Lines() = default;
  // In the order of rules and their lines.
  Lines(const Mission& mission, const std::vector<PartyRule>& rules);

  std::vector<RedLine> line;
  std::vector<PartyId> party;  // [line]
  std::vector<int> milestone;  // [line] index into `milestones.days`; -1: judged at the horizon
  Milestones milestones;       // hand these to the Simulator
};

struct BatchOptions {
  Seed seed{1};
  std::uint32_t first_future = 0, futures = 100;
  int threads = 0;        // 0: one for each core
  bool progress = false;  // a line on a terminal's standard error
};

struct WorldSummary {
  std::uint32_t world = 0;
  std::uint64_t futures = 0;
  std::array<double, kMetrics> mean{}, variance{};  // over the dice
  std::vector<double> break_frequency;              // [line] share of futures that broke it
  std::vector<double> civilians_killed_by_region, civilians_displaced_by_region;  // means
};

// Over all worlds and futures together. Quantiles are those of the sample to within 0.4 % of the value (whole
// numbers below 256 are exact).
struct MetricSummary {
  double mean = 0.0, lowest = 0.0, q05 = 0.0, q25 = 0.0, q50 = 0.0, q75 = 0.0, q95 = 0.0, highest = 0.0;
};

struct Batch {
  std::string digest;  // of all outcomes, 32 hexadecimal digits
  double seconds = 0.0;
  std::uint64_t futures = 0, incidents = 0, cut_short = 0;
  std::vector<WorldSummary> worlds;  // in the order given
  std::array<MetricSummary, kMetrics> metric{};
  double futures_per_second() const { return seconds > 0.0 ? static_cast<double>(futures) / seconds : 0.0; }
};

// The simulator must have been built with `lines.milestones`. Throws Interrupted when the user has asked to
// stop.
Batch run_batch(const Simulator& simulator, std::span<const World> worlds, const Lines& lines,
                const BatchOptions& options);

// Draws worlds 0..count-1.
std::vector<World> draw_worlds(const Mission& mission, const Assessment& assessment, Seed seed,
                               std::uint32_t count);

// A world is acceptable to a party when the dice break none of its lines more often than it tolerates.
// Result [party of the mission]; a party without lines accepts.
std::vector<bool> accepted_by(const Mission& mission, const Lines& lines, const WorldSummary& world);

}  // namespace handover::futures
