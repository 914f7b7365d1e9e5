#include "report/map_cells.h"

#include "timeline/figures.h"

#include <set>

namespace handover::report {

using namespace handover::timeline;

std::map<CellKey, const MapCell*> best_bands(const TimelineReport& report) {
  std::map<CellKey, const MapCell*> best;
  for (const MapCell& cell : report.map.cells) {
    if (!cell.residual.stated) continue;
    const MapCell*& known = best[{cell.mission_end, cell.presence_end}];
    if (known == nullptr || ranks_before(cell.figures, known->figures)) known = &cell;
  }
  return best;
}

std::vector<std::optional<Month>> presence_columns(const TimelineReport& report) {
  std::set<Month> months;
  bool stays = false;
  for (const MapCell& cell : report.map.cells) {
    if (cell.presence_end)
      months.insert(*cell.presence_end);
    else
      stays = true;
  }
  std::vector<std::optional<Month>> columns(months.begin(), months.end());
  if (stays) columns.emplace_back();
  return columns;
}

const Share& share_shown(const MapCell& cell, std::optional<std::size_t> party) {
  return party ? cell.figures.by_party[*party] : cell.figures.joint;
}

bool is_chosen(const TimelineReport& report, const MapCell* cell) {
  return report.map.chosen && cell == &chosen_cell(report);
}

}  // namespace handover::report
