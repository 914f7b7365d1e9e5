// The agreement map as a picture.
#include "charts/charts.h"
#include "report/documents_timeline.h"
#include "report/map_cells.h"
#include "timeline/figures.h"
#include "wording/catalogue.h"

#include <set>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace handover::timeline;

charts::HeatPanel panel_of(const TimelineReport& report, std::optional<std::size_t> party,
                           const std::vector<Month>& rows, const std::vector<std::optional<Month>>& columns) {
  const auto best = best_bands(report);
  charts::HeatPanel panel{.name = party ? report.parties[*party].name
                                        : wording::Catalogue::english()("picture.map.together")};
  for (const Month row : rows) {
    auto& line = panel.cells.emplace_back();
    for (const auto& column : columns) {
      const auto found = best.find({row, column});
      charts::Cell cell;
      if (found == best.end()) {
        cell.text = " ";
        cell.hatch = charts::Hatch::lines;
      } else {
        cell.share = share_shown(*found->second, party).value;
        cell.outlined = is_chosen(report, found->second);
        const bool open =
            verdict_of(share_shown(*found->second, party), report.map.thresholds[0]) == Verdict::open;
        if (open) cell.hatch = charts::Hatch::dots;
      }
      line.push_back(cell);
    }
  }
  return panel;
}

}  // namespace

std::string map_picture(const TimelineReport& report, const std::string& source_line) {
  charts::HeatGrid grid;
  grid.frame.title = wording::Catalogue::english()("picture.map.title");
  grid.frame.subtitle = wording::Catalogue::english()("picture.map.subtitle");
  grid.frame.note = wording::Catalogue::english()("picture.map.note");
  grid.frame.source = source_line;
  grid.frame.width = 960.0;
  grid.row_title = wording::Catalogue::english()("picture.map.rows");
  grid.column_title = wording::Catalogue::english()("picture.map.columns");
  const auto columns = presence_columns(report);
  for (const auto& column : columns) grid.columns.push_back(column ? to_string(*column) : "stays");
  std::set<Month> rows;
  for (const MapCell& cell : report.map.cells) rows.insert(cell.mission_end);
  const std::vector<Month> row_list(rows.begin(), rows.end());
  for (const Month row : row_list) grid.rows.push_back(to_string(row));
  for (std::size_t p = 0; p < report.parties.size(); ++p) {
    if (report.parties[p].decides) grid.panels.push_back(panel_of(report, p, row_list, columns));
  }
  grid.panels.push_back(panel_of(report, std::nullopt, row_list, columns));
  grid.hatch_means = {
      {charts::Hatch::lines, wording::Catalogue::english()("picture.map.before_mission")},
      {charts::Hatch::dots,
       wording::Catalogue::english()("picture.map.either_side",
                                     {{"share", wording::Exact{100.0 * report.map.thresholds[0], 0}}})}};
  grid.outline_means = wording::Catalogue::english()("picture.map.chosen");
  return charts::svg_document(charts::heat_grid(grid));
}

}  // namespace handover::report
