#include "app/commands.h"
#include "mission/skeleton.h"

#include <memory>

#include <fmt/format.h>

namespace handover::app {

void add_new(CLI::App& app, int& exit_code) {
  auto name = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("new", "Write the skeleton of a mission: an invented example that runs");
  command->add_option("NAME", *name, "The folder to make")->required();
  command->footer("Example:\n  handover new missions/my-mission && handover check missions/my-mission");
  command->callback([name, &exit_code] {
    write_skeleton(*name);
    print_text(
        "{0} is ready: an invented example. Its README.md explains every table.\nNext: handover run {0}\n",
        *name);
    exit_code = kDone;
  });
}

}  // namespace handover::app
