#include "report/command_table.h"

#include "report/assessment.h"
#include "report/command_groups.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace handover::report {
namespace {

using Type = OptionType;

std::vector<OptionRecord> joined(std::vector<OptionRecord> first, const std::vector<OptionRecord>& rest) {
  first.insert(first.end(), rest.begin(), rest.end());
  return first;
}

std::vector<CommandRecord> whole_table() {
  std::vector<CommandRecord> table;
  for (auto& part : {commands_of_mission(), commands_of_assess(), commands_of_search(), commands_of_store(),
                     commands_of_serve()})
    table.insert(table.end(), part.begin(), part.end());
  return table;
}

template <class Number>
std::optional<Number> number_in(const std::string& text) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stopped != end || text.empty()) return std::nullopt;
  return value;
}

bool finite(double bound) {
  return std::isfinite(bound);
}

// "a whole number from 20 to 5000"
std::string what_would_do(const OptionRecord& option) {
  std::string text = option.type == Type::whole ? "a whole number" : "a number";
  if (finite(option.low) && finite(option.high))
    return text + fmt::format(" from {:.12g} to {:.12g}", option.low, option.high);
  if (finite(option.low)) return text + fmt::format(" of at least {:.12g}", option.low);
  return text;
}

Problem wrong(const OptionRecord& option, const std::string& text, std::string what, std::string hint) {
  return {.code = ProblemCode::wrong_option,
          .option = option.name,
          .value = text,
          .what = std::move(what),
          .hint = std::move(hint)};
}

std::optional<Problem> check_number(const OptionRecord& option, const std::string& text) {
  const auto value = number_in<double>(text);
  const bool whole = option.type == Type::whole;
  // A seed may be too large for a double to hold exactly: its digits are read as they are.
  const bool reads = whole ? number_in<std::uint64_t>(text) || number_in<std::int64_t>(text)
                           : value && std::isfinite(*value);
  if (!value || !reads)
    return wrong(option, text, whole ? "is not a whole number" : "is not a finite number",
                 "write " + what_would_do(option));
  if (*value < option.low || *value > option.high)
    return wrong(option, text, "is out of bounds", "write " + what_would_do(option));
  return std::nullopt;
}

const char* word_of(Type type) {
  constexpr const char* words[] = {"flag",          "whole number",        "number", "text", "list",
                                   "file to write", "folder to write into"};
  return words[static_cast<std::size_t>(type)];
}

std::string bounds_in_words(const OptionRecord& option) {
  if (!option.choices.empty()) return fmt::format("{}", fmt::join(option.choices, ", "));
  if (finite(option.low) && finite(option.high))
    return fmt::format("{:.12g} to {:.12g}", option.low, option.high);
  return finite(option.low) ? fmt::format("at least {:.12g}", option.low) : "";
}

}  // namespace

OptionRecord mission_folder() {
  return {.name = "MISSION", .help = "The mission folder, or its workbook", .required = true};
}

OptionRecord json() {
  return {.name = "--json", .type = Type::flag, .help = "Print one JSON document instead of text"};
}

OptionRecord threads() {
  return {.name = "--threads",
          .type = Type::whole,
          .help = "Threads; 0 is one for each core. Figures do not depend on it",
          .initial = "0",
          .low = 0,
          .high = 1024};
}

OptionRecord draws() {
  return {.name = "--draws",
          .type = Type::whole,
          .help =
              "Draws of each module's fitted parameters; what is reported of the talks and the partner rests "
              "on 1,000 and 2,000 at least",
          .initial = fmt::to_string(kDraws),
          .low = 20,
          .high = 5000};
}

std::vector<OptionRecord> without_mission(std::vector<OptionRecord> own) {
  return joined(std::move(own), {json(),
                                 {.name = "--seed",
                                  .type = Type::whole,
                                  .help = "Seed of every draw; the same seed gives the same figures",
                                  .initial = "1",
                                  .low = 0},
                                 threads()});
}

std::vector<OptionRecord> with_common(std::vector<OptionRecord> own) {
  return joined(
      without_mission(std::move(own)),
      {{.name = "--as-of",
        .help = "Look at the mission from this day (YYYY-MM-DD): nothing known later counts"},
       {.name = "--overlay",
        .type = Type::list,
        .help = "A party's private overlay (a folder under overlays/) to put over the public rules"}});
}

std::vector<OptionRecord> kept(std::vector<OptionRecord> own) {
  return joined(with_common(std::move(own)),
                {{.name = "--keep",
                  .type = Type::flag,
                  .help = "Keep the run in the mission's store, for `show`, `compare` and `again`"}});
}

