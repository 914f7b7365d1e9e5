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

// Sums of one scenario.
struct ScenarioTally {
  std::array<ExactSum, kMetrics> metric;
  std::vector<std::uint64_t> broken;
  std::vector<ExactSum> killed, displaced;
  std::uint64_t replications = 0;

  void add(const ScenarioTally& other) {
    for (std::size_t m = 0; m < kMetrics; ++m) metric[m].add(other.metric[m]);
    for (std::size_t i = 0; i < broken.size(); ++i) broken[i] += other.broken[i];
    killed.resize(std::max(killed.size(), other.killed.size()));
    displaced.resize(killed.size());
    for (std::size_t r = 0; r < other.killed.size(); ++r) {
      killed[r].add(other.killed[r]);
      displaced[r].add(other.displaced[r]);
    }
    replications += other.replications;
  }
};

bool is_broken(const RedLine& line, double value) {
  return line.compare == Compare::at_most ? value > line.threshold : value < line.threshold;
}

// One thread's session and sums over all the scenarios it has seen.
struct Worker {
  explicit Worker(const Simulator& simulator) : session(simulator) {}
  Session session;
  std::array<Histogram, kMetrics> histogram;
  std::array<ExactSum, kMetrics> sum;
  Digest digest;
  std::uint64_t incidents = 0, cut_short = 0, replications = 0;

  void run_block(const Scenario& scenario, const Lines& lines, Seed seed, std::uint32_t first,
                 std::uint32_t last, ScenarioTally& tally) {
    session.enter(scenario, seed);
    for (std::uint32_t replication = first; replication < last; ++replication) {
      const Outcome& outcome = session.run(replication);
      count(outcome, lines, tally);
      digest.add(scenario.id, replication, outcome, session.at_milestones());
    }
  }

  void count(const Outcome& outcome, const Lines& lines, ScenarioTally& tally) {
    ++replications;
    ++tally.replications;
    incidents += static_cast<std::uint64_t>(session.incidents());
    cut_short += outcome.cut_short ? 1 : 0;
    for (std::size_t m = 0; m < kMetrics; ++m) {
      histogram[m].add(outcome.metric[m]);
      sum[m].add(outcome.metric[m]);
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

ScenarioSummary summary_of(const Scenario& scenario, const ScenarioTally& tally) {
  ScenarioSummary summary;
  summary.scenario = scenario.id;
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

void summarise(const Workers& workers, Batch& batch) {
  std::array<Histogram, kMetrics> histogram;
  std::array<ExactSum, kMetrics> sum;
  Digest digest;
  for (const auto& worker : workers.all()) {
    for (std::size_t m = 0; m < kMetrics; ++m) {
      histogram[m].add(worker->histogram[m]);
      sum[m].add(worker->sum[m]);
    }
    digest.add(worker->digest);
    batch.incidents += worker->incidents;
    batch.cut_short += worker->cut_short;
    batch.replications += worker->replications;
  }
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
}

}  // namespace

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

Batch run_batch(const Simulator& simulator, std::span<const Scenario> scenarios, const Lines& lines,
                const BatchOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  const std::uint32_t blocks = (options.replications + kBlock - 1) / kBlock;
  ScenarioTally empty;
  empty.broken.assign(lines.line.size(), 0);
  std::vector<ScenarioTally> tallies(scenarios.size(), empty);
  std::vector<std::mutex> locks(scenarios.size());
  Workers workers(simulator);
  Steps steps(scenarios.size() * options.replications, options.progress);
  parallel_for(scenarios.size() * blocks, options.threads, [&](std::size_t item) {
    const std::size_t w = item / blocks;
    const auto block = static_cast<std::uint32_t>(item % blocks);
    const std::uint32_t first = options.first_replication + block * kBlock;
    const std::uint32_t last =
        options.first_replication + std::min(options.replications, (block + 1) * kBlock);
    auto worker = workers.take();
    ScenarioTally tally = empty;
    worker->run_block(scenarios[w], lines, options.seed, first, last, tally);
    workers.give_back(std::move(worker));
    steps.advance(last - first);
    const std::lock_guard lock(locks[w]);
    tallies[w].add(tally);
  });
  Batch batch;
  for (std::size_t w = 0; w < scenarios.size(); ++w)
    batch.scenarios.push_back(summary_of(scenarios[w], tallies[w]));
  summarise(workers, batch);
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
