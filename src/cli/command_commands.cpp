#include "cli/bind.h"
#include "cli/commands.h"
#include "report/command_table.h"

#include <iostream>
#include <memory>

namespace handover::cli {
namespace {

struct CommandsOptions {
  bool json = false, markdown = false;
};

int list_commands(const CommandsOptions& options) {
  if (options.json) {
    print_json(commands_document());
  } else if (options.markdown) {
    std::cout << commands_page();
  } else {
    for (const CommandRecord& command : command_table())
      print_text("{:<12} {}\n", command.name, command.help);
  }
  return kDone;
}

}  // namespace

void add_commands(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<CommandsOptions>();
  Command command(app, "commands");
  command.bind("--markdown", options->markdown).bind("--json", options->json);
  command.runs(exit_code, [options] { return list_commands(*options); });
}

}  // namespace handover::cli
