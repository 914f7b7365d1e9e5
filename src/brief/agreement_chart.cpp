#include "brief/agreement_chart.h"

#include "brief/say.h"
#include "brief/timeline_words.h"
#include "brief/words.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace handover::brief {
namespace {

using charts::Cell;
using charts::Hatch;
using timeline::MapCell;
using timeline::TimelineReport;
using timeline::Verdict;

// Presence that outlasts the horizon sorts last.
int order_of(const std::optional<Month>& month) {
  return month
             ? static_cast<int>(month->year()) * 12 + static_cast<int>(static_cast<unsigned>(month->month()))
             : 1 << 28;
}

struct Axes {
  std::vector<Month> ends;                      // rows
  std::vector<std::optional<Month>> presences;  // columns
};

Axes axes_of(const TimelineReport& report, const Band& band) {
  std::set<Month> ends;
  std::vector<std::optional<Month>> presences;
  for (const MapCell& cell : report.map.cells) {
    if (!(cell.residual == band)) continue;
    ends.insert(cell.mission_end);
    if (std::find(presences.begin(), presences.end(), cell.presence_end) == presences.end())
      presences.push_back(cell.presence_end);
  }
  std::sort(presences.begin(), presences.end(),
            [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  return {{ends.begin(), ends.end()}, presences};
}

template <class Value>
std::vector<Value> chosen_of(const std::vector<Value>& values, const Value& kept, std::size_t most) {
  const auto at = static_cast<std::size_t>(std::find(values.begin(), values.end(), kept) - values.begin());
  std::vector<Value> chosen;
  for (const std::size_t i : spread_choice(values.size(), most, std::min(at, values.size() - 1)))
    chosen.push_back(values[i]);
  return chosen;
}

const MapCell* find_cell(const TimelineReport& report, const Band& band, Month end,
                         const std::optional<Month>& presence) {
  for (const MapCell& cell : report.map.cells) {
    if (cell.residual == band && cell.mission_end == end && cell.presence_end == presence) return &cell;
  }
  return nullptr;
}

// A tint and a plain number of scenarios in 100; dots where it stays open whether half of the scenarios are
// reached.
Cell cell_of(const timeline::Share& share, Verdict at_half, bool outlined) {
  return {.share = share.value,
          .text = figure_text(std::round(100.0 * share.value), 0),
          .hatch = at_half == Verdict::open ? Hatch::dots : Hatch::none,
          .outlined = outlined};
}

// Names of months too long for the cells of three maps side by side give way to figures.
std::string map_month(Month month) {
  return spoken().direction() == wording::Direction::right_to_left
             ? wording::month_in_figures(month, spoken().locale())
             : month_text(month);
}

charts::HeatGrid grid_of(const TimelineReport& report, const Band& band, const Axes& axes) {
  charts::HeatGrid grid{.frame = {.title = say("brief.agreement_chart.title", {{"stay", band_text(band)}}),
                                  .subtitle = say("brief.agreement_chart.how_many_scenarios_all_red")}};
  grid.row_title = say("brief.agreement_chart.end_mission"),
  grid.column_title = say("brief.agreement_chart.end_last_presence");
  for (const Month end : axes.ends) grid.rows.push_back(map_month(end));
  for (const auto& presence : axes.presences)
    grid.columns.push_back(presence ? map_month(*presence) : say("word.stays"));
  const auto main = main_cell(report);
  const auto add_panel = [&](const std::string& name, auto&& share_of, auto&& verdict_of) {
    charts::HeatPanel panel{name, {}};
    for (const Month end : axes.ends) {
      auto& row = panel.cells.emplace_back();
      for (const auto& presence : axes.presences) {
        const MapCell* cell = find_cell(report, band, end, presence);
        if (cell == nullptr) {
          row.push_back({.text = "\xE2\x80\x93", .hatch = Hatch::lines});
        } else {
          row.push_back(
              cell_of(share_of(*cell), verdict_of(*cell), main && cell == &report.map.cells[*main]));
        }
      }
    }
    grid.panels.push_back(std::move(panel));
  };
  std::size_t deciding = 0;
  for (std::size_t p = 0; p < report.parties.size(); ++p) {
    if (!report.parties[p].decides) continue;
    ++deciding;
    add_panel(
        report.parties[p].name, [p](const MapCell& cell) { return cell.figures.by_party[p]; },
        [p](const MapCell& cell) { return cell.verdicts[p][0]; });
  }
  add_panel(
      deciding > 2 ? say("brief.agreement_chart.all") : say("brief.agreement_chart.both"),
      [](const MapCell& cell) { return cell.figures.joint; },
      [](const MapCell& cell) { return cell.joint_verdict[0]; });
  grid.hatch_means = {{Hatch::dots, say("brief.agreement_chart.open_whether_f_reached",
                                        {{"thresholds", Exact{100.0 * report.map.thresholds[0], 0}}})},
                      {Hatch::lines, say("brief.agreement_chart.not_examined_or_not_possible")}};
  grid.outline_means =
      report.map.chosen ? say("brief.agreement_chart.example") : say("brief.agreement_chart.highest");
  return grid;
}

}  // namespace

std::vector<std::size_t> spread_choice(std::size_t count, std::size_t wanted, std::size_t kept) {
  std::vector<std::size_t> chosen;
  if (count <= wanted) {
    for (std::size_t i = 0; i < count; ++i) chosen.push_back(i);
    return chosen;
  }
  for (std::size_t i = 0; i < wanted; ++i) {
    chosen.push_back(static_cast<std::size_t>(
        std::lround(static_cast<double>(i * (count - 1)) / static_cast<double>(wanted - 1))));
  }
  if (std::find(chosen.begin(), chosen.end(), kept) != chosen.end()) return chosen;
  // The nearest one makes room, but never the two ends unless there is nothing else.
  std::size_t nearest = wanted > 2 ? 1 : 0;
  const auto distance = [&](std::size_t i) { return chosen[i] > kept ? chosen[i] - kept : kept - chosen[i]; };
  for (std::size_t i = nearest; i + (wanted > 2 ? 1 : 0) < wanted; ++i) {
    if (distance(i) < distance(nearest)) nearest = i;
  }
  chosen[nearest] = kept;
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

Figure agreement_figure(const TimelineReport& report) {
  const MapCell& main = report.map.cells[main_cell(report).value()];
  Axes axes = axes_of(report, main.residual);
  axes.ends = chosen_of(axes.ends, main.mission_end, 5);
  axes.presences = chosen_of(axes.presences, main.presence_end, 5);
  return {.id = "map", .chart = grid_of(report, main.residual, axes), .audience = Audience::published};
}

std::vector<Figure> all_band_figures(const TimelineReport& report) {
  std::vector<Band> bands;
  for (const MapCell& cell : report.map.cells) {
    if (std::find(bands.begin(), bands.end(), cell.residual) == bands.end()) bands.push_back(cell.residual);
  }
  std::vector<Figure> figures;
  for (const Band& band : bands) {
    figures.push_back({.id = fmt::format("map-{}", figures.size() + 1),
                       .chart = grid_of(report, band, axes_of(report, band)),
                       .audience = Audience::published});
  }
  return figures;
}

}  // namespace handover::brief
