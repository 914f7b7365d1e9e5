#include "brief/timeline_words.h"

#include "brief/say.h"
#include "brief/words.h"
#include "wording/timeline.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {

using timeline::HarmKind;
using timeline::MapCell;
using timeline::PlanFigures;
using timeline::TimelineReport;

const Plan* main_plan(const TimelineReport& report) {
  const auto cell = main_cell(report);
  if (!cell || !report.map.plans.holds(report.map.cells[*cell].plan)) return nullptr;
  return &report.map.plans[report.map.cells[*cell].plan].plan;
}

bool waits_for_conditions(const Gate& gate) {
  return std::any_of(gate.all_of.begin(), gate.all_of.end(),
                     [](const Condition& one) { return one.what != Observable::always; });
}

std::string band_text(const Band& band) {
  return wording::residual_words(band, spoken());
}

std::string pair_text(const MapCell& cell) {
  return say("pair.dates", {{"mission", month_text(cell.mission_end)},
                            {"presence", month_text(cell.presence_end, say("word.stays"))}});
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
