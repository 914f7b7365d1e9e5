#include "charts/charts.h"
#include "report/documents.h"
#include "report/version.h"
#include "wording/catalogue.h"

#include <algorithm>

#include <fmt/format.h>

namespace handover::report {
using namespace handover::partner;

std::string partner_svg(const Mission& mission, const PartnerReport& report, std::uint64_t seed) {
  charts::DotChart chart;
  chart.frame.title = wording::Catalogue::english()("picture.partner.title");
  chart.frame.subtitle = wording::Catalogue::english()("picture.partner.subtitle");
  const bool assumed = std::any_of(report.unit_functions.begin(), report.unit_functions.end(),
                                   [](const UnitFunction& row) { return row.level.assumed(); });
  chart.frame.note = assumed ? wording::Catalogue::english()("picture.partner.note_assumed")
                             : wording::Catalogue::english()("picture.partner.note");
  chart.frame.source = charts::source_line(seed, version(), mission.as_of);
  for (const UnitFunction& row : report.unit_functions) {
    chart.rows.push_back(
        {.name = mission.functions[row.function.index].name + ", " + mission.units[row.unit.index].name,
         .point = row.level.mean,
         .low = row.level.interval.low,
         .high = row.level.interval.high,
         .hollow = row.level.assumed(),
         .tag = fmt::format("{:.0f} %, {}", 100.0 * row.stands_alone, to_string(month_of(row.last_rated)))});
  }
  for (std::size_t k = 0; k < report.thresholds.size(); ++k) {
    std::string words = mission.rating_scale.levels[k + 1];
    std::replace(words.begin(), words.end(), '_', ' ');
    chart.thresholds.push_back({report.thresholds[k].mean, words});
  }
  return charts::svg_document(charts::dot_chart(chart));
}

}  // namespace handover::report
