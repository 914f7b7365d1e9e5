#include "timeline/headline.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

void take_months(const MapCell& cell, bool first, Headline& headline) {
  MonthBand& end = headline.mission_end;
  end.first = first ? cell.mission_end : std::min(end.first, cell.mission_end);
  end.last = first ? cell.mission_end : std::max(end.last, cell.mission_end);
  if (!cell.presence_end) return;
  auto& presence = headline.presence_end;
  if (!presence) presence = MonthBand{*cell.presence_end, *cell.presence_end};
  presence->first = std::min(presence->first, *cell.presence_end);
  presence->last = std::max(presence->last, *cell.presence_end);
}

// Past the horizon comes last.
bool ends_before(const MapCell& a, const MapCell& b) {
  if (a.presence_end && b.presence_end) return *a.presence_end < *b.presence_end;
  return a.presence_end.has_value() && !b.presence_end;
}
bool mission_ends_before(const MapCell& a, const MapCell& b) {
  return a.mission_end < b.mission_end;
}

// The nearest cells before and after one by one date, among those that agree with it in everything else.
template <class Agrees, class Before>
void add_nearest(const TimelineReport& report, CellIndex cell, Agrees agrees, Before before,
                 std::vector<CellIndex>& cells) {
  const auto& map = report.map.cells;
  std::optional<CellIndex> earlier, later;
  for (const CellIndex c : map.indices()) {
    if (!(map[c].residual == map[cell].residual) || !agrees(map[c], map[cell])) continue;
    if (before(map[c], map[cell]) && (!earlier || before(map[*earlier], map[c]))) earlier = c;
    if (before(map[cell], map[c]) && (!later || before(map[c], map[*later]))) later = c;
  }
  if (earlier) cells.push_back(*earlier);
  if (later) cells.push_back(*later);
}

}  // namespace

std::vector<CellIndex> neighbours_of(const TimelineReport& report, CellIndex cell) {
  std::vector<CellIndex> cells = {cell};
  const auto same_presence = [](const MapCell& a, const MapCell& b) {
    return a.presence_end == b.presence_end;
  };
  const auto same_mission = [](const MapCell& a, const MapCell& b) { return a.mission_end == b.mission_end; };
  add_nearest(report, cell, same_presence, mission_ends_before, cells);
  add_nearest(report, cell, same_mission, ends_before, cells);
  // Where all leave as the mission ends, both dates move together.
  const auto together = [](const MapCell& a, const MapCell& b) {
    return a.presence_end == a.mission_end && b.presence_end == b.mission_end;
  };
  if (cells.size() == 1) add_nearest(report, cell, together, mission_ends_before, cells);
  std::sort(cells.begin(), cells.end(), [&](CellIndex a, CellIndex b) {
    const MapCell &first = report.map.cells[a], &second = report.map.cells[b];
    if (first.mission_end != second.mission_end) return mission_ends_before(first, second);
    return ends_before(first, second);
  });
  return cells;
}

std::optional<CellIndex> main_cell(const TimelineReport& report) {
  if (report.map.chosen) return report.map.chosen;
  if (report.map.cells.empty()) return std::nullopt;
  const auto best = std::max_element(
      report.map.cells.begin(), report.map.cells.end(),
      [](const MapCell& a, const MapCell& b) { return a.figures.joint.value < b.figures.joint.value; });
  return CellIndex(static_cast<std::size_t>(best - report.map.cells.begin()));
}

const PlanFigures& main_figures(const TimelineReport& report) {
  const bool chosen = report.map.chosen && !report.map.chosen_figures.harm.empty();
  return chosen ? report.map.chosen_figures : report.map.cells[main_cell(report).value()].figures;
}

std::optional<Headline> headline_of(const TimelineReport& report) {
  const auto best = main_cell(report);
  if (!best) return std::nullopt;
  Headline headline{.best = *best,
                    .band = report.map.answer_set.empty() ? std::vector{*best} : report.map.answer_set,
                    .weakest = *best};
  const auto share = [&](CellIndex cell) { return report.map.cells[cell].figures.joint.value; };
  bool open_end = false;
  for (const CellIndex c : headline.band) {
    take_months(report.map.cells[c], c == headline.band.front(), headline);
    open_end = open_end || !report.map.cells[c].presence_end;
    if (share(c) < share(headline.weakest)) headline.weakest = c;
  }
  if (headline.presence_end) headline.presence_end->open_end = open_end;
  return headline;
}

bool ends_mission(const Posture& before, const Posture& after) {
  const auto has_label = [](const Posture& posture) {
    return std::find(posture.label.begin(), posture.label.end(), Label::coalition) != posture.label.end();
  };
  return has_label(before) && !has_label(after);
}

std::optional<EndReached> end_reached(const Mission& mission, const TimelineReport& report) {
  const auto cell = main_cell(report);
  if (!cell || !report.map.plans.holds(report.map.cells[*cell].plan)) return std::nullopt;
  const Plan& plan = report.map.plans[report.map.cells[*cell].plan].plan;
  Posture before = posture_today(mission);
  std::optional<std::size_t> last;
  for (std::size_t k = 0; k < plan.phases.size(); ++k) {
    if (ends_mission(before, plan.phases[k].after)) last = k;
    before = plan.phases[k].after;
  }
  if (!last || *last >= report.conduct.gate_cards.size()) return std::nullopt;
  EndReached reached{.planned = report.map.cells[*cell].mission_end};
  const auto& passed = report.conduct.gate_cards[*last].passed_by_month;
  for (std::size_t m = 0; m < passed.size(); ++m) {
    const Month month = plus_months(month_of(mission.as_of), static_cast<int>(m) + 1);
    if (!reached.half && passed[m].mean >= 0.5) reached.half = month;
    if (!reached.nine_in_ten && passed[m].mean >= 0.9) reached.nine_in_ten = month;
  }
  return reached;
}

Difference difference_of(const Ordering& ordering) {
  const double a = std::abs(ordering.interval.low), b = std::abs(ordering.interval.high);
  return {.low = std::min(a, b), .high = std::max(a, b), .more = ordering.mean > 0.0};
}

}  // namespace handover::timeline
