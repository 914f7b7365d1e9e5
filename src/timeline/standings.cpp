// Where every pair of dates stands against the best, and which line tells the others from it.
#include "timeline/answers.h"
#include "timeline/multiple_comparisons.h"

#include <algorithm>

namespace handover::timeline {
namespace {

// The line whose share falls most behind the rival's.
std::optional<std::size_t> line_behind(const MapCell& cell, const MapCell& rival,
                                       const std::vector<JudgedLine>& lines,
                                       const std::vector<JudgedParty>& parties) {
  std::optional<std::size_t> most;
  double gap = 0.0;
  for (std::size_t line = 0; line < lines.size(); ++line) {
    if (!parties[lines[line].party].decides) continue;
    const double behind = rival.figures.by_line[line].value - cell.figures.by_line[line].value;
    if (behind <= gap) continue;
    gap = behind;
    most = line;
  }
  return most;
}

}  // namespace

bool signable(const PlanFigures& figures, const SearchOptions& options) {
  return options.chosen_cell || !figures.if_signed ||
         figures.if_signed->in_time.value >= options.least_signed;
}

void add_standings(const AnswerContext& context, TimelineReport& report) {
  auto& map = report.map.cells;
  std::vector<CellIndex> cells;
  std::vector<Adjusted> shares;
  for (const CellIndex c : map.indices()) {
    if (!map[c].residual.stated) continue;
    map[c].standing.signable = signable(map[c].figures, context.options);
    if (!map[c].standing.signable) continue;
    cells.push_back(c);
    shares.push_back(
        context.study.shares.adjust(context.judge.joint_scores(context.finals.plan[map[c].plan]).values()));
  }
  const auto against = compare_with_best(shares, context.study.population.draws, context.study.resamples,
                                         report.confidence, report.map.smallest_difference);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    MapCell& cell = map[cells[i]];
    const CellIndex rival = cells.size() < 2 ? cells[i] : cells[against[i].rival];
    cell.standing = {.in_set = against[i].near_best,
                     .difference = against[i].difference,
                     .interval = against[i].interval,
                     .rival = rival,
                     .separated_by = {}};
    if (cell.standing.in_set)
      report.map.answer_set.push_back(cells[i]);
    else
      cell.standing.separated_by = line_behind(cell, map[rival], report.lines, report.parties);
  }
  std::stable_sort(report.map.answer_set.begin(), report.map.answer_set.end(), [&](CellIndex a, CellIndex b) {
    return map[a].figures.joint.value > map[b].figures.joint.value;
  });
}

}  // namespace handover::timeline
