#include "report/threat_pictures.h"

#include "brief/zone_map.h"
#include "report/version.h"
#include "wording/assessments.h"
#include "wording/catalogue.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace handover::report {

using namespace threat;

std::string name_of_stream(const StreamReport& stream) {
  return stream.name.empty() ? stream.id : stream.name;
}

std::string counting_source(const Mission& mission, const StreamReport& stream) {
  for (const Source& source : mission.sources) {
    if (source.id == stream.counted_by && !source.title.empty())
      return fmt::format("{} ({})", source.title, source.id);
  }
  return stream.counted_by.empty() ? wording::Catalogue::english()("picture.threat.no_source")
                                   : stream.counted_by;
}

namespace {

// Where a month's figure stands: in its middle.
double middle_of(Month month) {
  return charts::month_position(month) + 0.5;
}

// Why the points may lie below the level: the source does not look everywhere.
std::string counted_note(const StreamReport& stream) {
  for (const StreamNote& note : stream.notes) {
    if (note.kind == StreamNoteKind::part_of_the_map)
      return wording::Catalogue::english()("picture.threat.counted_in_its_zones",
                                           {{"counted", note.zones_counted}, {"zones", note.zones}});
  }
  return wording::Catalogue::english()("picture.threat.counted_everywhere");
}

}  // namespace

std::string threat_fan_svg(const Mission& mission, const StreamReport& stream, std::uint64_t seed) {
  charts::LineChart chart;
  chart.frame.title =
      wording::Catalogue::english()("picture.threat.fan", {{"stream", name_of_stream(stream)}});
  chart.frame.subtitle = wording::Catalogue::english()("picture.threat.counted_by",
                                                       {{"source", counting_source(mission, stream)}});
  chart.frame.note = wording::Catalogue::english()("picture.threat.fan_note");
  chart.frame.source = charts::source_line(seed, version(), mission.as_of);
  chart.x = {.kind = charts::AxisKind::month};
  chart.y = {.label = "a month", .low = 0.0};
  charts::FanBand level{.name = "", .depth = 0}, wide{.name = "90 %", .depth = 0},
      narrow{.name = "50 %", .depth = 1};
  charts::Line middle{.name = "", .look = 1}, counted{.name = "counted", .look = 0, .markers = true},
      forecast{.name = "median", .look = 1};
  for (const MonthLevel& one : stream.levels) {
    const double x = middle_of(one.month);
    level.x.push_back(x);
    level.low.push_back(one.per_month.low);
    level.high.push_back(one.per_month.high);
    middle.x.push_back(x);
    middle.y.push_back(one.per_month.median);
    if (!one.counted) continue;
    counted.x.push_back(x);
    counted.y.push_back(*one.counted);
  }
  for (const MonthForecast& one : stream.incidents) {
    const double x = middle_of(one.month);
    for (auto* band : {&wide, &narrow}) band->x.push_back(x);
    wide.low.push_back(one.q05);
    wide.high.push_back(one.q95);
    narrow.low.push_back(one.q25);
    narrow.high.push_back(one.q75);
    forecast.x.push_back(x);
    forecast.y.push_back(one.q50);
  }
  for (const auto& band : {level, wide, narrow}) {
    if (!band.x.empty()) chart.bands.push_back(band);
  }
  for (const auto& line : {middle, counted, forecast}) {
    if (!line.x.empty()) chart.lines.push_back(line);
  }
  if (!counted.x.empty()) chart.frame.note += " " + counted_note(stream);
  chart.marks.push_back({charts::date_position(mission.as_of), "as of " + to_string(mission.as_of)});
  return charts::svg_document(charts::line_chart(chart));
}

std::string threat_parts_svg(const Mission& mission, const StreamReport& stream, std::uint64_t seed) {
  charts::LineChart chart;
  chart.frame.title =
      wording::Catalogue::english()("picture.threat.parts", {{"stream", name_of_stream(stream)}});
  chart.frame.subtitle = wording::Catalogue::english()("picture.threat.counted_by",
                                                       {{"source", counting_source(mission, stream)}});
  chart.frame.note = wording::Catalogue::english()("picture.threat.parts_note");
  chart.frame.source = charts::source_line(seed, version(), mission.as_of);
  chart.x = {.kind = charts::AxisKind::month};
  chart.y = {.label = "a month", .low = 0.0};
  charts::FanBand background{.name = "background", .depth = 1}, excited{.name = "own past", .depth = 0};
  charts::Line fitted{.name = "fitted", .look = 1}, counted{.name = "counted", .look = 0, .markers = true};
  for (const MonthParts& one : stream.parts) {
    const double x = middle_of(one.month), own = one.endemic + one.own_zone;
    for (auto* xs : {&background.x, &excited.x, &fitted.x}) xs->push_back(x);
    background.low.push_back(0.0);
    background.high.push_back(one.endemic);
    excited.low.push_back(one.endemic);
    excited.high.push_back(own);
    fitted.y.push_back(own + one.neighbours + one.other_streams);
  }
  for (const MonthLevel& one : stream.levels) {
    if (!one.counted) continue;
    counted.x.push_back(middle_of(one.month));
    counted.y.push_back(*one.counted);
  }
  chart.bands = {excited, background};
  chart.lines = {fitted, counted};
  return charts::svg_document(charts::line_chart(chart));
}

