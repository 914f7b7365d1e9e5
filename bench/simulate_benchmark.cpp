// Speed of the simulator on the fixed benchmark mission (simulate/test_scenarios.h): 1,095 days, 18 zones,
// three streams, three kernels, every mechanism on. Meant to be timed from outside the process:
//
//   time build/release/bench/simulate_benchmark --scenarios 8 --replications 5000 --threads 1
//
// --write-model FILE writes mission, fitted models and scenarios for the NumPy peer
// (bench/peers/simulate_numpy.py);
// --write-outcomes FILE writes one row of metrics per replication, for two-sample tests.
#include "simulate/test_scenarios.h"
#include "simulate_model_json.h"
#include "study.h"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include <fmt/format.h>

using namespace handover;
using namespace handover::simulate;

namespace {

struct Options {
  std::uint32_t scenarios = 4, replications = 1000, first_replication = 0;
  int threads = 1;
  std::string write_model, write_outcomes;
};

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--scenarios")
      options.scenarios = static_cast<std::uint32_t>(std::atoi(argv[i + 1]));
    else if (name == "--replications")
      options.replications = static_cast<std::uint32_t>(std::atoi(argv[i + 1]));
    else if (name == "--threads")
      options.threads = std::atoi(argv[i + 1]);
    else if (name == "--write-model")
      options.write_model = argv[i + 1];
    else if (name == "--write-outcomes")
      options.write_outcomes = argv[i + 1];
    else {
      fmt::print(stderr, "unknown option {}\n", name);
      std::exit(2);
    }
  }
  return options;
}

void write_outcomes(const Simulator& simulator, const std::vector<Scenario>& scenarios,
                    const Options& options) {
  std::ofstream file(options.write_outcomes);
  Session session(simulator);
  for (const Scenario& scenario : scenarios) {
    session.enter(scenario, Seed{1});
    for (std::uint32_t f = 0; f < options.replications; ++f) {
      const Outcome& outcome = session.run(f);
      file << scenario.id << ',' << session.incidents();
      for (const float value : outcome.metric) file << ',' << value;
      file << '\n';
    }
  }
}

int study(int argc, char** argv) {
  const Options options = read_options(argc, argv);
  const Stage stage = benchmark_stage();
  const auto scenarios = draw_scenarios(stage.mission, stage.assessment, Seed{1}, options.scenarios);
  if (!options.write_model.empty()) {
    std::ofstream(options.write_model) << model_as_json(stage, scenarios);
    return 0;
  }
  const Simulator simulator(stage.mission, stage.assessment, stage.plan);
  if (!options.write_outcomes.empty()) {
    write_outcomes(simulator, scenarios, options);
    return 0;
  }
  BatchOptions batch_options;
  batch_options.replications = options.replications;
  batch_options.threads = options.threads;
  const Batch batch = run_batch(simulator, scenarios, {}, batch_options);
  fmt::print(
      "{{\"digest\": \"{}\", \"replications\": {}, \"seconds\": {:.4f}, \"replications_per_second\": {:.1f}, "
      "\"incidents_per_replication\": {:.1f}, \"incidents_per_second\": {:.0f}, \"threads\": {}}}\n",
      batch.digest, batch.replications, batch.seconds, batch.replications_per_second(),
      static_cast<double>(batch.incidents) / static_cast<double>(batch.replications),
      static_cast<double>(batch.incidents) / batch.seconds, options.threads);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
