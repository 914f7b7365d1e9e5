// Ties a command's record in report/command_table.h to CLI11 and to the variables of the command.
#pragma once

#include "cli/commands.h"
#include "report/command_table.h"
#include "report/documents.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace handover::cli {

// One sub-command being put together. Names, helps, initial values, bounds and choices come from the table;
// `bind` says which variable takes which option. Every option of the record must be bound, once.
class Command {
 public:
  Command(CLI::App& app, const char* name);

  // bool, std::string, std::vector<std::string>, integers, double and std::optional<double>. The variable
  // gets the record's initial value at once.
  template <class Value>
  Command& bind(const char* option, Value& variable);
  // A flag that turns `variable` off; it is on at first.
  Command& bind_off(const char* option, bool& variable);
  // Those of --json, --seed, --threads, --as-of, --overlay and --keep that the record has.
  Command& bind_common(CommonOptions& common);

  // What the command does when it was asked for; what `body` returns becomes the exit code. The values of all
  // options stand in the common options by then.
  void runs(int& exit_code, std::function<int()> body);

 private:
  using Read = std::function<Json()>;

  const report::OptionRecord& take(const char* option, Read read);
  bool has(const char* option) const;
  void add_relations();

  const report::CommandRecord& record_;
  CLI::App* app_ = nullptr;
  std::vector<std::pair<std::string, Read>> bound_;
  CommonOptions* common_ = nullptr;
};

// Instantiated in bind.cpp for the types named above.

}  // namespace handover::cli
