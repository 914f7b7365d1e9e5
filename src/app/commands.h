// Every command of `handover`. To add one: write src/app/command_NAME.cpp with a function that fills in a
// CLI11 sub-command, declare it here and name it in the table in main.cpp.
#pragma once

#include "base/dates.h"
#include "mission/mission.h"

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace handover::app {

// Scripts rely on these; they do not change.
enum ExitCode { kDone = 0, kFinding = 1, kBadInput = 2, kInternalError = 3, kInterrupted = 130 };

// Options that mean the same in every command.
struct CommonOptions {
  bool json = false;
  std::uint64_t seed = 1;
  int threads = 0;    // 0: one for each core; results do not depend on it
  std::string as_of;  // empty: the mission's own
  std::vector<std::string> overlays;

  // Throws InputError when --as-of is not a day.
  LoadOptions load_options() const;
};
void add_common_options(CLI::App& command, CommonOptions& options);
// The same for a command that reads no mission: nothing to look at from another day or under an overlay.
void add_options_without_mission(CLI::App& command, CommonOptions& options);

// Throws InputError about the value of an option.
[[noreturn]] void refuse(std::string option, std::string value, std::string what, std::string hint);
// Refuses what is not a day.
Date day_option(const std::string& text, const std::string& option);

// Refuses a file that could not be written, before any work is done for it. `hint` takes the place of the
// usual advice where there is a better one.
// Refuses a file that is read: a mission's own, or a store of runs.
void refuse_input(const std::string& option, const std::filesystem::path& file);
void refuse_unwritable(const std::string& option, const std::filesystem::path& file,
                       const std::string& hint = "");
// An option that names a file to write; `refuse_unwritable` looks at it while the options are read.
CLI::Option* add_output_file(CLI::App& command, const std::string& option, std::string& file,
                             const std::string& help);

// Text to standard output, folded to 80 columns.
// What is doubtful in a mission, on standard error, each thing once.
void print_doubts(std::span<const Doubt> doubts);
void print_text(std::string_view text);
template <typename... Parts>
void print_text(fmt::format_string<Parts...> form, Parts&&... parts) requires(sizeof...(Parts) > 0) {
  print_text(std::string_view(fmt::format(form, std::forward<Parts>(parts)...)));
}

// A document as text, on one line when `indent` is -1. Bytes that are no UTF-8 become replacement characters.
std::string json_text(const nlohmann::ordered_json& document, int indent);
// One document to standard output, and nothing else there.
void print_json(const nlohmann::ordered_json& document);

// Each adds its sub-command; `exit_code` is what the program returns when the command has run without an
// exception.
void add_assumptions(CLI::App& app, int& exit_code);
void add_bargain(CLI::App& app, int& exit_code);
void add_brief(CLI::App& app, int& exit_code);
void add_check(CLI::App& app, int& exit_code);
void add_compare(CLI::App& app, int& exit_code);
void add_evidence(CLI::App& app, int& exit_code);
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
void add_talks(CLI::App& app, int& exit_code);

}  // namespace handover::app
