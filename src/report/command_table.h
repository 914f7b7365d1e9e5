// What every command is and what it takes, as data: one record a command, one record an option with its name,
// help, type, initial value and bounds. The table feeds the command line and its --help, the page
// docs/commands.md, the checks of values, and what a kept run remembers; a server checks requests by it.
#pragma once

#include "base/problem.h"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace handover::report {

enum class OptionType {
  flag,
  whole,   // a whole number
  number,  // a finite number
  text,
  list,    // texts, any number of them
  output,  // a file to write: nothing that is computed depends on it
  folder,  // a folder to write into, likewise
};

struct OptionRecord {
  const char* name = "";  // "--draws"; without dashes: it stands by its place, "MISSION"
  OptionType type = OptionType::text;
  const char* help = "";
  std::string initial = {};  // as a user would write it; empty: none, or off
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
  bool required = false;
  std::vector<std::string> choices = {};  // of a text; empty: any
  std::vector<std::string> needs = {};    // options without which this one means nothing
  std::vector<std::string> excludes = {};
  bool commas = false;  // of a list: may be written as one word with commas

  bool by_place() const { return name[0] != '-'; }
};

struct CommandRecord {
  const char* name = "";
  const char* help = "";
  std::vector<OptionRecord> options = {};
  const char* footer = "";  // examples, exit codes of its own
};

// In the order of the chain: make and check a mission, assess it, search, watch, keep.
const std::vector<CommandRecord>& command_table();
// Both throw std::logic_error for a name that is not in the table.
const CommandRecord& command_record(std::string_view command);
const OptionRecord& option_record(const CommandRecord& command, std::string_view option);

// What is wrong with the text given for an option; nothing when it can be used.
std::optional<Problem> check_value(const OptionRecord& option, const std::string& text);

// The reference page of all commands, in Markdown, and the same as data.
std::string commands_page();
nlohmann::ordered_json commands_document();

}  // namespace handover::report
