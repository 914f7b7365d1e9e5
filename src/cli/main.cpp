// `handover`: a timeline for handing security from a coalition to its host nation.
#include "cli/main.h"

#include "base/interrupt.h"
#include "base/plain_text.h"
#include "base/problem_lines.h"
#include "base/standard_streams.h"
#include "cli/command_read.h"
#include "cli/command_serve.h"
#include "cli/commands.h"
#include "cli/signals.h"
#include "report/problem_document.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace handover;
using namespace handover::cli;

using AddCommand = void (*)(CLI::App&, int&);
constexpr AddCommand kCommands[] = {
    // clang-format off
    add_commands,
    add_new,
    add_workbook,
    add_brief,
    add_clauses,
    add_changed,
    add_check,
    add_evidence,
    add_bargain,
    add_export,
    add_forecast,
    add_hindcast,
    add_replications,
    add_compare,
    add_assumptions,
    add_import,
    add_languages,
    add_look,
    add_needs,
    add_partner,
    add_plan,
    add_read,
    add_readout,
    add_run,
    add_runs,
    add_score,
    add_serve,
    add_show,
    add_status,
    add_stress,
    add_talks,
    add_again,
    // clang-format on
};

// What was printed must have arrived: a script that reads a file cut short would take it for the whole.
int finish(int exit_code) {
  std::cout.flush();
  if (std::cout && std::fflush(stdout) == 0) return exit_code;
  say("standard output: cannot be written whole; make room, or send it elsewhere");
  return kBadInput;
}

}  // namespace

namespace handover::cli {

int run_words(const std::vector<std::string>& words) {
  CLI::App app{"Handover finds a timeline for handing security from a coalition to its host nation."};
  app.set_version_flag("--version", version());
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, 1 a finding, 2 bad input, 3 internal error, 130 interrupted.");
  int exit_code = kDone;
  for (const AddCommand add : kCommands) add(app, exit_code);
  try {
    // CLI11 takes them from the back.
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const int code = app.exit(error, out, std::cerr);
    print_text(out.str());
    return code == 0 ? kDone : kBadInput;
  }
  return exit_code;
}

}  // namespace handover::cli

int main(int argc, char** argv) {
  open_standard_streams();
  const StopScope scope(stop_on_signals());
  try {
    return finish(run_words({argv + 1, argv + argc}));
  } catch (const InputError& error) {
    for (const std::string& line : problem_lines(error.problems())) say(line);
    const bool json = std::any_of(argv + 1, argv + argc,
                                  [](const char* word) { return word == std::string_view("--json"); });
    if (json) print_json(report::refusal_document(error));
    return kBadInput;
  } catch (const Interrupted&) {
    say("interrupted; nothing was written");
    return kInterrupted;
  } catch (const std::filesystem::filesystem_error& error) {
    say(fmt::format("{}: cannot be used: {}; check the folder, its permissions and its disk",
                    shown(error.path1().string()), error.code().message()));
    return kBadInput;
  } catch (const std::system_error& error) {
    // A full disk or a missing permission is no fault of the program's.
    say(shown(error.what(), 2000) + "; check the folder, its permissions and its disk");
    return kBadInput;
  } catch (const std::exception& error) {
    say("internal error: " + shown(error.what(), 2000));
    return kInternalError;
  }
}
