#include "base/fold_text.h"
#include "cli/commands.h"
#include "report/documents.h"

#include <iostream>

namespace handover::cli {

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

void print_json(const nlohmann::ordered_json& document) {
  std::cout << json_text(document, 2) << '\n';
}

}  // namespace handover::cli
