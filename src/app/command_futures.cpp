#include "app/commands.h"
#include "app/run_record.h"
#include "app/simulation.h"
#include "mission/names.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

namespace handover::app {
namespace {

struct FuturesOptions {
  CommonOptions common;
  SimulationSpec spec;
  bool keep = false;
};

Json as_json(const futures::MetricSummary& m) {
  return {{"mean", m.mean}, {"lowest", m.lowest}, {"q05", m.q05}, {"q25", m.q25},
          {"q50", m.q50},   {"q75", m.q75},       {"q95", m.q95}, {"highest", m.highest}};
}

// Shares of worlds with Wilson's interval, per party; and how often the dice break each line.
Json parties_json(const Mission& mission, const futures::Lines& lines, const futures::Batch& batch) {
  Json parties = Json::array();
  for (std::size_t p = 0; p < mission.parties.size(); ++p) {
    std::size_t kept = 0;
    for (const auto& world : batch.worlds) kept += futures::accepted_by(mission, lines, world)[p];
    Json red_lines = Json::array();
    for (std::size_t i = 0; i < lines.line.size(); ++i) {
      if (lines.party[i].index != p) continue;
      std::vector<double> broken;
      for (const auto& world : batch.worlds) broken.push_back(world.break_frequency[i]);
      red_lines.push_back({{"words", lines.line[i].words},
                           {"tolerated", lines.line[i].tolerated.value()},
                           {"broken", document_of(futures::mean_over_worlds(broken))}});
    }
    if (red_lines.empty()) continue;
    parties.push_back({{"party", mission.parties[p].id},
                       {"worlds_kept", kept},
                       {"share", static_cast<double>(kept) / static_cast<double>(batch.worlds.size())},
                       {"interval90", pair_of(wilson_interval(kept, batch.worlds.size()))},
                       {"red_lines", red_lines}});
  }
  return parties;
}

Json document_of_batch(const Mission& mission, const FuturesOptions& options, const futures::Lines& lines,
                       const futures::Batch& batch) {
  Json outcomes = Json::object();
  for (std::size_t m = 0; m < kMetrics; ++m)
    outcomes[std::string(word_of(static_cast<Metric>(m)))] = as_json(batch.metric[m]);
  Json regions = Json::object();
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    std::vector<double> killed, displaced;
    for (const auto& world : batch.worlds) {
      killed.push_back(world.civilians_killed_by_region[r]);
      displaced.push_back(world.civilians_displaced_by_region[r]);
    }
    regions[mission.regions[r].id] = {
        {"civilians_killed", document_of(futures::mean_over_worlds(killed))},
        {"civilians_displaced", document_of(futures::mean_over_worlds(displaced))}};
  }
  return {{"mission", mission.id},
          {"as_of", to_string(mission.as_of)},
          {"plan", options.spec.plan},
          {"seed", options.spec.seed},
          {"version", HANDOVER_VERSION},
          {"inputs_sha256", mission.inputs_sha256},
          {"options", document_of(options.spec)},
          {"digest", batch.digest},
          {"futures", batch.futures},
          {"incidents", batch.incidents},
          {"cut_short", batch.cut_short},
          {"seconds", batch.seconds},
          {"futures_per_second", batch.futures_per_second()},
          {"outcomes", outcomes},
          {"civilians_by_region", regions},
          {"parties", parties_json(mission, lines, batch)},
          {"off", off_mechanisms_document(mission)}};
}

void print_outcomes(const Mission& mission, const Json& document, const futures::Batch& batch) {
  print_text("{} under the plan {}: {} worlds, {} futures\n\n", mission.title,
             document["plan"].get<std::string>(), batch.worlds.size(), batch.futures);
  print_text("{:<29}{:>10}{:>10}{:>10}{:>10}\n", "to the horizon", "mean", "5 %", "median", "95 %");
  for (std::size_t m = 0; m < kMetrics; ++m) {
    const auto& s = batch.metric[m];
    print_text("{:<29}{:>10}{:>10}{:>10}{:>10}\n", word_of(static_cast<Metric>(m)), short_number(s.mean),
               short_number(s.q05), short_number(s.q50), short_number(s.q95));
  }
  for (const Json& party : document["parties"]) {
    print_text("\n{}: all red lines kept in {} of {} worlds\n", party["party"].get<std::string>(),
               party["worlds_kept"].get<std::size_t>(), batch.worlds.size());
    for (const Json& line : party["red_lines"])
      print_text("  {:>4.0f}% broken (tolerates {:.0f}%): {}\n", 100 * line["broken"]["value"].get<double>(),
                 100 * line["tolerated"].get<double>(), line["words"].get<std::string>());
  }
  print_text("\n{}", off_mechanisms_text(mission));
  if (batch.cut_short > 0)
    print_text("{} futures were cut short: in their world incidents breed without end\n", batch.cut_short);
  print_text("A share of worlds counts assumptions; it is not a probability.\n");
  print_text("seed {}, version {}, as of {}, inputs {}, digest {}\n", document["seed"].get<std::uint64_t>(),
             HANDOVER_VERSION, to_string(mission.as_of), mission.inputs_sha256.substr(0, 12),
             batch.digest.substr(0, 12));
  print_text("{:.1f} s, {:.0f} futures a second\n", batch.seconds, batch.futures_per_second());
}

std::vector<store::Figure> figures_of(const futures::Batch& batch, const std::string& plan) {
  std::vector<store::Figure> figures;
  for (std::size_t m = 0; m < kMetrics; ++m)
    figures.push_back({.room = "futures",
                       .quantity = std::string(word_of(static_cast<Metric>(m))),
                       .subject = plan,
                       .at = {},
                       .low = batch.metric[m].q05,
                       .best = batch.metric[m].q50,
                       .high = batch.metric[m].q95,
                       .level = 0.9,
                       .unit = {}});
  return figures;
}

int run_futures(FuturesOptions options) {
  const std::string started = store::now_utc();
  options.spec.seed = options.common.seed;
  options.spec.as_of = options.common.as_of;
  options.spec.overlays = options.common.overlays;
  const auto staged = assess_for(options.spec, options.common.threads);
  const Mission& mission = staged->mission;
  options.spec.inputs_sha256 = mission.inputs_sha256;
  const Plan plan = find_plan(options.spec.plan, mission);
  solve_needs(mission, futures::postures_of(mission, plan), staged->assessed);
  const futures::Lines lines(mission, mission.rules);
  const futures::Simulator simulator(mission, staged->assessed.laws, plan, lines.milestones);
  const Seed seed{options.spec.seed};
  const auto worlds = futures::draw_worlds(mission, staged->assessed.laws, seed, options.spec.worlds);
  futures::BatchOptions batch_options;
  batch_options.seed = seed;
  batch_options.futures = options.spec.futures;
  batch_options.threads = options.common.threads;
  batch_options.progress = true;
  const futures::Batch batch = futures::run_batch(simulator, worlds, lines, batch_options);
  Json document = document_of_batch(mission, options, lines, batch);
  std::string id;
  if (options.keep) {
    Json kept = document;
    without_clock(kept);
    auto store = store::Store::open(store::store_path(options.spec.mission));
    id = store.add(record_of("futures", mission, options.common, started, kept, figures_of(batch, plan.id)));
  }
  if (options.common.json) {
    if (!id.empty()) document["run"] = id;
    print_json(document);
    return kDone;
  }
  print_outcomes(mission, document, batch);
  if (!id.empty()) print_text("Kept as run {}\n", id);
  return kDone;
}

}  // namespace

void add_futures(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<FuturesOptions>();
  CLI::App* command = app.add_subcommand("futures", "Simulate many worlds and futures under one plan");
  command->add_option("MISSION", options->spec.mission, "The mission folder")->required();
  command->add_option("--plan", options->spec.plan, "A plan file, or the id of one of the mission's plans")
      ->required();
  command
      ->add_option("--worlds", options->spec.worlds,
                   "Draws of everything assumed and of all fitted parameters")
      ->check(CLI::Range(1u, 10'000'000u))
      ->capture_default_str();
  command->add_option("--futures", options->spec.futures, "Rolls of the dice in each world")
      ->check(CLI::Range(1u, 1'000'000'000u))
      ->capture_default_str();
  command->add_option("--draws", options->spec.draws, "Draws of each room's fitted parameters")
      ->check(CLI::Range(1, 5000))
      ->capture_default_str();
  command->add_flag("--keep", options->keep, "Keep the run in the mission's store, for `handover compare`");
  add_common_options(*command, options->common);
  command->footer(
      "Example:\n  handover futures missions/iraq-2024 --plan missions/iraq-2024/plans/gated.toml --worlds "
      "100");
  command->callback([options, &exit_code] { exit_code = run_futures(*options); });
}

}  // namespace handover::app
