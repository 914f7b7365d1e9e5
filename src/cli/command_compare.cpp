#include "base/files.h"
#include "cli/bar.h"
#include "cli/commands.h"
#include "mission/names.h"
#include "report/simulation.h"
#include "store/store.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <optional>

#include <fmt/format.h>

namespace handover::cli {
namespace {

namespace fs = std::filesystem;

struct CompareCommand {
  std::string first, second, mission;
  std::vector<std::string> metrics;
  std::uint32_t scenarios = 0, replications = 0;
  int threads = 0;
  bool json = false, without_carriers = false;
};

std::optional<SimulationSpec> spec_in_store(const fs::path& file, const std::string& id) {
  const auto run = store::Store::open_to_read(file).find(id);
  if (!run) return std::nullopt;
  return spec_from(Json::parse(run->result_json, nullptr, false), "run " + id);
}

// Kept runs lie beside their mission; without --mission the folder `missions` and this folder are searched.
SimulationSpec spec_of_run(const std::string& id, const std::string& mission) {
  std::vector<fs::path> stores;
  if (!mission.empty()) {
    stores.push_back(store::store_path(mission));
  } else {
    for (const char* folder : {"missions", "."})
      if (fs::is_directory(folder))
        for (const auto& entry : fs::directory_iterator(folder))
          if (entry.path().extension() == ".duckdb") stores.push_back(entry.path());
    std::sort(stores.begin(), stores.end());
  }
  for (const fs::path& file : stores)
    if (auto spec = spec_in_store(file, id)) return *spec;
  refuse("compare", id, "is no kept run, no file and no MISSION:PLAN",
         "`handover simulate … --keep` keeps a run; `handover runs MISSION` lists them");
}

// RUN is a file that `replications --json` printed, MISSION:PLAN, or the id of a kept run.
SimulationSpec spec_of(const std::string& run, const CompareCommand& command) {
  if (fs::is_regular_file(run)) return spec_from(Json::parse(read_file(run), nullptr, false), run);
  const auto colon = run.rfind(':');
  if (colon == std::string::npos) return spec_of_run(run, command.mission);
  SimulationSpec spec;
  spec.mission = run.substr(0, colon);
  spec.plan = run.substr(colon + 1);
  spec.scenarios = 40;
  spec.replications = 50;
  return spec;
}

bool same_assessment(const SimulationSpec& a, const SimulationSpec& b) {
  return a.mission == b.mission && a.as_of == b.as_of && a.overlays == b.overlays && a.seed == b.seed &&
         a.draws == b.draws;
}

struct Sides {
  SimulationSpec first_spec, second_spec;
  std::shared_ptr<AssessedMission> first, second;
  Plan first_plan, second_plan;
};

Sides stage(const CompareCommand& command) {
  Sides sides{spec_of(command.first, command), spec_of(command.second, command), {}, {}, {}, {}};
  sides.first = assess_for(sides.first_spec, command.threads, with_bar("assessing"));
  const bool same = same_assessment(sides.first_spec, sides.second_spec);
  sides.second = same ? sides.first : assess_for(sides.second_spec, command.threads, with_bar("assessing"));
  sides.first_plan = find_plan(sides.first_spec.plan, sides.first->mission);
  sides.second_plan = find_plan(sides.second_spec.plan, sides.second->mission);
  auto postures = simulate::postures_of(sides.first->mission, sides.first_plan);
  auto others = simulate::postures_of(sides.second->mission, sides.second_plan);
  if (same) postures.insert(postures.end(), others.begin(), others.end());
  solve_needs(sides.first->mission, postures, sides.first->assessed);
  if (!same) solve_needs(sides.second->mission, others, sides.second->assessed);
  return sides;
}

std::vector<std::string> differences_of(const Sides& sides, const simulate::ComparedSide& a,
                                        const simulate::ComparedSide& b) {
  std::vector<std::string> lines;
  const auto stale = [&](const SimulationSpec& spec, const Mission& mission) {
    if (!spec.inputs_sha256.empty() && spec.inputs_sha256 != mission.inputs_sha256)
      lines.push_back(
          fmt::format("{}: the mission's files have changed since the run of {}; compared as they are now",
                      spec.mission, spec.plan));
  };
  stale(sides.first_spec, sides.first->mission);
  stale(sides.second_spec, sides.second->mission);
  if (sides.first_spec.draws != sides.second_spec.draws)
    lines.push_back(fmt::format("draws of fitted parameters: {} against {}", sides.first_spec.draws,
                                sides.second_spec.draws));
  if (sides.first_spec.seed != sides.second_spec.seed)
    lines.push_back(fmt::format("seed: {} against {}; compared on the random draws of the first",
                                sides.first_spec.seed, sides.second_spec.seed));
  for (std::string& line : simulate::input_differences(a, b)) lines.push_back(std::move(line));
  return lines;
}

Json document_of_comparison(const simulate::Comparison& comparison, const std::vector<Metric>& metrics) {
  Json rows = Json::object();
  for (const Metric metric : metrics) {
    const auto m = static_cast<std::size_t>(metric);
    const auto& d = comparison.metric[m];
    Json carriers = Json::array();
    for (const auto& carrier : comparison.carriers)
      carriers.push_back({{"mechanism", simulate::name_of(carrier.mechanism)},
                          {"carries", document_of(carrier.carries[m])}});
    rows[std::string(word_of(metric))] = {
        {"first", d.first},
        {"second", d.second},
        {"difference", document_of(d.difference)},
        {"variance_reduction", d.variance_reduction ? Json(*d.variance_reduction) : Json(nullptr)},
        {"carriers", carriers}};
  }
  return rows;
}

void print_carriers(const simulate::Comparison& comparison, std::size_t m) {
  std::vector<const simulate::Carrier*> order;
  for (const auto& carrier : comparison.carriers) {
    const auto& e = carrier.carries[m];
    if (e.interval.low > 0.0 || e.interval.high < 0.0) order.push_back(&carrier);
  }
  std::sort(order.begin(), order.end(), [m](const auto* a, const auto* b) {
    return std::abs(a->carries[m].value) > std::abs(b->carries[m].value);
  });
  for (std::size_t i = 0; i < std::min<std::size_t>(5, order.size()); ++i) {
    const auto& e = order[i]->carries[m];
    print_text("    {:<25}{:>12} ({} to {})\n", simulate::name_of(order[i]->mechanism), short_number(e.value),
               short_number(e.interval.low), short_number(e.interval.high));
  }
}

void print_comparison(const simulate::Comparison& comparison, const std::vector<Metric>& metrics,
                      bool mechanisms) {
  if (mechanisms)
    print_text(
        "\nSecond minus first, 90 % interval over scenarios; then the mechanisms that carry it:\nwhat the "
        "difference loses when one is switched off on both sides. They interact\nand need not add up.\n\n");
  else
    print_text("\nSecond minus first, 90 % interval over scenarios.\n\n");
  for (const Metric metric : metrics) {
    const auto m = static_cast<std::size_t>(metric);
    const auto& d = comparison.metric[m];
    print_text("{}: {} against {}\n", word_of(metric), short_number(d.first), short_number(d.second));
    print_text(
        "  {:<27}{:>12} ({} to {}){}\n", "difference", short_number(d.difference.value),
        short_number(d.difference.interval.low), short_number(d.difference.interval.high),
        d.variance_reduction ? fmt::format("; shared random draws: {:.1f}x", *d.variance_reduction) : "");
    print_carriers(comparison, m);
  }
}

std::vector<Metric> chosen_metrics(const CompareCommand& command) {
  std::vector<Metric> metrics;
  for (const std::string& name : command.metrics) metrics.push_back(find_metric(name));
  if (!metrics.empty()) return metrics;
  if (!command.json)
    return {Metric::coalition_deaths,     Metric::host_force_deaths,      Metric::civilians_killed,
            Metric::attacks_on_coalition, Metric::presence_ended_by_days, Metric::expelled};
  for (std::size_t m = 0; m < kMetrics; ++m) metrics.push_back(static_cast<Metric>(m));
  return metrics;
}

int run_compare_runs(const CompareCommand& command) {
  const auto metrics = chosen_metrics(command);
  const Sides sides = stage(command);
  const simulate::ComparedSide a{sides.first->mission, sides.first->assessed.fitted, sides.first_plan};
  const simulate::ComparedSide b{sides.second->mission, sides.second->assessed.fitted, sides.second_plan};
  simulate::CompareOptions options;
  options.seed = Seed{sides.first_spec.seed};
  // Every mechanism doubles the work: a comparison takes fewer replications than a run unless it is told
  // otherwise.
  options.scenarios = command.scenarios > 0 ? command.scenarios : std::min(40u, sides.first_spec.scenarios);
  options.replications =
      command.replications > 0 ? command.replications : std::min(50u, sides.first_spec.replications);
  options.threads = command.threads;
  options.carriers = !command.without_carriers;
  options.progress = steps_with_bar("comparing");
  const auto differences = differences_of(sides, a, b);
  const bool only_seed = sides.first_spec.seed != sides.second_spec.seed && differences.size() == 1;
  // No mechanism carries what is chance alone.
  if (only_seed) options.carriers = false;
  const simulate::Comparison comparison = simulate::compare(a, b, options);
  if (command.json) {
    print_json({{"first", document_of(sides.first_spec)},
                {"second", document_of(sides.second_spec)},
                {"scenarios", options.scenarios},
                {"replications", options.replications},
                {"simulated", comparison.replications},
                {"inputs", differences},
                {"metrics", document_of_comparison(comparison, metrics)}});
    return kDone;
  }
  print_text("What differs in the inputs:\n");
  for (const std::string& line : differences) print_text("  {}\n", line);
  if (differences.empty()) print_text("  nothing\n");
  if (only_seed)
    print_text(
        "\nThe same mission and plan: what differs below is chance alone. Seeds also draw the "
        "modules'\nfitted "
        "parameters; about one metric in ten lies outside its 90 % interval.\n");
  print_comparison(comparison, metrics, !only_seed);
  print_text("\n{} scenarios, {} replications in each, {} simulated in all; seed {}, version {}\n",
             options.scenarios, options.replications, comparison.replications, options.seed.value, version());
  return kDone;
}

}  // namespace

void add_compare(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CompareCommand>();
  CLI::App* command =
      app.add_subcommand("compare", "Say why two simulations differ: inputs, then mechanisms");
  command
      ->add_option("RUN1", options->first,
                   "A kept run's id, a file that replications --json printed, or MISSION:PLAN")
      ->required();
  command->add_option("RUN2", options->second, "The same, for the other side")->required();
  command->add_option("--mission", options->mission, "The mission whose store holds the runs");
  command->add_option("--metric", options->metrics, "Metrics to explain; without it the main ones");
  command->add_option("--scenarios", options->scenarios, "Scenarios to compare in; otherwise at most 40");
  command->add_option("--replications", options->replications,
                      "Replications in each scenario; otherwise at most 50");
  command->add_option("--threads", options->threads,
                      "Threads; 0 is one for each core. Figures do not depend on it");
  command->add_flag("--difference-only", options->without_carriers, "Do not look for the mechanisms");
  command->add_flag("--json", options->json, "Print one JSON document instead of text");
  command->footer(
      "Example:\n  handover compare missions/iraq-2024:immediate-exit missions/iraq-2024:gated\n  handover "
      "compare "
      "3f2a 91c0 --mission missions/iraq-2024");
  command->callback([options, &exit_code] { exit_code = run_compare_runs(*options); });
}

}  // namespace handover::cli
