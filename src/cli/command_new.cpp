#include "base/files.h"
#include "base/standard_streams.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "mission/area_mission.h"
#include "mission/skeleton.h"
#include "report/area_job.h"
#include "report/workbook_job.h"
#include "terminal/terminal.h"

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <unistd.h>

namespace handover::cli {
namespace {

// The name without the slash that a shell's completion leaves behind it.
std::filesystem::path folder_to_make(const std::string& name) {
  std::filesystem::path folder = std::filesystem::path(name).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  if (!folder.has_filename())
    refuse("NAME", name, "is not a name for a folder", "write a name, for example missions/my-mission");
  return folder;
}

struct NewOptions {
  std::string name, workbook, language, since, answers;
  std::vector<std::string> area, events;
  bool questions = false;
};

using Answers = std::map<std::string, std::vector<std::string>>;

// One question a line on standard error, its answers from standard input: an empty line is none, and ends a
// list.
Answers ask() {
  Answers answers;
  std::size_t number = 0;
  for (const AreaQuestion& question : area_questions()) {
    say(fmt::format("{}/{} {}: {}{}", ++number, area_questions().size(), question.key, question.help,
                    question.is_list ? " (one a line, an empty line ends)" : ""));
    say(fmt::format("    for example: {}{}", question.example,
                    question.initial.empty() ? "" : fmt::format("; otherwise: {}", question.initial)));
    std::string line;
    while (std::getline(std::cin, line) && !line.empty()) {
      answers[std::string(question.key)].push_back(line);
      if (!question.is_list) break;
    }
  }
  return answers;
}

Answers answers_of(const NewOptions& options) {
  if (!options.answers.empty()) return read_answers(read_file(options.answers), options.answers);
  if (isatty(STDIN_FILENO) != 0) return ask();
  refuse("--answers", "", "is missing, and there is no terminal to ask on",
         "fill in what `handover new --questions` prints and give it with --answers");
}

int make_area(const NewOptions& options, const std::string& folder) {
  const AreaJob job = make_area_mission({.folder = folder,
                                         .countries = options.area,
                                         .since = options.since,
                                         .answers = answers_of(options),
                                         .events = options.events});
  int typed = 0, filled = 0;
  for (const auto& [table, rows] : job.mission.typed) typed += rows;
  for (const auto& [table, rows] : job.mission.filled) filled += rows;
  print_text("{}: {} answers gave {} rows, {} rows were filled in and are marked.\n", folder,
             job.mission.answers, typed, filled);
  if (job.imported) print_text(terminal::import_text(*job.imported, false));
  print_text("Next: handover check {}\n", folder);
  if (job.imported && job.imported->refusal) throw InputError(*job.imported->refusal);
  return kDone;
}

int make_new(const NewOptions& options) {
  if (options.questions) {
    std::cout << answers_template();
    return kDone;
  }
  if (options.name.empty() && options.workbook.empty())
    refuse("NAME", "", "is missing", "name the folder to make, or a workbook with --workbook");
  if (options.name.empty()) {
    write_example_workbook(options.workbook, options.language);
    print_text(
        "{0} is ready: an invented example. Its first page explains the sheets.\nNext: handover run {0}\n",
        options.workbook);
    return kDone;
  }
  const std::string folder = folder_to_make(options.name).string();
  if (!options.area.empty()) return make_area(options, folder);
  if (options.workbook.empty()) {
    write_skeleton(folder);
    print_text(
        "{0} is ready: an invented example. Its README.md explains every table.\nNext: handover run {0}\n",
        folder);
    return kDone;
  }
  write_folder_of_workbook(options.workbook, folder);
  print_text("{0} is ready: the mission of {1}.\nNext: handover check {0}\n", folder, options.workbook);
  return kDone;
}

}  // namespace

void add_new(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<NewOptions>();
  Command command(app, "new");
  command.bind("NAME", options->name)
      .bind("--workbook", options->workbook)
      .bind("--language", options->language)
      .bind("--area", options->area)
      .bind("--since", options->since)
      .bind("--events", options->events)
      .bind("--answers", options->answers)
      .bind("--questions", options->questions);
  command.runs(exit_code, [options] { return make_new(*options); });
}

}  // namespace handover::cli
