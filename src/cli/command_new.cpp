#include "cli/bind.h"
#include "cli/commands.h"
#include "mission/skeleton.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

// The name without the slash that a shell's completion leaves behind it.
std::filesystem::path folder_to_make(const std::string& name) {
  std::filesystem::path folder = std::filesystem::path(name).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  if (!folder.has_filename())
    refuse("NAME", name, "is no name for a folder", "write a name, for example missions/my-mission");
  return folder;
}

}  // namespace

void add_new(CLI::App& app, int& exit_code) {
  auto name = std::make_shared<std::string>();
  Command command(app, "new");
  command.bind("NAME", *name);
  command.runs(exit_code, [name] {
    const std::string folder = folder_to_make(*name).string();
    write_skeleton(folder);
    print_text(
        "{0} is ready: an invented example. Its README.md explains every table.\nNext: handover run {0}\n",
        folder);
    return static_cast<int>(kDone);
  });
}

}  // namespace handover::cli
