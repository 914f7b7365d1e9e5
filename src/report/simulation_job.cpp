#include "report/simulation_job.h"

#include <utility>

namespace handover::report {
Json document_of(const SimulationRun& run) {
  return document_of(run.assessed->mission, run.spec, run.lines, run.batch);
}

SimulationRun simulate_plan(SimulationSpec spec, const SimulationOptions& options, const Control& control) {
  SimulationRun run;
  run.assessed = assess_for(spec, options.threads, control);
  const Mission& mission = run.assessed->mission;
  spec.inputs_sha256 = mission.inputs_sha256;
  run.spec = std::move(spec);
  run.plan = find_plan(run.spec.plan, mission);
  solve_needs(mission, simulate::postures_of(mission, run.plan), run.assessed->assessed);
  run.lines = simulate::Lines(mission, mission.rules);
  const auto& fitted = run.assessed->assessed.fitted;
  const simulate::Simulator simulator(mission, fitted, run.plan, run.lines.milestones);
  const Seed seed{run.spec.seed};
  const auto scenarios = simulate::draw_scenarios(mission, fitted, seed, run.spec.scenarios);
  run.batch = simulate::run_batch(simulator, scenarios, run.lines,
                                  {.seed = seed,
                                   .replications = run.spec.replications,
                                   .threads = options.threads,
                                   .progress = options.steps,
                                   .outcomes = options.outcomes});
  return run;
}

}  // namespace handover::report
