#include "report/table_look.h"
#include "terminal/page.h"
#include "terminal/terminal.h"

#include <utility>

#include <fmt/format.h>

namespace handover::terminal {
namespace {

using namespace handover::report;

void print_columns(Page& page, const TableLook& look) {
  if (look.profile.columns.empty()) return;
  page.add("  {:<22} {:<22} {:>7} {:>7}  {}\n", "column", "taken as", "filled", "missing", "holds");
  for (std::size_t c = 0; c < look.profile.columns.size(); ++c) {
    const ColumnProfile& column = look.profile.columns[c];
    const std::string example = column.first.empty() ? "" : fmt::format(": {}", column.first);
    page.add("  {:<22.22} {:<22.22} {:>7} {:>7}  {}{}\n", column.name,
             look.roles[c].empty() ? "-" : look.roles[c], column.filled, column.missing, column.kind(),
             example.size() > 24 ? example.substr(0, 24) + "..." : example);
    if (!column.said.empty()) page.add("    {}\n", column.said);
  }
}

}  // namespace

std::string look_text(const TableLook& look) {
  Page page;
  page.add("{}: {}, {}\n", look.file, look.container,
           look.taken_for.empty() ? "a table of no known layout" : look.taken_for);
  if (!look.reads_it.empty()) page.add("  for: {}\n", look.reads_it);
  for (const std::string& note : look.notes) page.add("  note: {}\n", note);
  print_columns(page, look);
  page.add("  {} rows", look.profile.rows);
  if (look.profile.tag_rows > 0) page.add(", {} of tags", look.profile.tag_rows);
  if (!look.content.empty()) page.add(": {}", look.content);
  page.add("\n");
  for (const auto& [reason, count] : look.reasons) page.add("  lost: {:>6} {}\n", count, reason);
  for (const Problem& problem : look.problems) page.add("  cannot be read: {}\n", to_string(problem));
  return std::move(page).take();
}

}  // namespace handover::terminal
