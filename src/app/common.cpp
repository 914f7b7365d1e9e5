#include "app/commands.h"
#include "base/files.h"
#include "base/fold_text.h"

#include <iostream>

namespace handover::app {

LoadOptions CommonOptions::load_options() const {
  LoadOptions options;
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
  command.add_option("--as-of", options.as_of,
                     "Look at the mission from this day (YYYY-MM-DD): nothing known later counts");
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

CLI::Option* add_output_file(CLI::App& command, const std::string& option, std::string& file,
                             const std::string& help) {
  const auto look = [option](const std::string& written) {
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
