#include "base/plain_text.h"
#include "base/problem_lines.h"
#include "base/program_files.h"
#include "base/standard_streams.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/mission_findings.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

struct CheckOptions {
  CommonOptions common;
  std::string mission;
};

void print_findings(const MissionCheck& found, const std::string& mission) {
  for (const std::string& line : problem_lines(found.refused)) say(line);
  print_doubts(found.doubtful);
  const auto count = [](std::size_t number, const char* one) {
    return fmt::format("{} {}{}", number, one, number == 1 ? "" : "s");
  };
  const std::string doubts =
      found.doubtful.empty() ? "" : ", " + count(found.doubtful.size(), "doubtful thing");
  if (found.refused.empty())
    print_text(fmt::format("{}: no problems{}\n", mission, doubts));
  else
    say(fmt::format("{}: {}{}; nothing was written", mission, count(found.refused.size(), "problem"),
                    doubts));
}

int run_check(const CheckOptions& options) {
  const auto findings =
      report::examine_folder(options.mission, options.common.load_options(), boundaries_folder());
  const MissionCheck& found = findings.check;
  if (options.common.json) {
    print_json(report::findings_document(findings, options.mission));
  } else {
    print_findings(found, options.mission);
    for (const std::string& note : report::notes_of(findings)) print_text("note: {}\n", note);
  }
  return found.refused.empty() ? kDone : kBadInput;
}

}  // namespace

void add_check(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CheckOptions>();
  Command command(app, "check");
  command.bind("MISSION", options->mission).bind_common(options->common);
  command.runs(exit_code, [options] { return run_check(*options); });
}

}  // namespace handover::cli
