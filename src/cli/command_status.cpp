#include "base/files.h"
#include "numerics/statistics.h"
#include "cli/commands.h"
#include "cli/text_timeline.h"
#include "partner/partner.h"
#include "report/documents_timeline.h"
#include "threat/threat.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>

namespace handover::cli {
namespace {

struct StatusCommandOptions {
  CommonOptions common;
  std::string mission, plan, since, record;
};

constexpr std::size_t kThreatDraws = 100;  // for reporting ratios alone
constexpr auto kDefaultLookBack = std::chrono::days(30);

bool looks_at(const Plan& plan, Observable what) {
  const auto looks = [&](const std::vector<Condition>& conditions) {
    return std::any_of(conditions.begin(), conditions.end(),
                       [&](const Condition& condition) { return condition.what == what; });
  };
  return std::any_of(plan.phases.begin(), plan.phases.end(), [&](const Phase& phase) {
    return looks(phase.gate.all_of) || looks(phase.gate.reverses);
  });
}

// Chances are means over draws and known no better than those tell.
void measure_functions(const Mission& mission, const CommonOptions& common,
                       timeline::Measurements& measurements) {
  const auto report =
      partner::report_partner(mission, Seed{common.seed}, partner::kReportDraws, {.threads = common.threads});
  const auto draws = static_cast<std::size_t>(std::max(1.0, report.diagnostics.least_effective));
  measurements.chance_alone.resize(mission.functions.size());
  for (const auto& outlook : report.functions) {
    const double chance = outlook.stands_alone;
    const auto alone = static_cast<std::size_t>(std::lround(chance * static_cast<double>(draws)));
    measurements.chance_alone[outlook.function.index] = {chance, wilson_interval(alone, draws)};
  }
}

void measure_ratios(const Mission& mission, const CommonOptions& common,
                    timeline::Measurements& measurements) {
  threat::ThreatOptions options;
  options.draws = kThreatDraws;
  options.backtests = 0;
  options.choose_penalties = false;
  options.seed = Seed{common.seed};
  options.threads = common.threads;
  const auto report = threat::assess_threat(mission, options).report;
  for (const auto& stream : report.streams) {
    auto& ratios = measurements.reporting_ratio.emplace_back();
    for (const auto& one : stream.ratios)
      ratios[one.source] = {one.ratio.median, {one.ratio.low, one.ratio.high}};
    if (!ratios.empty()) ratios[stream.counted_by] = {1.0, {1.0, 1.0}};
  }
}

timeline::Measurements measurements_of(const Mission& mission, const Plan& plan,
                                       const CommonOptions& common) {
  timeline::Measurements measurements;
  if (looks_at(plan, Observable::function_stands_alone) && !mission.functions.empty() &&
      !mission.ratings.empty())
    measure_functions(mission, common, measurements);
  if (looks_at(plan, Observable::attacks_per_month)) measure_ratios(mission, common, measurements);
  return measurements;
}

// The day of the last look: as asked for, else as recorded, else a month ago.
Date since_of(const StatusCommandOptions& options, const Mission& mission) {
  if (!options.since.empty()) return day_option(options.since, "--since");
  if (!options.record.empty() && std::filesystem::exists(options.record)) {
    std::string text = read_file(options.record);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return day_option(text, options.record);
  }
  return mission.as_of - kDefaultLookBack;
}

int run_status(const StatusCommandOptions& options) {
  const Mission now = load_mission(options.mission, options.common.load_options());
  LoadOptions earlier = options.common.load_options();
  earlier.as_of = since_of(options, now);
  if (*earlier.as_of > now.as_of)
    refuse("--since", to_string(*earlier.as_of), "comes after the as-of date " + to_string(now.as_of),
           "give an earlier day");
  const Mission then = load_mission(options.mission, earlier);
  const Plan plan = load_plan(options.plan, now);
  const auto report = timeline::status_of(now, then, plan, measurements_of(now, plan, options.common),
                                          measurements_of(then, plan, options.common));
  if (!options.record.empty()) write_file_atomically(options.record, to_string(now.as_of) + '\n');
  if (options.common.json)
    print_json(document_of(report));
  else
    print_text(text_of(report));
  return report.alerts.empty() ? kDone : kFinding;
}

}  // namespace

void add_status(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<StatusCommandOptions>();
  CLI::App* command =
      app.add_subcommand("status", "Watch a plan: which gates are open, what is due, what changed and why");
  command->add_option("MISSION", options->mission, "The mission folder")->required();
  command->add_option("PLAN", options->plan, "The plan's TOML file")->required();
  command->add_option("--since", options->since,
                      "Compare with what was known on this day (YYYY-MM-DD); default: a month before");
  add_output_file(*command, "--record", options->record,
                  "Remember the day of this look in a file, and compare with the one it holds");
  add_common_options(*command, options->common);
  command->footer(
      "Example:\n  handover status missions/iraq-2024 missions/iraq-2024/plans/gated.toml --since "
      "2024-04-24\nExit code 1: there is an alert.");
  command->callback([options, &exit_code] { exit_code = run_status(*options); });
}

}  // namespace handover::cli
