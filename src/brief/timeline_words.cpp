#include "brief/timeline_words.h"

#include "brief/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::brief {

using timeline::HarmKind;
using timeline::MapCell;
using timeline::PlanFigures;
using timeline::TimelineReport;

const Plan* main_plan(const TimelineReport& report) {
  const auto cell = main_cell(report);
  if (!cell || report.agreement_map[*cell].plan >= report.plans.size()) return nullptr;
  return &report.plans[report.agreement_map[*cell].plan].plan;
}

bool waits_for_conditions(const Gate& gate) {
  return std::any_of(gate.all_of.begin(), gate.all_of.end(),
                     [](const Condition& one) { return one.what != Observable::always; });
}

std::string band_text(const Band& band) {
  if (!band.stated) return "number who stay not stated";
  if (band.high <= 0) return "nobody stays";
  return range_text(band.low, band.high) + " stay";
}

std::string pair_text(const MapCell& cell) {
  return month_text(cell.mission_end) + ", " + month_text(cell.presence_end, "stays");
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
