#include "simulate/batch.h"

#include "base/parallel.h"
#include "base/steps.h"
#include "simulate/scenario_layout.h"
#include "simulate/tally.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

namespace handover::simulate {
namespace {

constexpr std::uint32_t kBlock =
    128;  // replications handed out at once: entering a scenario costs less than one

bool is_broken(const RedLine& line, double value) {
  return line.compare == Compare::at_most ? value > line.threshold : value < line.threshold;
}

// One thread's session and sums over all the scenarios it has seen.
struct Worker {
  explicit Worker(const Simulator& simulator) : session(simulator) {}
  Session session;
  BatchTally all;  // without its scenarios

  // `keep`: empty, or room for the metrics of these replications.
  void run_block(const Scenario& scenario, const Lines& lines, Seed seed, std::uint32_t first,
                 std::uint32_t last, ScenarioTally& tally, std::span<float> keep) {
    session.enter(scenario, seed);
    for (std::uint32_t replication = first; replication < last; ++replication) {
      const Outcome& outcome = session.run(replication);
      count(outcome, lines, tally);
      all.digest.add(scenario.id, replication, outcome, session.at_milestones());
      if (!keep.empty())
        std::copy(outcome.metric.begin(), outcome.metric.end(),
                  keep.begin() + static_cast<std::ptrdiff_t>((replication - first) * kMetrics));
    }
  }

  void count(const Outcome& outcome, const Lines& lines, ScenarioTally& tally) {
    ++all.replications;
    ++tally.replications;
    all.incidents += static_cast<std::uint64_t>(session.incidents());
    all.cut_short += outcome.cut_short ? 1 : 0;
    for (std::size_t m = 0; m < kMetrics; ++m) {
      all.histogram[m].add(outcome.metric[m]);
      all.sum[m].add(outcome.metric[m]);
      tally.metric[m].add(outcome.metric[m]);
    }
    for (std::size_t i = 0; i < lines.line.size(); ++i) {
      const auto& metrics = lines.milestone[i] < 0
                                ? outcome.metric
                                : session.at_milestones()[static_cast<std::size_t>(lines.milestone[i])];
      tally.broken[i] += is_broken(lines.line[i], metrics[static_cast<std::size_t>(lines.line[i].metric)]);
    }
    const std::size_t regions = outcome.civilians_killed_by_region.size();
    tally.killed.resize(regions);
    tally.displaced.resize(regions);
    for (std::size_t r = 0; r < regions; ++r) {
      tally.killed[r].add(outcome.civilians_killed_by_region[r]);
      tally.displaced[r].add(outcome.civilians_displaced_by_region[r]);
    }
  }
};

// Lends workers out, as many as threads ask at the same time.
class Workers {
 public:
  explicit Workers(const Simulator& simulator) : simulator_(simulator) {}
  std::unique_ptr<Worker> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<Worker>(simulator_);
    auto worker = std::move(idle_.back());
    idle_.pop_back();
    return worker;
  }
  void give_back(std::unique_ptr<Worker> worker) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(worker));
  }
  const std::vector<std::unique_ptr<Worker>>& all() const { return idle_; }

 private:
  const Simulator& simulator_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Worker>> idle_;
};

ScenarioSummary summary_of(const ScenarioTally& tally) {
  ScenarioSummary summary;
  summary.scenario = tally.scenario;
  summary.replications = tally.replications;
  for (std::size_t m = 0; m < kMetrics; ++m) {
    summary.mean[m] = tally.metric[m].mean(tally.replications);
    summary.variance[m] = tally.metric[m].variance(tally.replications);
  }
  for (const std::uint64_t broken : tally.broken)
    summary.break_frequency.push_back(static_cast<double>(broken) / static_cast<double>(tally.replications));
  for (std::size_t r = 0; r < tally.killed.size(); ++r) {
    summary.civilians_killed_by_region.push_back(tally.killed[r].mean(tally.replications));
    summary.civilians_displaced_by_region.push_back(tally.displaced[r].mean(tally.replications));
  }
  return summary;
}

}  // namespace

