// Every command of `handover`. To add one: its record into report/commands_*.cpp; src/cli/command_NAME.cpp
// with a function that binds the record's options (bind.h), declared here and named in the table in main.cpp.
#pragma once

#include "base/dates.h"
#include "base/problem.h"
#include "mission/mission.h"
#include "report/options.h"
#include "report/version.h"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace CLI {
class App;
}  // namespace CLI

namespace handover::cli {

using namespace report;

// Scripts rely on these; they do not change.
enum ExitCode { kDone = 0, kFinding = 1, kBadInput = 2, kInternalError = 3, kInterrupted = 130 };

// What every command takes beside its own options.
struct CommonOptions : report::CommonOptions {
  bool json = false;
  bool keep = false;
};

// What is doubtful in a mission, on standard error, each thing once.
void print_doubts(std::span<const Doubt> doubts);
// Text to standard output, folded to 80 columns.
void print_text(std::string_view text);
template <typename... Parts>
void print_text(fmt::format_string<Parts...> form, Parts&&... parts) requires(sizeof...(Parts) > 0) {
  print_text(std::string_view(fmt::format(form, std::forward<Parts>(parts)...)));
}

// One document to standard output, and nothing else there.
void print_json(const nlohmann::ordered_json& document);

// Each adds its sub-command; `exit_code` is what the program returns when the command has run without an
// exception.
void add_again(CLI::App& app, int& exit_code);
void add_assumptions(CLI::App& app, int& exit_code);
void add_bargain(CLI::App& app, int& exit_code);
void add_brief(CLI::App& app, int& exit_code);
void add_changed(CLI::App& app, int& exit_code);
void add_clauses(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_commands(CLI::App& app, int& exit_code);
void add_compare(CLI::App& app, int& exit_code);
void add_evidence(CLI::App& app, int& exit_code);
void add_languages(CLI::App& app, int& exit_code);
void add_look(CLI::App& app, int& exit_code);
void add_needs(CLI::App& app, int& exit_code);
void add_partner(CLI::App& app, int& exit_code);
void add_plan(CLI::App& app, int& exit_code);
void add_new(CLI::App& app, int& exit_code);
void add_export(CLI::App& app, int& exit_code);
void add_forecast(CLI::App& app, int& exit_code);
void add_hindcast(CLI::App& app, int& exit_code);
void add_replications(CLI::App& app, int& exit_code);
void add_import(CLI::App& app, int& exit_code);
void add_readout(CLI::App& app, int& exit_code);
void add_run(CLI::App& app, int& exit_code);
void add_runs(CLI::App& app, int& exit_code);
void add_score(CLI::App& app, int& exit_code);
void add_show(CLI::App& app, int& exit_code);
void add_status(CLI::App& app, int& exit_code);
void add_stress(CLI::App& app, int& exit_code);
void add_workbook(CLI::App& app, int& exit_code);
void add_talks(CLI::App& app, int& exit_code);

}  // namespace handover::cli
