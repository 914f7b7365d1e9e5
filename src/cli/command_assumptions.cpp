#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "mission/assumption_keys.h"
#include "mission/names.h"
#include "report/simulation.h"
#include "simulate/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct AssumptionsOptions {
  CommonOptions common;
  SimulationSpec spec;
  std::vector<std::string> metrics;
  std::uint32_t rows = 256, replications = 8;
  bool keys = false;
};

int print_keys(bool json) {
  Json keys = Json::array();
  for (const AssumptionKey& key : assumption_keys())
    keys.push_back({{"key", key.key},
                    {"unit", key.unit},
                    {"lowest", key.lowest},
                    {"highest", key.highest},
                    {"mechanism", key.mechanism},
                    {"help", key.help},
                    {"literature", key.literature}});
  if (json) {
    print_json({{"keys", keys}});
    return kDone;
  }
  for (const AssumptionKey& key : assumption_keys())
    print_text("{}\n  {}\n  {}, {:g} to {:g}; read by {}\n  {}\n", key.key, key.help, key.unit, key.lowest,
               key.highest, key.mechanism, key.literature);
  return kDone;
}

std::vector<Metric> chosen_metrics(const AssumptionsOptions& options) {
  std::vector<Metric> metrics;
  for (const std::string& name : options.metrics) metrics.push_back(find_metric(name));
  if (metrics.empty())
    metrics = {Metric::coalition_deaths, Metric::civilians_killed, Metric::host_force_deaths,
               Metric::mission_ended_by_days, Metric::expelled};
  return metrics;
}

Json shares_document(const simulate::Sensitivity& result, Metric metric) {
  const auto m = static_cast<std::size_t>(metric);
  Json factors = Json::array();
  for (const auto& factor : result.factors)
    factors.push_back({{"factor", factor.name},
                       {"assumption", factor.assumption >= 0},
                       {"first", document_of(factor.first[m])},
                       {"total", document_of(factor.total[m])}});
  return {{"mean", result.mean[m]}, {"variance", result.variance[m]}, {"factors", factors}};
}

std::string percent_of(const simulate::Estimate& share) {
  return fmt::format("{:.0f}% ({:.0f} to {:.0f})", 100 * share.value, 100 * share.interval.low,
                     100 * share.interval.high);
}

void print_shares(const simulate::Sensitivity& result, Metric metric) {
  const auto m = static_cast<std::size_t>(metric);
  std::vector<const simulate::FactorShare*> order;
  for (const auto& factor : result.factors) order.push_back(&factor);
  std::stable_sort(order.begin(), order.end(),
                   [m](const auto* a, const auto* b) { return a->total[m].value > b->total[m].value; });
  print_text("\n{}: mean {}, standard deviation over scenarios {}\n", word_of(metric),
             short_number(result.mean[m]), short_number(std::sqrt(result.variance[m])));
  print_text("  {:<42}{:>17}{:>19}\n", "factor", "alone", "in all");
  for (std::size_t i = 0; i < std::min<std::size_t>(8, order.size()); ++i) {
    const auto& f = *order[i];
    print_text("  {:<42}{:>17}{:>19}\n", f.name, percent_of(f.first[m]), percent_of(f.total[m]));
  }
}

void print_sources(const Mission& mission) {
  print_text("\nEvery assumption, with what it rests on:\n");
  for (const Assumption& a : mission.assumptions) {
    print_text("  {}: {:g}..{:g}..{:g} {}{}\n", a.key, a.range.low, a.range.mode, a.range.high, a.unit,
               a.judgement ? " (judgement)" : "");
    print_text("    {} [{}]\n", a.reason, mission.sources[a.known.source.index].id);
  }
}

std::string first_plan(const Mission& mission) {
  for (const Plan& plan : mission.plans)
    if (plan.phases.size() > 1) return plan.id;
  if (!mission.plans.empty()) return mission.plans.front().id;
  throw InputError(Problem{.file = "plans",
                           .what = "holds no plan to rank the assumptions under",
                           .hint = "write a plan file and name it with --plan"});
}

int run_assumptions(AssumptionsOptions options) {
  if (options.keys) return print_keys(options.common.json);
  if (options.spec.mission.empty())
    refuse("MISSION", "", "is missing", "name a mission folder, or ask for --keys");
  const auto metrics = chosen_metrics(options);
  options.spec.seed = options.common.seed;
  options.spec.as_of = options.common.as_of;
  options.spec.overlays = options.common.overlays;
  const auto staged = assess_for(options.spec, options.common.threads, with_bar("assessing"));
  const Mission& mission = staged->mission;
  if (options.spec.plan.empty()) options.spec.plan = first_plan(mission);
  const Plan plan = find_plan(options.spec.plan, mission);
  solve_needs(mission, simulate::postures_of(mission, plan), staged->assessed);
  simulate::SensitivityOptions settings;
  settings.seed = Seed{options.spec.seed};
  settings.rows = options.rows;
  settings.replications_per_scenario = options.replications;
  settings.threads = options.common.threads;
  settings.progress = steps_with_bar("scenarios");
  const auto result = simulate::sensitivity(mission, staged->assessed.fitted, plan, settings);
  const auto document = [&] {
    Json shares = Json::object();
    for (std::size_t m = 0; m < kMetrics; ++m)
      shares[std::string(word_of(static_cast<Metric>(m)))] = shares_document(result, static_cast<Metric>(m));
    return Json({{"mission", mission.id},
                 {"as_of", to_string(mission.as_of)},
                 {"plan", plan.id},
                 {"seed", options.spec.seed},
                 {"version", version()},
                 {"inputs_sha256", mission.inputs_sha256},
                 {"rows", result.rows},
                 {"replications_per_scenario", result.replications_per_scenario},
                 {"simulated", result.replications},
                 {"assumptions", assumptions_document(mission)},
                 {"metrics", shares},
                 {"off", off_mechanisms_document(mission)}});
  };
  const auto print = [&] {
    print_text(
        "What moves the outcome of {} under the plan {}: share of the variance over\nscenarios that a factor "
        "holds alone, and with all it interacts with (90 % interval)\n",
        mission.title, plan.id);
    for (const Metric metric : metrics) print_shares(result, metric);
    print_sources(mission);
    print_text("\n{}", off_mechanisms_text(mission));
    print_text(
        "\nSaltelli et al. 2010; {} rows, {} replications a scenario, {} simulated. The random draws are "
        "what "
        "is left "
        "of\nchance "
        "at so many replications a scenario. seed {}, version {}, as of {}\n",
        result.rows, result.replications_per_scenario, result.replications, options.spec.seed, version(),
        to_string(mission.as_of));
  };
  deliver({.command = "assumptions",
           .mission = mission,
           .folder = options.spec.mission,
           .common = options.common},
          document, print);
  return kDone;
}

}  // namespace

void add_assumptions(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<AssumptionsOptions>();
  Command command(app, "assumptions");
  command.bind("MISSION", options->spec.mission)
      .bind("--keys", options->keys)
      .bind("--plan", options->spec.plan)
      .bind("--metric", options->metrics)
      .bind("--rows", options->rows)
      .bind("--replications", options->replications)
      .bind("--draws", options->spec.draws)
      .bind_common(options->common);
  command.runs(exit_code, [options] { return run_assumptions(*options); });
}

}  // namespace handover::cli
