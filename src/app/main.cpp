// `handover`: a timeline for handing security from a coalition to its host nation.
#include "app/commands.h"
#include "base/interrupt.h"
#include "base/problem.h"

#include <cstdio>
#include <exception>
#include <iostream>
#include <sstream>

#include <fmt/format.h>

namespace {

using namespace handover;
using namespace handover::app;

using AddCommand = void (*)(CLI::App&, int&);
constexpr AddCommand kCommands[] = {
    // clang-format off
    add_new,
    add_brief,
    add_check,
    add_evidence,
    add_bargain,
    add_export,
    add_forecast,
    add_hindcast,
    add_futures,
    add_compare,
    add_assumptions,
    add_import,
    add_needs,
    add_partner,
    add_plan,
    add_readout,
    add_run,
    add_runs,
    add_score,
    add_show,
    add_status,
    add_stress,
    add_talks,
    // clang-format on
};

int run(int argc, char** argv) {
  CLI::App app{"Handover finds a timeline for handing security from a coalition to its host nation."};
  app.set_version_flag("--version", HANDOVER_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, 1 a finding, 2 bad input, 3 internal error.");
  int exit_code = kDone;
  for (const AddCommand add : kCommands) add(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const int code = app.exit(error, out, std::cerr);
    print_text(out.str());
    return code == 0 ? kDone : kBadInput;
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  catch_interrupts();
  try {
    return run(argc, argv);
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) fmt::print(stderr, "{}\n", to_string(problem));
    return kBadInput;
  } catch (const Interrupted&) {
    fmt::print(stderr, "interrupted; what was finished is kept\n");
    return kInterrupted;
  } catch (const std::exception& error) {
    fmt::print(stderr, "internal error: {}\n", error.what());
    return kInternalError;
  }
}
