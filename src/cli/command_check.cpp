#include "cli/bind.h"
#include "cli/commands.h"
#include "evidence/boundaries.h"
#include "evidence/contradictions.h"

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

// What only the modules behind the mission know: counts that nothing can be compared with, and zones that no
// point will be found in.
struct Behind {
  std::vector<Problem> problems;
  std::vector<std::string> notes;
};

Behind look_behind(const CheckOptions& options) {
  const Mission mission = load_mission(options.mission, options.common.load_options());
  Behind behind{.problems = evidence::counts_not_read(mission.facts)};
  for (const std::string& code : evidence::codes_without_boundary(HANDOVER_BOUNDARIES, mission.zones))
    behind.notes.push_back(fmt::format(
        "zones.csv: map code {} has no boundary: no map shows that zone, and no event is found in it by its "
        "point",
        code));
  return behind;
}

int run_check(const CheckOptions& options) {
  auto problems = check_mission(options.mission, options.common.load_options());
  Behind behind;
  if (problems.empty()) {
    behind = look_behind(options);
    problems = behind.problems;
  }
  if (options.common.json) {
    nlohmann::ordered_json document = {{"mission", options.mission},
                                       {"problems", nlohmann::ordered_json::array()}};
    for (const Problem& problem : problems) document["problems"].push_back(as_json(problem));
    document["notes"] = behind.notes;
    print_json(document);
  } else if (problems.empty()) {
    print_text("{}: no problems\n", options.mission);
  } else {
    for (const Problem& problem : problems) fmt::print(stderr, "{}\n", to_string(problem));
    fmt::print(stderr, "{}: {} problem{}; nothing was written\n", options.mission, problems.size(),
               problems.size() == 1 ? "" : "s");
  }
  if (!options.common.json) {
    for (const std::string& note : behind.notes) print_text("note: {}\n", note);
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
