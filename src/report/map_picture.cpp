// The agreement map as a picture.
#include "charts/charts.h"
#include "report/documents_timeline.h"
#include "report/map_cells.h"
#include "timeline/figures.h"

#include <set>

#include <fmt/format.h>

namespace handover::report {
namespace {

using namespace handover::timeline;

charts::HeatPanel panel_of(const TimelineReport& report, std::optional<std::size_t> party,
                           const std::vector<Month>& rows, const std::vector<std::optional<Month>>& columns) {
  const auto best = best_bands(report);
  charts::HeatPanel panel{.name = party ? report.parties[*party].name : "All deciding parties together"};
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
            verdict_of(share_shown(*found->second, party), report.thresholds[0]) == Verdict::open;
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
  grid.frame.title = "Where both sides can say yes";
  grid.frame.subtitle = "Of 100 scenarios, those in which each party's red lines are kept";
  grid.frame.note =
      "Counts over assumptions, not probabilities; for each pair of dates the band of troops that serves "
      "best";
  grid.frame.source = source_line;
  grid.frame.width = 960.0;
  grid.row_title = "end of the mission";
  grid.column_title = "last presence anywhere";
  const auto columns = presence_columns(report);
  for (const auto& column : columns) grid.columns.push_back(column ? to_string(*column) : "stays");
  std::set<Month> rows;
  for (const MapCell& cell : report.agreement_map) rows.insert(cell.mission_end);
  const std::vector<Month> row_list(rows.begin(), rows.end());
  for (const Month row : row_list) grid.rows.push_back(to_string(row));
  for (std::size_t p = 0; p < report.parties.size(); ++p) {
    if (report.parties[p].decides) grid.panels.push_back(panel_of(report, p, row_list, columns));
  }
  grid.panels.push_back(panel_of(report, std::nullopt, row_list, columns));
  grid.hatch_means = {{charts::Hatch::lines, "presence would end before the mission"},
                      {charts::Hatch::dots, fmt::format("could lie on either side of {:.0f} in 100",
                                                        100.0 * report.thresholds[0])}};
  grid.outline_means = "the pair that lasts best";
  return charts::svg_document(charts::heat_grid(grid));
}

}  // namespace handover::report
