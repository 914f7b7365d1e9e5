#include "brief/timeline_words.h"

#include "brief/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {

using timeline::HarmKind;
using timeline::MapCell;
using timeline::PlanFigures;
using timeline::TimelineReport;

namespace {

// Pairs of the main cell's residual band whose joint share cannot be told from the best one's.
std::vector<const MapCell*> not_told_apart(const TimelineReport& report) {
  std::vector<const MapCell*> cells;
  const auto best = main_cell(report);
  if (!best) return cells;
  const MapCell& main = report.agreement_map[*best];
  for (const MapCell& cell : report.agreement_map) {
    if (!(cell.residual == main.residual)) continue;
    if (&cell == &main || cell.figures.joint.interval.high >= main.figures.joint.value)
      cells.push_back(&cell);
  }
  return cells;
}

}  // namespace

std::optional<std::size_t> main_cell(const TimelineReport& report) {
  if (report.chosen) return report.chosen;
  if (report.agreement_map.empty()) return std::nullopt;
  const auto best = std::max_element(
      report.agreement_map.begin(), report.agreement_map.end(),
      [](const MapCell& a, const MapCell& b) { return a.figures.joint.value < b.figures.joint.value; });
  return static_cast<std::size_t>(best - report.agreement_map.begin());
}

const PlanFigures& main_figures(const TimelineReport& report) {
  if (report.chosen && !report.chosen_figures.harm.empty()) return report.chosen_figures;
  return report.agreement_map.at(main_cell(report).value()).figures;
}

const Plan* main_plan(const TimelineReport& report) {
  const auto cell = main_cell(report);
  if (!cell || report.agreement_map[*cell].plan >= report.plans.size()) return nullptr;
  return &report.plans[report.agreement_map[*cell].plan].plan;
}

std::string band_text(const Band& band) {
  if (!band.stated) return "number who stay not stated";
  if (band.high <= 0) return "nobody stays";
  return range_text(band.low, band.high) + " stay";
}

std::string pair_text(const MapCell& cell) {
  return month_text(cell.mission_end) + ", " + month_text(cell.presence_end, "stays");
}

MonthBand mission_end_band(const TimelineReport& report) {
  MonthBand band;
  bool first = true;
  for (const MapCell* cell : not_told_apart(report)) {
    band.first = first ? cell->mission_end : std::min(band.first, cell->mission_end);
    band.last = first ? cell->mission_end : std::max(band.last, cell->mission_end);
    first = false;
  }
  return band;
}

std::optional<MonthBand> presence_end_band(const TimelineReport& report) {
  std::optional<MonthBand> band;
  bool open = false;
  for (const MapCell* cell : not_told_apart(report)) {
    if (!cell->presence_end) {
      open = true;
      continue;
    }
    if (!band) band = MonthBand{*cell->presence_end, *cell->presence_end};
    band->first = std::min(band->first, *cell->presence_end);
    band->last = std::max(band->last, *cell->presence_end);
  }
  if (band) band->open_end = open;
  return band;
}

std::string band_of_months(const MonthBand& band) {
  if (band.open_end) return "from " + month_text(band.first) + " or later, or not within the horizon";
  if (band.first == band.last) return "in " + month_text(band.first);
  return "between " + month_text(band.first) + " and " + month_text(band.last);
}

std::size_t harm_index(HarmKind kind) {
  return static_cast<std::size_t>(kind);
}

std::string harm_text(const PlanFigures& figures, HarmKind kind) {
  const std::size_t index = harm_index(kind);
  if (index >= figures.harm.size()) return "";
  return people_range(figures.harm[index].low, figures.harm[index].high);
}

}  // namespace handover::brief
