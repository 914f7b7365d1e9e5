#include "app/commands.h"
#include "base/files.h"
#include "base/fold_text.h"
#include "base/problem_lines.h"
#include "base/standard_streams.h"
#include "mission/mission_file.h"

#include <iostream>
#include <set>

namespace handover::app {

void print_doubts(std::span<const Doubt> doubts) {
  // A command that looks at a mission from two days says a thing once.
  static std::set<std::string> told;
  std::vector<Problem> fresh;
  for (const Doubt& doubt : doubts) {
    if (told.insert(to_string(doubt.place)).second) fresh.push_back(doubt.place);
  }
  for (const std::string& line : problem_lines(fresh)) say("doubtful: " + line);
}

LoadOptions CommonOptions::load_options() const {
  LoadOptions options;
  options.tell_doubts = print_doubts;
  options.overlays = overlays;
  if (as_of.empty()) return options;
  options.as_of = day_option(as_of, "--as-of");
  return options;
}

void add_options_without_mission(CLI::App& command, CommonOptions& options) {
  command.add_flag("--json", options.json, "Print one JSON document instead of text");
  command.add_option("--seed", options.seed, "Seed of every draw; the same seed gives the same figures")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      .add_option("--threads", options.threads,
                  "Threads; 0 is one for each core. Figures do not depend on it")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
}

void add_common_options(CLI::App& command, CommonOptions& options) {
  add_options_without_mission(command, options);
  command
      .add_option("--as-of", options.as_of,
                  "Look at the mission from this day (YYYY-MM-DD): nothing known later counts")
      ->check([](const std::string& written) { return day_option(written, "--as-of"), std::string(); }, "");
  command.add_option("--overlay", options.overlays,
                     "A party's private overlay (a folder under overlays/) to put over the public rules");
}

void refuse(std::string option, std::string value, std::string what, std::string hint) {
  throw InputError(Problem{.file = std::move(option),
                           .value = std::move(value),
                           .what = std::move(what),
                           .hint = std::move(hint)});
}

Date day_option(const std::string& text, const std::string& option) {
  if (const auto day = parse_date(text)) return *day;
  refuse(option, text, "is not a day", "write YYYY-MM-DD, for example 2024-02-13");
}

void refuse_unwritable(const std::string& option, const std::filesystem::path& file,
                       const std::string& hint) {
  const Unwritable why = why_unwritable(file);
  if (!why.what.empty()) refuse(option, file.string(), why.what, hint.empty() ? why.hint : hint);
}

// What is read is not written over: a mission's own files, and a store of runs.
void refuse_input(const std::string& option, const std::filesystem::path& file) {
  std::string what = mission_file_at(file);
  if (what.empty() && file.extension() == ".duckdb") what = "a store of runs";
  if (!what.empty())
    refuse(option, file.string(), "is " + what, "name another file; inputs are not written over");
}

CLI::Option* add_output_file(CLI::App& command, const std::string& option, std::string& file,
                             const std::string& help) {
  const auto look = [option](const std::string& written) {
    refuse_input(option, written);
    refuse_unwritable(option, written);
    return std::string();
  };
  return command.add_option(option, file, help)->check(look, "");
}

void print_text(std::string_view text) {
  std::cout << fold_text(text);
}

std::string json_text(const nlohmann::ordered_json& document, int indent) {
  return document.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void print_json(const nlohmann::ordered_json& document) {
  std::cout << json_text(document, 2) << '\n';
}

}  // namespace handover::app
