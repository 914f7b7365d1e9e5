#include "base/plain_text.h"
#include "base/problem_lines.h"
#include "base/program_files.h"
#include "base/standard_streams.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/mission_findings.h"
#include "report/problem_document.h"

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

nlohmann::ordered_json as_json(const Doubt& doubt) {
  nlohmann::ordered_json document = {{"rule", doubt.rule}};
  document.update(report::problem_document(doubt.place));
  return document;
}

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
  std::vector<std::string> notes;
  for (const std::string& code : findings.codes_without_boundary)
    notes.push_back(
        fmt::format("zones.csv: map code {} has no boundary: no map shows that zone, and no event is found "
                    "in it by its point",
                    code));
  if (options.common.json) {
    // As many as are printed: a faulty export has one fault a row.
    nlohmann::ordered_json document = {{"mission", options.mission},
                                       {"problems", nlohmann::ordered_json::array()},
                                       {"doubtful", nlohmann::ordered_json::array()}};
    constexpr std::size_t kMost = 1000;
    for (std::size_t i = 0; i < std::min(found.refused.size(), kMost); ++i)
      document["problems"].push_back(report::problem_document(found.refused[i]));
    for (std::size_t i = 0; i < std::min(found.doubtful.size(), kMost); ++i)
      document["doubtful"].push_back(as_json(found.doubtful[i]));
    document["problems_in_all"] = found.refused.size();
    document["doubtful_in_all"] = found.doubtful.size();
    document["notes"] = notes;
    print_json(document);
  } else {
    print_findings(found, options.mission);
    for (const std::string& note : notes) print_text("note: {}\n", note);
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
