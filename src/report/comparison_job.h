// Why two simulations differ: what differs in the inputs, then what each mechanism carries of the difference.
#pragma once

#include "report/control.h"
#include "report/simulation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace handover::report {

struct ComparisonWanted {
  std::string first, second;  // files that `simulate --json` printed, MISSION:PLAN, or ids of kept runs
  std::string mission;        // whose store holds the runs; empty: every store here
  std::uint32_t scenarios = 0, replications = 0;  // 0: at most 40 and 50, as every mechanism doubles the work
  int threads = 0;
  bool carriers = true;  // look for the mechanisms
};

struct ComparisonRun {
  SimulationSpec first, second;
  std::uint32_t scenarios = 0, replications = 0;
  std::uint64_t seed = 0;
  std::vector<std::string> differences;  // of the inputs
  bool only_seed = false;                // nothing else differs: what differs is chance alone
  simulate::Comparison comparison;
};

// Throws InputError when a run cannot be found or read.
ComparisonRun compare_runs(const ComparisonWanted& wanted, const Control& control = {});
Json document_of(const ComparisonRun& run, const std::vector<Metric>& metrics);

}  // namespace handover::report
