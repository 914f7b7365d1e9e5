#include "evidence/import.h"
#include "mission/mission_table.h"
#include "tables/values.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace handover::evidence {
namespace {

constexpr std::string_view kColumns[] = {"date",
                                         "stream",
                                         "zone",
                                         "count",
                                         "killed_coalition",
                                         "killed_host_forces",
                                         "killed_civilians",
                                         "killed_attackers",
                                         "source",
                                         "known_from"};
using Cells = std::array<std::string, std::size(kColumns)>;

std::string line_of(const Cells& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != cells.data()) line += ',';
    line += csv_field(cell);
  }
  return line + '\n';
}

std::string place_of(const Cells& cells) {
  return cells[0] + '\x1f' + cells[1] + '\x1f' + cells[2];
}

// The rows of a file as it stands, in our order of columns; missing columns are empty.
std::vector<Cells> rows_of(std::string_view csv) {
  std::vector<Cells> rows;
  if (csv.empty()) return rows;
  std::vector<Problem> problems;
  const auto read = read_mission_table(csv, "incidents.csv", problems);
  if (!problems.empty()) throw InputError(problems);
  if (!read) return rows;
  for (const Table::Row& row : read->table.rows) {
    Cells cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = read->table.find(kColumns[i]);
      if (column) cells[i] = without_blanks(row.text[*column]);
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

Cells cells_of(const TallyKey& key, const Tally& tally, const Mission& mission, const Source& source) {
  const auto& [day, stream, zone] = key;
  Cells cells;
  cells[0] = to_string(day);
  cells[1] = mission.streams[stream].id;
  cells[2] = mission.zones[zone].id;
  cells[3] = fmt::to_string(tally.count);
  for (std::size_t victim = 0; victim < kVictims; ++victim)
    cells[4 + victim] = fmt::to_string(std::llround(tally.killed[victim]));
  cells[8] = source.id;
  // A tally cannot be known before its day, whatever the source's date of publication says.
  cells[9] = to_string(std::max(day, source.published));
  return cells;
}

void add_to_record(SourceRecord& record, const Cells& cells) {
  ++record.rows;
  record.streams.insert(cells[1]);
  record.zones.insert(cells[2]);
  const auto day = parse_date(cells[0]);
  if (!day) return;
  record.first = std::min(record.first.value_or(*day), *day);
  record.last = std::max(record.last.value_or(*day), *day);
}

// Of `before` what `after` does not hold.
std::string missing_from(const std::set<std::string>& before, const std::set<std::string>& after) {
  std::string names;
  for (const std::string& name : before) {
    if (!after.contains(name)) names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

}  // namespace

std::vector<std::string> what_is_lost(const SourceRecord& before, const SourceRecord& after) {
  std::vector<std::string> lost;
  if (before.rows == 0) return lost;
  if (10 * after.rows < 9 * before.rows)
    lost.push_back(fmt::format("{} rows in place of {}", after.rows, before.rows));
  if (after.rows == 0) return lost;
  if (before.first && after.first && *after.first > *before.first)
    lost.push_back(fmt::format("begins on {}, not {}", to_string(*after.first), to_string(*before.first)));
  if (before.last && after.last && *after.last < *before.last)
    lost.push_back(fmt::format("ends on {}, not {}", to_string(*after.last), to_string(*before.last)));
  if (const std::string names = missing_from(before.streams, after.streams); !names.empty())
    lost.push_back("has no row of the streams " + names);
  if (const std::string names = missing_from(before.zones, after.zones); !names.empty())
    lost.push_back("has no row of the zones " + names);
  return lost;
}

MergedIncidents merge_incidents(std::string_view incidents_csv, const std::map<TallyKey, Tally>& tallies,
                                const Mission& mission, const Source& source) {
  MergedIncidents merged;
  std::vector<Cells> rows;
  std::set<std::string> taken;
  for (Cells& cells : rows_of(incidents_csv)) {
    if (cells[8] == source.id) {
      add_to_record(merged.before, cells);
      continue;
    }
    taken.insert(place_of(cells));
    rows.push_back(std::move(cells));
    ++merged.kept;
  }
  for (const auto& [key, tally] : tallies) {
    Cells cells = cells_of(key, tally, mission, source);
    if (taken.contains(place_of(cells))) {
      merged.clashes.push_back(fmt::format("{}, {}, {}", cells[0], cells[1], cells[2]));
      continue;
    }
    add_to_record(merged.after, cells);
    rows.push_back(std::move(cells));
    ++merged.added;
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Cells& a, const Cells& b) {
    return std::tie(a[0], a[1], a[2]) < std::tie(b[0], b[1], b[2]);
  });
  for (const std::string_view column : kColumns)
    merged.csv += fmt::format("{}{}", merged.csv.empty() ? "" : ",", column);
  merged.csv += '\n';
  for (const Cells& cells : rows) merged.csv += line_of(cells);
  return merged;
}

}  // namespace handover::evidence