std::string threat_pit_svg(const Mission& mission, const StreamReport& stream, std::uint64_t seed) {
  charts::Histogram chart;
  chart.frame.title =
      wording::Catalogue::english()("picture.threat.pit", {{"stream", name_of_stream(stream)}});
  chart.frame.source = charts::source_line(seed, version(), mission.as_of);
  double cells = 0.0;
  for (const std::size_t count : stream.pit) cells += static_cast<double>(count);
  chart.frame.subtitle =
      wording::Catalogue::english()("picture.threat.pit_subtitle", {{"counts", wording::Exact{cells, 0}}});
  chart.frame.note = wording::Catalogue::english()("picture.threat.pit_note");
  chart.x.label = wording::Catalogue::english()("picture.threat.pit_place");
  chart.edges.push_back(0.0);
  for (std::size_t i = 0; i < stream.pit.size(); ++i) {
    chart.edges.push_back(static_cast<double>(i + 1) / 10.0);
    chart.height.push_back(static_cast<double>(stream.pit[i]) / cells);
  }
  chart.expected = 0.1;
  const double error = 1.645 * std::sqrt(0.09 / cells);
  chart.expected_low = std::max(0.0, 0.1 - error);
  chart.expected_high = 0.1 + error;
  return charts::svg_document(charts::histogram(chart));
}

std::string threat_map_svg(const Mission& mission, charts::AreaMap map, std::uint64_t seed) {
  map.frame.source = charts::source_line(seed, version(), mission.as_of);
  return charts::svg_document(charts::area_map(map));
}

std::string threat_regime_svg(const Mission& mission, const PatronReport& patron, std::uint64_t seed) {
  charts::LineChart chart;
  chart.frame.title = wording::Catalogue::english()("picture.threat.regime", {{"patron", patron.name}});
  chart.frame.subtitle = wording::Catalogue::english()("picture.threat.regime_subtitle");
  chart.frame.source = charts::source_line(seed, version(), mission.as_of);
  chart.x = {.kind = charts::AxisKind::month};
  chart.y = {.label = "chance", .low = 0.0, .high = 1.0, .percent = true};
  charts::Line line{.name = "", .look = 1, .steps = true};
  for (const auto& [month, chance] : patron.on_by_month) {
    line.x.push_back(charts::month_position(month));
    line.y.push_back(chance);
  }
  // The last month is a step too, and ends with the as-of date.
  line.x.push_back(charts::date_position(mission.as_of));
  line.y.push_back(line.y.back());
  chart.lines.push_back(line);
  return charts::svg_document(charts::line_chart(chart));
}

void write_threat_pictures(const PictureFolder& pictures, const Mission& mission,
                           const threat::ThreatReport& report, std::uint64_t seed) {
  for (const threat::StreamReport& stream : report.streams) {
    pictures.write(stream.id + "-forecast", threat_fan_svg(mission, stream, seed));
    if (stream.parts.size() > 1)
      pictures.write(stream.id + "-parts", threat_parts_svg(mission, stream, seed));
    if (!stream.pit.empty()) pictures.write(stream.id + "-pit", threat_pit_svg(mission, stream, seed));
  }
  for (const threat::PatronReport& patron : report.patrons) {
    if (!patron.on_by_month.empty())
      pictures.write(patron.id + "-regime", threat_regime_svg(mission, patron, seed));
  }
}

std::vector<std::string> write_threat_maps(const PictureFolder& pictures, const Mission& mission,
                                           const threat::ThreatReport& report,
                                           const std::filesystem::path& boundaries, std::uint64_t seed) {
  std::vector<std::string> lines;
  for (const threat::StreamReport& stream : report.streams) {
    const auto map = brief::zone_map(mission, stream, boundaries);
    if (map.map) {
      const auto file = pictures.write(stream.id + "-map", threat_map_svg(mission, *map.map, seed));
      lines.push_back(fmt::format("map of {}: {}", stream.id, file.string()));
    } else {
      lines.push_back(fmt::format("no map of {}: {}", stream.id, map.why_not));
    }
  }
  return lines;
}

}  // namespace handover::report
