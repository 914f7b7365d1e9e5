#include "timeline/overlay.h"

#include <algorithm>
#include <cmath>

namespace handover::timeline {
namespace {

struct Terms {
  double mission_end = 0.0, presence_end = 0.0;  // months after the as-of month
  std::optional<double> residual;
};

Terms terms_of(const MapIssues& issues, const talks::Settlement& settlement, int months_already) {
  Terms terms;
  terms.mission_end = settlement.terms[*issues.mission_end] - months_already;
  terms.presence_end = terms.mission_end;
  for (const std::size_t issue : issues.presence_ends) {
    terms.presence_end = std::max(terms.presence_end, settlement.terms[issue] - months_already);
  }
  if (issues.residual) terms.residual = settlement.terms[*issues.residual];
  return terms;
}

// How far a cell is from the terms: months apart, with the band as a tie-break in hundreds of persons.
double distance(const Mission& mission, const MapCell& cell, const Terms& terms) {
  const Month now = month_of(mission.as_of);
  const double past = mission.horizon_months + 1.0;
  const double end = cell.presence_end ? months_between(now, *cell.presence_end) : past;
  double sum = std::abs(months_between(now, cell.mission_end) - terms.mission_end);
  sum += std::abs(end - std::min(terms.presence_end, past));
  if (terms.residual)
    sum += 1e-5 * std::abs(0.5 * (cell.residual.low + cell.residual.high) - *terms.residual);
  return sum;
}

}  // namespace

void lay_settlements(const Mission& mission, const talks::FittedTalks& fitted, TimelineReport& report) {
  const MapIssues issues = map_issues(mission);
  if (!issues.mission_end || fitted.settlements.empty()) return;
  const bool dated = mission.written_as_of != Date{};
  const int already = dated ? months_between(month_of(mission.written_as_of), month_of(mission.as_of)) : 0;
  for (const talks::Settlement& settlement : fitted.settlements) {
    if (settlement.terms.size() < mission.issues.size()) continue;
    const Terms terms = terms_of(issues, settlement, already);
    MapCell* nearest = nullptr;
    double least = 0.0;
    for (MapCell& cell : report.map.cells) {
      if (!cell.residual.stated) continue;
      const double apart = distance(mission, cell, terms);
      if (nearest != nullptr && apart >= least) continue;
      nearest = &cell;
      least = apart;
    }
    if (nearest != nullptr) nearest->settlement_share += 1.0 / static_cast<double>(fitted.settlements.size());
  }
}

}  // namespace handover::timeline
