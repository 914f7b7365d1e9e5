#include "cli/bind.h"
#include "cli/commands.h"

#include <iostream>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct CheckOptions {
  CommonOptions common;
  std::string mission;
};

nlohmann::ordered_json as_json(const Problem& problem) {
  return {{"file", problem.file},   {"line", problem.line},   {"column", problem.column},
          {"field", problem.field}, {"value", problem.value}, {"what", problem.what},
          {"hint", problem.hint}};
}

int run_check(const CheckOptions& options) {
  const auto problems = check_mission(options.mission, options.common.load_options());
  if (options.common.json) {
    nlohmann::ordered_json document = {{"mission", options.mission},
                                       {"problems", nlohmann::ordered_json::array()}};
    for (const Problem& problem : problems) document["problems"].push_back(as_json(problem));
    print_json(document);
  } else if (problems.empty()) {
    print_text("{}: no problems\n", options.mission);
  } else {
    for (const Problem& problem : problems) fmt::print(stderr, "{}\n", to_string(problem));
    fmt::print(stderr, "{}: {} problem{}; nothing was written\n", options.mission, problems.size(),
               problems.size() == 1 ? "" : "s");
  }
  return problems.empty() ? kDone : kBadInput;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CheckOptions>();
  Command command(app, "check");
  command.bind("MISSION", options->mission).bind_common(options->common);
  command.runs(exit_code, [options] { return run_check(*options); });
}

}  // namespace handover::cli
