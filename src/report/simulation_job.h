// A simulation of one plan: what the command `simulate` does, without its printing; whole, or in parts that
// other machines or other days compute, and their sum.
#pragma once

#include "report/simulation.h"
#include "simulate/batch.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace handover::report {

// One of `of` equal shares of a simulation's scenarios and replications, from 1.
struct Part {
  std::uint32_t number = 1, of = 1;
};
inline constexpr std::uint32_t kMostParts = 100'000;
// "3/64"; "rank": as the launcher (mpirun, srun) that started this process numbers it, nothing travels
// between ranks. Throws InputError about --part.
Part part_option(const std::string& text);

struct SimulationOptions {
  int threads = 0;
  OnSteps steps = {};  // told of replications done
  // Empty, or room for [scenario][replication][metric]; of a whole simulation only.
  std::span<float> outcomes = {};
};

struct SimulationRun {
  std::shared_ptr<AssessedMission> assessed;  // of a gathered run the mission alone
  SimulationSpec spec;                        // with the inputs' hash
  Plan plan;                                  // of a gathered run its id alone
  simulate::Lines lines;
  simulate::Batch batch;
};
SimulationRun simulate_plan(SimulationSpec spec, const SimulationOptions& options,
                            const Control& control = {});

// Keys of `handover simulate --json`.
Json document_of(const SimulationRun& run);

// A part goes into a file of its own in `folder`, which is made when missing, whole or not at all. A file
// that already holds this very part is left alone and nothing is computed.
struct PartDone {
  std::filesystem::path file;
  bool was_there = false;
  std::uint64_t replications = 0;  // of this part
  double seconds = 0.0;
};
PartDone simulate_part(SimulationSpec spec, Part part, const std::filesystem::path& folder,
                       const SimulationOptions& options, const Control& control = {});

// The whole from the parts in `folder`; the same figures and digest as `simulate_plan` gives. `mission`:
// where the mission lies now; empty: where the parts say. Throws InputError that names the parts that are
// missing, and for parts that do not belong together: of other inputs, options or versions.
SimulationRun gather_parts(const std::filesystem::path& folder, const std::string& mission = {});

// A script for Slurm's sbatch that computes all parts as a job array; those whose file is there are passed
// over, so that submitting it again does what is missing.
std::string slurm_script(const SimulationSpec& spec, std::uint32_t parts, const std::filesystem::path& folder,
                         const std::string& program);

}  // namespace handover::report
