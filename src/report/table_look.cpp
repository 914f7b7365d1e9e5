#include "report/table_look.h"

#include "mission/mission_workbook.h"
#include "mission/schema.h"
#include "tables/values.h"
#include "tables/workbook.h"
#include "talks/readers.h"
#include "threat/panel/panel.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace handover::report {
namespace {

void take_table(TableLook& look, const OpenedTable& table) {
  look.file = table.file;
  look.container = table.kind;
  look.notes = table.notes;
  look.profile = profile_of(table);
  look.roles.assign(table.header.size(), "");
}

// What kept a reader from the file becomes a part of the answer.
template <class Read>
void try_reading(TableLook& look, Read read) {
  try {
    look.content = read();
  } catch (const InputError& error) {
    look.problems = error.problems();
  }
}

std::string read_events(TableLook& look, evidence::EventReader& reader) {
  evidence::Event event;
  evidence::RowProblem problem;
  std::size_t events = 0;
  std::optional<Date> first, last;
  for (auto read = reader.next(event, problem); read != evidence::EventReader::Read::end;
       read = reader.next(event, problem)) {
    if (read == evidence::EventReader::Read::rejected) {
      ++look.lost;
      ++look.reasons[problem.reason];
      continue;
    }
    ++events;
    first = std::min(first.value_or(event.day), event.day);
    last = std::max(last.value_or(event.day), event.day);
  }
  look.notes = reader.notes();
  if (!first) return "no event";
  return fmt::format("{} event{} from {} to {}", events, events == 1 ? "" : "s", to_string(*first),
                     to_string(*last));
}

bool look_as_events(TableLook& look, const std::string& bytes, const std::string& file,
                    const evidence::EventReadOptions& options) {
  if (!open_table(bytes, file, evidence::known_event_tables()).known) return false;
  evidence::EventReader reader(bytes, file, options);
  take_table(look, reader.table());
  const bool totals = reader.layout() == evidence::Layout::totals;
  look.taken_for =
      totals ? "totals of events" : fmt::format("events ({})", evidence::name_of(reader.layout()));
  look.reads_it = totals ? "" : "import";
  for (std::size_t c = 0; c < look.roles.size(); ++c) look.roles[c] = reader.role_of(c);
  try_reading(look, [&] { return read_events(look, reader); });
  return true;
}

std::string panel_content(const threat::Panel& panel) {
  return fmt::format("{} units from {} to {}", panel.units.size(), to_string(panel.first),
                     to_string(panel.month_at(panel.months - 1)));
}

std::string draws_content(const std::vector<threat::Forecast>& forecasts) {
  std::set<std::string> units;
  for (const auto& forecast : forecasts) units.insert(forecast.unit);
  return wording::Catalogue::english()(
      "look.draws",
      {{"rows", forecasts.size()}, {"units", units.size()}, {"draws", forecasts.front().draws.size()}});
}

bool look_as_months(TableLook& look, const std::string& bytes, const std::string& file) {
  const OpenedTable table = open_table(bytes, file, threat::known_month_tables());
  if (!table.known) return false;
  take_table(look, table);
  if (threat::are_groups(table)) {
    look.taken_for = "groups of units";
    look.reads_it = "score --groups";
    try_reading(look, [&] { return fmt::format("{} units", threat::read_groups(bytes, file).size()); });
  } else if (threat::are_draws(table)) {
    look.taken_for = wording::Catalogue::english()("look.forecasts");
    look.reads_it = "score --draws";
    try_reading(look, [&] { return draws_content(threat::read_draws(bytes, file)); });
  } else {
    look.taken_for = wording::Catalogue::english()("look.counts");
    look.reads_it = "forecast --panel, score --actuals";
    try_reading(look, [&] {
      const threat::Panel panel = threat::read_panel(bytes, file);
      look.notes = panel.notes;
      return panel_content(panel);
    });
  }
  return true;
}

bool look_as_positions(TableLook& look, const std::string& bytes, const std::string& file) {
  const Unpacked unpacked = unpack(bytes, file);
  const auto part = std::find_if(unpacked.parts.begin(), unpacked.parts.end(), [](const TextPart& one) {
    return talks::format_of(one.text) != talks::Format::unknown;
  });
  if (part == unpacked.parts.end()) return false;
  const talks::Format format = talks::format_of(part->text);
  take_table(look, open_table(part->text, part->name));
  look.container = unpacked.kind;
  look.taken_for = format == talks::Format::ktab       ? "positions (KTAB)"
                   : format == talks::Format::deu      ? "positions (DEU)"
                   : format == talks::Format::exchange ? "positions (exchange model)"
                                                       : "positions";
  look.reads_it = "bargain";
  // Their rows are of several kinds: columns say nothing.
  if (format == talks::Format::ktab || format == talks::Format::exchange) look.profile.columns.clear();
  try_reading(look, [&] {
    const talks::BargainTable table = talks::read_bargain_table(bytes, file);
    look.notes = table.notes;
    return fmt::format("{} actors, {} issues, {} positions", table.actors.size(), table.issues.size(),
                       table.stakes.size());
  });
  return true;
}

// A table of a mission, by the columns that it must have.
void look_as_mission_table(TableLook& look, const OpenedTable& table) {
  std::size_t most = 2;
  for (const TableSpec& spec : table_specs()) {
    std::size_t known = 0;
    bool complete = true;
    for (const ColumnSpec& column : spec.columns) {
      const bool there = table.find({column.name}).has_value();
      known += there ? 1 : 0;
      complete = complete && (there || !column.required);
    }
    if (!complete || known <= most) continue;
    most = known;
    look.taken_for = fmt::format("a mission's table, {}", spec.file);
    look.reads_it = wording::Catalogue::english()("look.mission_table");
    for (std::size_t c = 0; c < look.roles.size(); ++c) {
      for (const ColumnSpec& column : spec.columns) {
        if (plain_column_name(column.name) == plain_column_name(table.header[c])) look.roles[c] = column.name;
      }
    }
  }
}

// A workbook with the sheets of a mission; false for any other.
bool look_as_mission(TableLook& look, const std::string& bytes, const std::string& file) {
  if (!is_workbook(bytes)) return false;
  const auto sheets = read_workbook(bytes, file, CellBreaks::kept);
  if (std::none_of(sheets.begin(), sheets.end(), [](const Sheet& sheet) { return sheet.name == "mission"; }))
    return false;
  look.file = file;
  look.container = "workbook";
  look.taken_for = "a mission";
  look.reads_it = "check, run, ...";
  try_reading(look, [&] {
    const BookFiles book = files_in_workbook(bytes, file);
    for (const auto& [name, text] : book.files)
      for (CsvReader rows(text); name.ends_with(".csv") && rows.next();)
        look.profile.rows += rows.line() > 1 ? 1 : 0;
    return fmt::format("{} files", book.files.size());
  });
  return true;
}

}  // namespace

TableLook look_at_table(const std::string& bytes, const std::string& file,
                        const evidence::EventReadOptions& options) {
  TableLook look;
  if (look_as_mission(look, bytes, file)) return look;
  // Positions first: what KTAB and exchange models write is no table with one header.
  if (look_as_positions(look, bytes, file) || look_as_events(look, bytes, file, options) ||
      look_as_months(look, bytes, file))
    return look;
  const OpenedTable table = open_table(bytes, file);
  take_table(look, table);
  look_as_mission_table(look, table);
  return look;
}

}  // namespace handover::report