std::vector<OptionRecord> with_search(std::vector<OptionRecord> own) {
  return joined(
      std::move(own),
      {{.name = "--quick",
        .type = Type::flag,
        .help = "A coarse grid and fewer scenarios: seconds instead of minutes, wider intervals"},
       {.name = "--replications",
        .type = Type::whole,
        .help =
            "Replications that the search may simulate (0: the preset's, 2 million or 380,000 with --quick)",
        .initial = "0",
        .low = 0,
        .high = 1e12},
       {.name = "--step-months",
        .type = Type::whole,
        .help = "Months between the dates of the grid (0: the preset's)",
        .initial = "0",
        .low = 0,
        .high = 36},
       {.name = "--residual",
        .type = Type::list,
        .help = "Troops that may stay, as LOW-HIGH; may be given several times (default: shares of today's)"},
       {.name = "--good-enough",
        .type = Type::number,
        .help = "Stop when every interval is within this of its share (0: never)",
        .initial = "0",
        .low = 0,
        .high = 1},
       {.name = "--smallest-difference",
        .type = Type::number,
        .help =
            "Smaller differences between shares decide nothing: as good as the best is who is not clearly "
            "worse by more",
        .initial = "0.05",
        .low = 0,
        .high = 0.5},
       {.name = "--search-seed",
        .type = Type::whole,
        .help = "Seed of the scenarios in which plans are looked for; --seed draws those that judge them",
        .initial = "1",
        .low = 0}});
}

const std::vector<CommandRecord>& command_table() {
  static const std::vector<CommandRecord> table = whole_table();
  return table;
}

const CommandRecord& command_record(std::string_view command) {
  for (const CommandRecord& record : command_table())
    if (record.name == command) return record;
  throw std::logic_error(fmt::format("the command table has no '{}'", command));
}

const OptionRecord& option_record(const CommandRecord& command, std::string_view option) {
  for (const OptionRecord& record : command.options)
    if (record.name == option) return record;
  throw std::logic_error(fmt::format("the command '{}' has no '{}' in the table", command.name, option));
}

std::optional<Problem> check_value(const OptionRecord& option, const std::string& text) {
  if (option.type == Type::whole || option.type == Type::number) return check_number(option, text);
  // A shell variable that was never set must not read as an option that was never given.
  if (text.empty()) return wrong(option, text, "is empty", "give it a value, or leave the option out");
  if (option.choices.empty() ||
      std::find(option.choices.begin(), option.choices.end(), text) != option.choices.end())
    return std::nullopt;
  return wrong(option, text, "is not one of the choices",
               fmt::format("write {}", fmt::join(option.choices, ", ")));
}

nlohmann::ordered_json commands_document() {
  auto commands = nlohmann::ordered_json::array();
  for (const CommandRecord& command : command_table()) {
    auto options = nlohmann::ordered_json::array();
    for (const OptionRecord& option : command.options) {
      nlohmann::ordered_json row = {{"name", option.name},
                                    {"type", word_of(option.type)},
                                    {"help", option.help},
                                    {"required", option.required}};
      if (!option.initial.empty()) row["initial"] = option.initial;
      if (finite(option.low)) row["low"] = option.low;
      if (finite(option.high)) row["high"] = option.high;
      if (!option.choices.empty()) row["choices"] = option.choices;
      if (!option.needs.empty()) row["needs"] = option.needs;
      if (!option.excludes.empty()) row["excludes"] = option.excludes;
      options.push_back(std::move(row));
    }
    commands.push_back({{"name", command.name}, {"help", command.help}, {"options", options}});
    if (command.footer[0] != '\0') commands.back()["footer"] = command.footer;
  }
  return {{"commands", commands}};
}

std::string commands_page() {
  std::string page =
      "# Commands and their options\n\nWritten by `handover commands --markdown`; the table behind it is "
      "src/report/commands_*.cpp.\n";
  for (const CommandRecord& command : command_table()) {
    page +=
        fmt::format("\n## {}\n{}.\n\n| option | what | type | initial | bounds |\n|---|---|---|---|---|\n",
                    command.name, command.help);
    for (const OptionRecord& option : command.options) {
      page += fmt::format("| `{}`{} | {} | {} | {} | {} |\n", option.name, option.required ? ", needed" : "",
                          option.help, word_of(option.type), option.initial, bounds_in_words(option));
    }
    page += fmt::format("\n```\n{}\n```\n", command.footer);
  }
  return page;
}

}  // namespace handover::report
