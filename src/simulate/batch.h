// Many scenarios and many replications at once, on threads, in memory that does not grow with the number of
// replications.
//
// Nothing in a result depends on how the work was shared out: outcomes are pure functions of (seed, scenario,
// replication), sums are kept in whole numbers, and the digest is a sum over outcomes. Replications added
// later add to the sums and leave the others as they were.
#pragma once

#include "base/steps.h"
#include "simulate/simulate.h"
#include "simulate/tally.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace handover::simulate {

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
  std::uint32_t first_replication = 0, replications = 100;
  int threads = 0;  // 0: one for each core
  OnSteps progress = {};
  // Empty, or room for every replication's metrics at the horizon: [scenario][replication][metric].
  std::span<float> outcomes = {};
};

struct ScenarioSummary {
  std::uint32_t scenario = 0;
  std::uint64_t replications = 0;
  std::array<double, kMetrics> mean{}, variance{};  // over the random draws
  std::vector<double> break_frequency;              // [line] share of replications that broke it
  std::vector<double> civilians_killed_by_region, civilians_displaced_by_region;  // means
};

// Over all scenarios and replications together. Quantiles are those of the sample to within 0.4 % of the
// value (whole numbers below 256 are exact).
struct MetricSummary {
  double mean = 0.0, lowest = 0.0, q05 = 0.0, q25 = 0.0, q50 = 0.0, q75 = 0.0, q95 = 0.0, highest = 0.0;
};

struct Batch {
  std::string digest;  // of all outcomes, 32 hexadecimal digits
  double seconds = 0.0;
  std::uint64_t replications = 0, incidents = 0, cut_short = 0;
  std::vector<ScenarioSummary> scenarios;  // in the order given
  std::array<MetricSummary, kMetrics> metric{};
  double replications_per_second() const {
    return seconds > 0.0 ? static_cast<double>(replications) / seconds : 0.0;
  }
};

// Sums of one scenario's replications.
struct ScenarioTally {
  std::uint32_t scenario = 0;
  std::uint64_t replications = 0;
  std::array<ExactSum, kMetrics> metric;
  std::vector<std::uint64_t> broken;        // [line] replications that broke it
  std::vector<ExactSum> killed, displaced;  // [region] civilians
  void add(const ScenarioTally& other);
};

// What a batch adds up. Tallies of parts that different machines simulated add, in any order, to the bits of
// the whole.
struct BatchTally {
  std::vector<ScenarioTally> scenarios;  // each once
  std::array<Histogram, kMetrics> histogram;
  std::array<ExactSum, kMetrics> sum;
  Digest digest;
  std::uint64_t replications = 0, incidents = 0, cut_short = 0;

  // Scenarios that both have become one; others are put at the end.
  void add(const BatchTally& other);
  void sort_scenarios();  // by number
  Batch batch() const;
};

// A tally as rows, so that a file can hold it: a whole number of up to 128 bits for each kind, scenario (or
// none) and place.
enum class TallyKind {
  replications,  // of a scenario; without one, of all
  incidents,
  cut_short,
  digest,      // place: 0 and 1
  metric_sum,  // of a scenario, without one of all; place: metric
  metric_squares,
  line_broken,  // place: line
  killed_sum,   // place: region
  killed_squares,
  displaced_sum,
  displaced_squares,
  bin,     // place: metric x number of bins + bin
  lowest,  // bits of a double; place: metric
  highest
};
inline constexpr std::size_t kTallyKinds = 14;
struct TallyRow {
  TallyKind kind{};
  std::int64_t scenario = -1;  // -1: all together
  std::int64_t place = 0;
  Whole value = 0;
};
std::vector<TallyRow> rows_of(const BatchTally& tally);
// Throws std::out_of_range when the rows are of no tally.
BatchTally tally_of(std::span<const TallyRow> rows);

// The simulator must have been built with `lines.milestones`. Throws Interrupted when the user has asked to
// stop.
BatchTally tally_batch(const Simulator& simulator, std::span<const Scenario> scenarios, const Lines& lines,
                       const BatchOptions& options);

// The simulator must have been built with `lines.milestones`. Throws Interrupted when the user has asked to
// stop.
Batch run_batch(const Simulator& simulator, std::span<const Scenario> scenarios, const Lines& lines,
                const BatchOptions& options);

// Draws scenarios 0..count-1.
std::vector<Scenario> draw_scenarios(const Mission& mission, const Assessment& assessment, Seed seed,
                                     std::uint32_t count);

// A scenario is acceptable to a party when the random draws break none of its lines more often than it
// tolerates. Result [party of the mission]; a party without lines accepts.
std::vector<bool> accepted_by(const Mission& mission, const Lines& lines, const ScenarioSummary& scenario);

}  // namespace handover::simulate
