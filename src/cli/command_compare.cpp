#include "base/files.h"
#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "mission/names.h"
#include "report/kept_runs.h"
#include "report/simulation.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

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

// RUN is a file that `replications --json` printed, MISSION:PLAN, or the id of a kept run.
SimulationSpec spec_of(const std::string& run, const CompareCommand& command) {
  if (fs::is_regular_file(run)) return spec_from(Json::parse(read_file(run), nullptr, false), run);
  const auto colon = run.rfind(':');
  if (colon == std::string::npos) {
    const auto kept = find_kept_run(run, command.mission);
    return spec_from(Json::parse(kept.record.result_json), "run " + run);
  }
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
  Command command(app, "compare");
  command.bind("RUN1", options->first)
      .bind("RUN2", options->second)
      .bind("--mission", options->mission)
      .bind("--metric", options->metrics)
      .bind("--scenarios", options->scenarios)
      .bind("--replications", options->replications)
      .bind("--threads", options->threads)
      .bind("--difference-only", options->without_carriers)
      .bind("--json", options->json);
  command.runs(exit_code, [options] { return run_compare_runs(*options); });
}

}  // namespace handover::cli
