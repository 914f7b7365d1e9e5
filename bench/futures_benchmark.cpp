// Speed of the simulator on the fixed benchmark mission (futures/test_worlds.h): 1,095 days, 18 zones, three
// streams, three kernels, every mechanism on. Meant to be timed from outside the process:
//
//   time build/release/bench/futures_benchmark --worlds 8 --futures 5000 --threads 1
//
// --write-model FILE writes mission, laws and worlds for the NumPy peer (bench/peers/futures_numpy.py);
// --write-outcomes FILE writes one row of metrics per future, for two-sample tests.
#include "futures/test_worlds.h"
#include "futures_model_json.h"
#include "study.h"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include <fmt/format.h>

using namespace handover;
using namespace handover::futures;

namespace {

struct Options {
  std::uint32_t worlds = 4, futures = 1000, first_future = 0;
  int threads = 1;
  std::string write_model, write_outcomes;
};

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--worlds")
      options.worlds = static_cast<std::uint32_t>(std::atoi(argv[i + 1]));
    else if (name == "--futures")
      options.futures = static_cast<std::uint32_t>(std::atoi(argv[i + 1]));
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

void write_outcomes(const Simulator& simulator, const std::vector<World>& worlds, const Options& options) {
  std::ofstream file(options.write_outcomes);
  Session session(simulator);
  for (const World& world : worlds) {
    session.enter(world, Seed{1});
    for (std::uint32_t f = 0; f < options.futures; ++f) {
      const Outcome& outcome = session.run(f);
      file << world.id << ',' << session.incidents();
      for (const float value : outcome.metric) file << ',' << value;
      file << '\n';
    }
  }
}

int study(int argc, char** argv) {
  const Options options = read_options(argc, argv);
  const Stage stage = benchmark_stage();
  const auto worlds = draw_worlds(stage.mission, stage.assessment, Seed{1}, options.worlds);
  if (!options.write_model.empty()) {
    std::ofstream(options.write_model) << model_as_json(stage, worlds);
    return 0;
  }
  const Simulator simulator(stage.mission, stage.assessment, stage.plan);
  if (!options.write_outcomes.empty()) {
    write_outcomes(simulator, worlds, options);
    return 0;
  }
  BatchOptions batch_options;
  batch_options.futures = options.futures;
  batch_options.threads = options.threads;
  const Batch batch = run_batch(simulator, worlds, {}, batch_options);
  fmt::print(
      "{{\"digest\": \"{}\", \"futures\": {}, \"seconds\": {:.4f}, \"futures_per_second\": {:.1f}, "
      "\"incidents_per_future\": {:.1f}, \"incidents_per_second\": {:.0f}, \"threads\": {}}}\n",
      batch.digest, batch.futures, batch.seconds, batch.futures_per_second(),
      static_cast<double>(batch.incidents) / static_cast<double>(batch.futures),
      static_cast<double>(batch.incidents) / batch.seconds, options.threads);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_study([&] { return study(argc, argv); });
}
