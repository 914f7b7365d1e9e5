#include "evidence/import.h"

#include <algorithm>
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
  std::vector<Problem> problems;
  const Table table = read_table(csv, "incidents.csv", problems);
  if (!csv.empty() && !problems.empty()) throw InputError(problems);
  std::vector<Cells> rows;
  for (const Table::Row& row : table.rows) {
    Cells cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = table.find(kColumns[i]);
      if (column) cells[i] = row.text[*column];
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
    cells[4 + victim] = fmt::to_string(tally.killed[victim]);
  cells[8] = source.id;
  // A tally cannot be known before its day, whatever the source's date of publication says.
  cells[9] = to_string(std::max(day, source.published));
  return cells;
}

}  // namespace

MergedIncidents merge_incidents(std::string_view incidents_csv, const std::map<TallyKey, Tally>& tallies,
                                const Mission& mission, const Source& source) {
  MergedIncidents merged;
  std::vector<Cells> rows;
  std::set<std::string> taken;
  for (Cells& cells : rows_of(incidents_csv)) {
    if (cells[8] == source.id) {
      ++merged.replaced;
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
