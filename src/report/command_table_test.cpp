#include "report/command_table.h"

#include "report/kept_runs.h"

#include <set>

#include <doctest/doctest.h>

using namespace handover;
using namespace handover::report;

TEST_CASE(
    "every record is whole: names once, helps, an initial value that its own check lets pass, known "
    "relations") {
  std::set<std::string> commands;
  for (const CommandRecord& command : command_table()) {
    CAPTURE(command.name);
    CHECK(commands.insert(command.name).second);
    CHECK(std::string(command.help).size() > 10);
    std::set<std::string> options;
    for (const OptionRecord& option : command.options) options.insert(option.name);
    CHECK(options.size() == command.options.size());
    for (const OptionRecord& option : command.options) {
      CAPTURE(option.name);
      CHECK(std::string(option.help).size() > 5);
      if (!option.initial.empty()) CHECK_FALSE(check_value(option, option.initial).has_value());
      const bool number = option.type == OptionType::whole || option.type == OptionType::number;
      CHECK(option.low <= option.high);
      if (!number) CHECK(option.low == -std::numeric_limits<double>::infinity());
      for (const auto& other : option.needs) CHECK(options.count(other) == 1);
      for (const auto& other : option.excludes) CHECK(options.count(other) == 1);
    }
  }
  CHECK(commands.size() > 20);
  CHECK_THROWS_AS(command_record("fly"), std::logic_error);
}

TEST_CASE("values out of bounds, of another type and not finite are refused with what would be right") {
  const OptionRecord draws = option_record(command_record("run"), "--draws");
  for (const char* bad : {"19", "5001", "", "ten", "20.5", "1e3", "nan", "inf", "-20", "20 ", "0x20"}) {
    CAPTURE(bad);
    const auto problem = check_value(draws, bad);
    REQUIRE(problem.has_value());
    CHECK(problem->option == "--draws");
    CHECK(problem->hint == "write a whole number from 20 to 5000");
  }
  for (const char* good : {"20", "200", "5000"}) CHECK_FALSE(check_value(draws, good).has_value());
  const OptionRecord seed = option_record(command_record("run"), "--seed");
  CHECK_FALSE(check_value(seed, "18446744073709551615").has_value());
  CHECK(check_value(seed, "18446744073709551616").has_value());
  CHECK(check_value(seed, "-1").has_value());
  const OptionRecord quantile = option_record(command_record("needs"), "--quantile");
  for (const char* bad : {"0", "1", "nan", "-0.5", "inf", "0,9"})
    CHECK(check_value(quantile, bad).has_value());
  CHECK_FALSE(check_value(quantile, "0.95").has_value());
  const OptionRecord edition = option_record(command_record("run"), "--edition");
  CHECK(check_value(edition, "secret").has_value());
  CHECK_FALSE(check_value(edition, "joint").has_value());
  CHECK(check_value(edition, "").has_value());
}

TEST_CASE(
    "an option that is given without a value is refused, whatever it is: an unset shell variable is no "
    "wish") {
  for (const CommandRecord& command : command_table()) {
    for (const OptionRecord& option : command.options) {
      CAPTURE(command.name);
      CAPTURE(option.name);
      if (option.type != OptionType::flag) CHECK(check_value(option, "").has_value());
    }
  }
}

namespace {

KeptRun kept(const std::string& command, const std::string& options) {
  KeptRun run;
  run.store = "somewhere/m.duckdb";
  run.record.command = command;
  run.record.options_json = options;
  run.record.complete_options = true;
  return run;
}

}  // namespace

TEST_CASE("the words that repeat a run hold every option but what is printed, written or without meaning") {
  const auto words = words_to_repeat(kept(
      "needs",
      R"({"MISSION":"no/such/folder","--plan":"","--close":["a","b"],"--quantile":0.8,"--audit":true,"--json":true,)"
      R"("--keep":true,"--seed":3,"--as-of":""})"));
  CHECK(words == std::vector<std::string>{"needs", "somewhere/m", "--close", "a", "--close", "b",
                                          "--quantile", "0.8", "--audit", "--seed", "3"});
  // What another option excludes or needs, and files to write.
  const auto forecast = words_to_repeat(
      kept("forecast",
           R"({"MISSION":"m","--panel":"","--months":"3..14","--draws":30,"--svg":"out","--seed":1})"));
  CHECK(forecast == std::vector<std::string>{"forecast", "somewhere/m", "--draws", "30", "--seed", "1"});
  KeptRun old = kept("run", "{}");
  old.record.complete_options = false;
  CHECK_THROWS_AS(words_to_repeat(old), InputError);
}

TEST_CASE("differences name the places, and there are none between equal documents") {
  const Json a = {{"x", {1, 2, 3}}, {"y", {{"z", "w"}}}},
             b = {{"x", {1, 5, 3}}, {"y", {{"z", "w"}, {"new", 1}}}};
  CHECK(differences(a, a, 10).empty());
  CHECK(differences(a, b, 10) == std::vector<std::string>{"x/1", "y/new"});
  CHECK(differences(a, b, 1) == std::vector<std::string>{"x/1"});
  CHECK(differences({{"x", {1}}}, {{"x", {1, 2}}}, 10) == std::vector<std::string>{"x"});
}