Batch BatchTally::batch() const {
  Batch batch;
  for (const ScenarioTally& tally : scenarios) batch.scenarios.push_back(summary_of(tally));
  batch.incidents = incidents;
  batch.cut_short = cut_short;
  batch.replications = replications;
  batch.digest = digest.text();
  for (std::size_t m = 0; m < kMetrics; ++m) {
    const Histogram& h = histogram[m];
    batch.metric[m] = {.mean = sum[m].mean(batch.replications),
                       .lowest = h.lowest(),
                       .q05 = h.quantile(0.05),
                       .q25 = h.quantile(0.25),
                       .q50 = h.quantile(0.5),
                       .q75 = h.quantile(0.75),
                       .q95 = h.quantile(0.95),
                       .highest = h.highest()};
  }
  return batch;
}

Lines::Lines(const Mission& mission, const std::vector<PartyRule>& rules) {
  for (const PartyRule& rule : rules) {
    for (const RedLine& red_line : rule.lines) {
      line.push_back(red_line);
      party.push_back(rule.party);
      int index = -1;
      if (red_line.by) {
        const std::int32_t day = std::clamp(days_between(mission.as_of, first_day(*red_line.by)).value, 0,
                                            static_cast<int>(mission.horizon_days()));
        const auto found = std::find(milestones.days.begin(), milestones.days.end(), day);
        index = static_cast<int>(found - milestones.days.begin());
        if (found == milestones.days.end()) milestones.days.push_back(day);
      }
      milestone.push_back(index);
    }
  }
}

BatchTally tally_batch(const Simulator& simulator, std::span<const Scenario> scenarios, const Lines& lines,
                       const BatchOptions& options) {
  const std::uint32_t blocks = (options.replications + kBlock - 1) / kBlock;
  ScenarioTally empty;
  empty.broken.assign(lines.line.size(), 0);
  BatchTally result;
  result.scenarios.assign(scenarios.size(), empty);
  for (std::size_t w = 0; w < scenarios.size(); ++w) result.scenarios[w].scenario = scenarios[w].id;
  std::vector<std::mutex> locks(scenarios.size());
  Workers workers(simulator);
  Steps steps(scenarios.size() * options.replications, options.progress);
  parallel_for(scenarios.size() * blocks, options.threads, [&](std::size_t item) {
    const std::size_t w = item / blocks;
    const auto block = static_cast<std::uint32_t>(item % blocks);
    const std::uint32_t first = block * kBlock, last = std::min(options.replications, (block + 1) * kBlock);
    auto worker = workers.take();
    ScenarioTally tally = empty;
    const std::size_t at = (w * options.replications + first) * kMetrics;
    worker->run_block(scenarios[w], lines, options.seed, options.first_replication + first,
                      options.first_replication + last, tally,
                      options.outcomes.empty() ? std::span<float>()
                                               : options.outcomes.subspan(at, (last - first) * kMetrics));
    workers.give_back(std::move(worker));
    steps.advance(last - first);
    const std::lock_guard lock(locks[w]);
    result.scenarios[w].add(tally);
  });
  for (const auto& worker : workers.all()) result.add(worker->all);
  return result;
}

Batch run_batch(const Simulator& simulator, std::span<const Scenario> scenarios, const Lines& lines,
                const BatchOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  Batch batch = tally_batch(simulator, scenarios, lines, options).batch();
  batch.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return batch;
}

std::vector<Scenario> draw_scenarios(const Mission& mission, const Assessment& assessment, Seed seed,
                                     std::uint32_t count) {
  std::vector<Scenario> scenarios;
  if (count == 0) return scenarios;
  const ScenarioLayout layout(mission, assessment, seed, count);
  for (std::uint32_t w = 0; w < count; ++w) scenarios.push_back(layout.scenario(w));
  return scenarios;
}

std::vector<bool> accepted_by(const Mission& mission, const Lines& lines, const ScenarioSummary& scenario) {
  std::vector<bool> accepted(mission.parties.size(), true);
  for (std::size_t i = 0; i < lines.line.size(); ++i)
    if (scenario.break_frequency[i] > lines.line[i].tolerated.value()) accepted[lines.party[i].index] = false;
  return accepted;
}

}  // namespace handover::simulate
