// Repeats a kept run and says whether the same bytes come out.
#include "cli/bind.h"
#include "cli/commands.h"
#include "cli/deliver.h"
#include "report/kept_runs.h"

#include <memory>

namespace handover::cli {
namespace {

struct AgainOptions {
  std::string run, mission;
  bool json = false;
};

// What explains a difference, or would.
struct Circumstances {
  bool same_version = true, same_inputs = true;
};

Circumstances circumstances_of(const KeptRun& kept, const Json& now) {
  return {.same_version = kept.record.version == version(),
          .same_inputs = now.value("inputs_sha256", kept.record.inputs_sha256) == kept.record.inputs_sha256};
}

void print_outcome(const KeptRun& kept, const std::vector<std::string>& differ, const Circumstances& of) {
  if (differ.empty()) {
    print_text("run {} ({}): the same bytes again\n", kept.record.id, kept.record.command);
    return;
  }
  print_text("run {} ({}): NOT the same; first where it differs:\n", kept.record.id, kept.record.command);
  for (const std::string& path : differ) print_text("  {}\n", path);
  if (!of.same_inputs) print_text("the mission's files have changed since\n");
  if (!of.same_version) print_text("kept by version {}, repeated by {}\n", kept.record.version, version());
}

int run_again(const AgainOptions& options) {
  constexpr std::size_t kShown = 10;
  const KeptRun kept = find_kept_run(options.run, options.mission);
  const auto words = words_to_repeat(kept);
  const Json now = document_of_repeat(words);
  // As text: what counts is the bytes that a script would read.
  const bool same = json_text(now, -1) == kept.record.result_json;
  auto differ = differences(Json::parse(kept.record.result_json), now, kShown);
  if (!same && differ.empty()) differ.emplace_back("the order of keys");
  const Circumstances circumstances = circumstances_of(kept, now);
  if (options.json) {
    print_json({{"run", kept.record.id},
                {"command", words},
                {"identical", same},
                {"differs_at", differ},
                {"same_version", circumstances.same_version},
                {"same_inputs", circumstances.same_inputs}});
  } else {
    print_outcome(kept, differ, circumstances);
  }
  return same ? kDone : kFinding;
}

}  // namespace

void add_again(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<AgainOptions>();
  Command command(app, "again");
  command.bind("RUN", options->run).bind("--mission", options->mission).bind("--json", options->json);
  command.runs(exit_code, [options] { return run_again(*options); });
}

}  // namespace handover::cli
