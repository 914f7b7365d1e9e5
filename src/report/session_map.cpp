#include "report/session_map.h"

#include "base/files.h"
#include "charts/charts.h"
#include "evidence/boundaries.h"
#include "mission/names.h"
#include "report/version.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::report {
namespace {

constexpr Audience kAnybody = Audience::published, kTable = Audience::joint, kSide = Audience::own_side;
constexpr std::chrono::days kYear{365}, kTooOld{730};

Posture posture_in(const Mission& mission, const std::optional<Plan>& plan, Month month) {
  Posture posture = posture_today(mission);
  if (!plan) return posture;
  for (const Phase& phase : plan->phases)
    if (phase.earliest <= month) posture = phase.after;
  return posture;
}

// The day to which the stream was counted by zone.
std::optional<Date> last_record(const Mission& mission, StreamId stream, Date as_of) {
  std::optional<Date> last;
  if (stream.index < mission.daily_coverage.size()) {
    const Known& covered = mission.daily_coverage[stream.index];
    if (covered.from <= as_of && covered.to >= covered.from && covered.to != Date{})
      last = std::min(covered.to, as_of);
  }
  for (const DailyCount& one : mission.daily_counts)
    if (one.stream == stream && one.known.from <= as_of && (!last || one.known.from > *last))
      last = one.known.from;
  return last;
}

std::vector<double> attacks_by_zone(const Mission& mission, StreamId stream, Date as_of) {
  std::vector<double> attacks(mission.zones.size());
  for (const DailyCount& one : mission.daily_counts)
    if (one.stream == stream && one.known.from <= as_of && one.known.from > as_of - kYear)
      attacks[one.zone.index] += one.count;
  return attacks;
}

std::vector<double> breaks_for(double largest) {
  std::vector<double> breaks;
  double step = 1.0;
  while (step * 5.0 < largest) step *= step * 5.0 < largest / 2.0 ? 2.0 : 1.5;
  step = std::max(1.0, std::round(step));
  for (int i = 1; i <= 4 && i * step < std::max(largest, 1.5); ++i) breaks.push_back(i * step);
  if (breaks.empty()) breaks.push_back(1.0);
  return breaks;
}

std::string picture_of(const Mission& mission, const MapQuestion& question,
                       const std::vector<double>& attacks, bool old) {
  charts::AreaMap map;
  double largest = 0.0;
  for (std::size_t z = 0; z < mission.zones.size(); ++z) {
    const auto file = evidence::boundary_file(question.boundaries, mission.zones[z].map_code);
    if (!file) continue;
    charts::Area area{.id = mission.zones[z].id,
                      .name = mission.zones[z].name,
                      .rings = charts::read_geojson_rings(read_file(*file), file->string())};
    if (!old) area.value = attacks[z];
    largest = std::max(largest, attacks[z]);
    map.areas.push_back(std::move(area));
  }
  if (map.areas.empty()) return {};
  map.frame = {
      .title = mission.streams[question.stream.index].name,
      .subtitle = wording::Catalogue::english()("picture.map.recorded", {{"day", question.as_of}}),
      .note = {},
      .source = wording::Catalogue::english()(
          "picture.map.source",
          {{"version", version()}, {"day", question.as_of}, {"inputs", mission.inputs_sha256.substr(0, 12)}}),
      .width = 760.0};
  map.breaks = breaks_for(largest);
  map.legend = "attacks";
  map.no_data = "not known";
  // Its style sheet is the page's: the page lets no picture bring one.
  return charts::svg_element(charts::area_map(map));
}

}  // namespace

Json map_document(const Mission& mission, const MapQuestion& question, const MayRead& may) {
  const auto last = last_record(mission, question.stream, question.as_of);
  const bool old = !last || *last < question.as_of - kTooOld;
  const auto attacks = attacks_by_zone(mission, question.stream, question.as_of);
  const std::string svg = picture_of(mission, question, attacks, old);
  Json zones = Json::array();
  for (std::size_t z = 0; z < mission.zones.size(); ++z)
    zones.push_back({{"id", mission.zones[z].id},
                     {"name", mission.zones[z].name},
                     {"region", mission.regions[mission.zones[z].region.index].id},
                     {"attacks", old ? Json(nullptr) : Json(attacks[z])}});
  const Posture posture = posture_in(mission, question.plan, question.month);
  Json regions = Json::array();
  for (std::size_t r = 0; r < mission.regions.size(); ++r) {
    Json sites = Json::array();
    for (std::size_t s = 0; s < mission.sites.size(); ++s)
      if (mission.sites[s].region.index == r && posture.site_open[s]) sites.push_back(mission.sites[s].name);
    Figures row(may);
    row.add("id", kAnybody, mission.regions[r].id)
        .add("name", kAnybody, mission.regions[r].name)
        .add("troops", kTable, posture.troops[r].value)
        .add("label", kTable, word_of(posture.label[r]))
        .add("sites", kSide, sites);
    regions.push_back(row.take());
  }
  Figures figures(may);
  figures.add("month", kAnybody, to_string(question.month))
      .add("as_of", kAnybody, to_string(question.as_of))
      .add("svg", kAnybody, svg)
      .add("why_not", kAnybody,
           svg.empty() ? "shapes"
           : old       ? "old"
                       : "")
      .add("last_record", kAnybody, last ? Json(to_string(*last)) : Json(nullptr))
      .add("zones", kAnybody, zones)
      .add("regions", kAnybody, regions);
  return figures.take();
}

}  // namespace handover::report
