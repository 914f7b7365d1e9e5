#include "binding.h"
#include "mission/names.h"
#include "report/simulation_job.h"

#include <limits>

#include <fmt/format.h>

namespace handover::python {
namespace {

// A simulation with every replication's outcome.
struct Simulation {
  report::SimulationRun run;
  std::vector<float> outcomes;  // [scenario][replication][metric]
};

report::SimulationSpec spec_of(const std::string& mission, const std::string& plan, long long scenarios,
                               long long replications, std::uint64_t seed, int draws,
                               const std::string& as_of, const std::vector<std::string>& overlays) {
  report::SimulationSpec spec;
  spec.mission = mission;
  spec.plan = plan;
  spec.as_of = as_of;
  spec.overlays = overlays;
  spec.scenarios = static_cast<std::uint32_t>(positive(scenarios, "scenarios", 10'000'000));
  spec.replications = static_cast<std::uint32_t>(positive(replications, "replications", 1'000'000'000));
  spec.seed = seed;
  spec.draws = positive(draws, "draws", 1'000'000);
  return spec;
}

std::shared_ptr<Simulation> simulate(const std::filesystem::path& mission, const std::string& plan,
                                     long long scenarios, long long replications, std::uint64_t seed,
                                     int draws, const std::string& as_of,
                                     const std::vector<std::string>& overlays, bool keep_outcomes,
                                     int threads, const py::object& progress) {
  const auto spec = spec_of(mission.string(), plan, scenarios, replications, seed, draws, as_of, overlays);
  auto simulation = std::make_shared<Simulation>();
  if (keep_outcomes) {
    constexpr std::uint64_t kMost = std::uint64_t{1} << 33;  // numbers: 32 GB
    const std::uint64_t numbers = std::uint64_t{spec.scenarios} * spec.replications * kMetrics;
    if (numbers > kMost)
      refuse_argument("replications", fmt::to_string(replications), "are too many to keep every outcome",
                      "take fewer, or keep_outcomes=False");
    simulation->outcomes.resize(numbers);
  }
  compute(progress, [&](const report::Control& control) {
    const OnSteps steps = [&](std::size_t done, std::size_t total) {
      control.say(0.3 + 0.7 * static_cast<double>(done) / static_cast<double>(total), "replications");
    };
    const report::Control assessing{
        .stop = control.stop,
        .progress = [&](double share, const std::string& what) { control.say(0.3 * share, what); }};
    simulation->run = report::simulate_plan(
        spec, {.threads = threads, .steps = steps, .outcomes = simulation->outcomes}, assessing);
  });
  return simulation;
}

std::shared_ptr<Simulation> gather(const std::filesystem::path& folder,
                                   const std::filesystem::path& mission) {
  const py::gil_scoped_release release;
  return std::make_shared<Simulation>(Simulation{report::gather_parts(folder, mission.string()), {}});
}

py::object simulate_part(const std::filesystem::path& mission, const std::string& plan,
                         const std::string& part, const std::filesystem::path& out, long long scenarios,
                         long long replications, std::uint64_t seed, int draws, const std::string& as_of,
                         const std::vector<std::string>& overlays, int threads, const py::object& progress) {
  const auto spec = spec_of(mission.string(), plan, scenarios, replications, seed, draws, as_of, overlays);
  const report::Part wanted = report::part_option(part);
  report::PartDone done;
  compute(progress, [&](const report::Control& control) {
    done = report::simulate_part(spec, wanted, out, {.threads = threads}, control);
  });
  return py::cast(done.file);
}

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const std::string_view name : words_of<Metric>()) names.emplace_back(name);
  return names;
}

// The array is the simulation's own memory, which lives as long as the array does. Nobody writes to it.
py::array outcomes_of(const std::shared_ptr<Simulation>& self) {
  if (self->outcomes.empty())
    refuse_argument("outcomes", "", "were not kept",
                    "simulate with keep_outcomes=True; parts hold sums alone");
  const auto& spec = self->run.spec;
  py::array_t<float> array({std::size_t{spec.scenarios}, std::size_t{spec.replications}, kMetrics},
                           self->outcomes.data(), py::cast(self));
  array.attr("setflags")(py::arg("write") = false);
  return array;
}

// By scenario: [scenario, metric] over its replications.
py::array_t<double> means_of(const Simulation& self) {
  py::array_t<double> array({self.run.batch.scenarios.size(), kMetrics});
  double* to = array.mutable_data();
  for (const auto& scenario : self.run.batch.scenarios)
    to = std::copy(scenario.mean.begin(), scenario.mean.end(), to);
  return array;
}

}  // namespace

void add_simulations(py::module_& module) {
  py::class_<Simulation, std::shared_ptr<Simulation>> type(
      module, "Simulation", "Many replications of a mission under one plan, in many scenarios.");
  without_constructor(type);
  type.def_property_readonly(
          "digest", [](const Simulation& self) { return self.run.batch.digest; },
          "Of all outcomes: equal digests are equal outcomes, to the bit.")
      .def_property_readonly(
          "document", [](const Simulation& self) { return to_python(report::document_of(self.run)); },
          "With the keys of `handover simulate --json`.")
      .def_property_readonly("outcomes", &outcomes_of,
                             "[scenario, replication, metric], float32, at the horizon; not a copy.")
      .def_property_readonly("metrics", [](const Simulation&) { return metric_names(); })
      .def_property_readonly("scenario_means", &means_of,
                             "[scenario, metric], over the scenario's replications.")
      .def_property_readonly("replications",
                             [](const Simulation& self) { return self.run.batch.replications; })
      .def_property_readonly("seconds", [](const Simulation& self) { return self.run.batch.seconds; });
  module.def("simulate", &simulate, py::arg("mission"), py::arg("plan"), py::kw_only(),
             py::arg("scenarios") = 200, py::arg("replications") = 100, py::arg("seed") = 1,
             py::arg("draws") = report::kDraws, py::arg("as_of") = "",
             py::arg("overlays") = std::vector<std::string>(), py::arg("keep_outcomes") = true,
             py::arg("threads") = 0, py::arg("progress") = py::none());
  module.def("simulate_part", &simulate_part, py::arg("mission"), py::arg("plan"), py::arg("part"),
             py::arg("out"), py::kw_only(), py::arg("scenarios") = 200, py::arg("replications") = 100,
             py::arg("seed") = 1, py::arg("draws") = report::kDraws, py::arg("as_of") = "",
             py::arg("overlays") = std::vector<std::string>(), py::arg("threads") = 0,
             py::arg("progress") = py::none());
  module.def("gather", &gather, py::arg("folder"), py::arg("mission") = std::filesystem::path());
  module.def("metric_names", &metric_names);
}

}  // namespace handover::python
