#include "base/files.h"
#include "cli/bind.h"
#include "cli/commands.h"
#include "report/table_look.h"

#include <filesystem>
#include <memory>

#include <fmt/format.h>

namespace handover::cli {
namespace {

using Json = nlohmann::ordered_json;

struct LookOptions {
  std::vector<std::string> files;
  std::string days;
  bool json = false;
};

Json as_json(const ColumnProfile& column, const std::string& role) {
  Json document = {{"name", column.name},     {"taken_as", role},          {"kind", column.kind()},
                   {"filled", column.filled}, {"missing", column.missing}, {"first", column.first},
                   {"said", column.said}};
  if (column.numbers > 0) document["range"] = {column.lowest, column.highest};
  return document;
}

Json as_json(const TableLook& look) {
  Json document = {{"file", look.file},
                   {"container", look.container},
                   {"taken_for", look.taken_for},
                   {"command", look.reads_it},
                   {"notes", look.notes},
                   {"rows", look.profile.rows},
                   {"tag_rows", look.profile.tag_rows},
                   {"content", look.content},
                   {"lost", look.lost},
                   {"reasons", look.reasons},
                   {"columns", Json::array()},
                   {"problems", Json::array()}};
  for (std::size_t c = 0; c < look.profile.columns.size(); ++c)
    document["columns"].push_back(as_json(look.profile.columns[c], look.roles[c]));
  for (const Problem& problem : look.problems) document["problems"].push_back(to_string(problem));
  return document;
}

void print_columns(const TableLook& look) {
  if (look.profile.columns.empty()) return;
  print_text("  {:<22} {:<22} {:>7} {:>7}  {}\n", "column", "taken as", "filled", "missing", "holds");
  for (std::size_t c = 0; c < look.profile.columns.size(); ++c) {
    const ColumnProfile& column = look.profile.columns[c];
    const std::string example = column.first.empty() ? "" : fmt::format(": {}", column.first);
    print_text("  {:<22.22} {:<22.22} {:>7} {:>7}  {}{}\n", column.name,
               look.roles[c].empty() ? "-" : look.roles[c], column.filled, column.missing, column.kind(),
               example.size() > 24 ? example.substr(0, 24) + "..." : example);
    if (!column.said.empty()) print_text("    {}\n", column.said);
  }
}

void print_look(const TableLook& look) {
  print_text("{}: {}, {}\n", look.file, look.container,
             look.taken_for.empty() ? "a table of no known layout" : look.taken_for);
  if (!look.reads_it.empty()) print_text("  for: {}\n", look.reads_it);
  for (const std::string& note : look.notes) print_text("  note: {}\n", note);
  print_columns(look);
  print_text("  {} rows", look.profile.rows);
  if (look.profile.tag_rows > 0) print_text(", {} of tags", look.profile.tag_rows);
  if (!look.content.empty()) print_text(": {}", look.content);
  print_text("\n");
  for (const auto& [reason, count] : look.reasons) print_text("  lost: {:>6} {}\n", count, reason);
  for (const Problem& problem : look.problems) print_text("  cannot be read: {}\n", to_string(problem));
}

int look_at_files(const LookOptions& options) {
  evidence::EventReadOptions how;
  if (!options.days.empty()) {
    const auto order = parse_day_order(options.days);
    if (!order) refuse("--days", options.days, "is no order of days", "say day-first or month-first");
    how.days = *order;
  }
  bool all_whole = true;
  Json documents = Json::array();
  for (const std::string& file : options.files) {
    const TableLook look =
        look_at_table(read_file(file), std::filesystem::path(file).filename().string(), how);
    all_whole = all_whole && !look.taken_for.empty() && look.lost == 0 && look.problems.empty();
    if (options.json)
      documents.push_back(as_json(look));
    else
      print_look(look);
  }
  if (options.json) print_json({{"files", documents}});
  return all_whole ? kDone : kFinding;
}

}  // namespace

void add_look(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<LookOptions>();
  Command command(app, "look");
  command.bind("FILE", options->files).bind("--days", options->days).bind("--json", options->json);
  command.runs(exit_code, [options] { return look_at_files(*options); });
}

}  // namespace handover::cli
