#include "cli/bar.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/comparison_job.h"
#include "terminal/terminal.h"

#include <memory>

namespace handover::cli {
namespace {

struct CompareCommand {
  ComparisonWanted wanted;
  std::vector<std::string> metrics;
  bool json = false, without_carriers = false;
};

std::vector<Metric> compared_metrics(const CompareCommand& command) {
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
  const auto metrics = compared_metrics(command);
  const ComparisonRun run = compare_runs(command.wanted, with_bar("comparing"));
  if (command.json)
    print_json(document_of(run, metrics));
  else
    print_text(terminal::comparison_text(run, metrics));
  return kDone;
}

}  // namespace

void add_compare(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CompareCommand>();
  Command command(app, "compare");
  command.bind("RUN1", options->wanted.first)
      .bind("RUN2", options->wanted.second)
      .bind("--mission", options->wanted.mission)
      .bind("--metric", options->metrics)
      .bind("--scenarios", options->wanted.scenarios)
      .bind("--replications", options->wanted.replications)
      .bind("--threads", options->wanted.threads)
      .bind("--difference-only", options->without_carriers)
      .bind("--json", options->json);
  command.runs(exit_code, [options] {
    options->wanted.carriers = !options->without_carriers;
    return run_compare_runs(*options);
  });
}

}  // namespace handover::cli
