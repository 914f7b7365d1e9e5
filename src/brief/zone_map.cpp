#include "brief/zone_map.h"

#include "base/files.h"
#include "brief/say.h"
#include "evidence/boundaries.h"
#include "numerics/maths.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace handover::brief {
namespace {

constexpr int kClasses = 5;

// At most four limits, round numbers at even steps; the class above the last is open.
std::vector<double> round_breaks(double largest) {
  const double power = maths::pow(10.0, std::floor(maths::log10(largest / kClasses)));
  double step = 10.0 * power;
  for (const double round : {5.0, 2.0, 1.0}) {
    if (round * power * kClasses >= 0.8 * largest) step = round * power;
  }
  std::vector<double> breaks;
  for (int i = 1; i < kClasses && i * step < largest; ++i) breaks.push_back(i * step);
  return breaks;
}

std::string short_number(double value) {
  if (value == 0.0) return "0";
  if (value < 0.05) return "<0.1";
  return fmt::format("{:.{}f}", value, value < 10.0 ? 1 : 0);
}

// The zones with the most, by name: words do not fit into small zones.
std::string largest_zones(const Mission& mission, const std::vector<double>& values) {
  constexpr std::size_t kNamed = 3;
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
  std::string words;
  for (std::size_t i = 0; i < std::min(kNamed, order.size()); ++i)
    words += fmt::format("{}{} {}", i > 0 ? ", " : "", mission.zones[order[i]].name,
                         short_number(values[order[i]]));
  return words;
}

std::vector<charts::Area> areas_of(const Mission& mission, const threat::StreamReport& stream,
                                   const std::filesystem::path& boundaries,
                                   std::vector<std::string>& without_shape) {
  std::vector<charts::Area> areas;
  for (std::size_t z = 0; z < mission.zones.size(); ++z) {
    const Zone& zone = mission.zones[z];
    const auto file = evidence::boundary_file(boundaries, zone.map_code);
    if (!file) {
      without_shape.push_back(zone.name);
      continue;
    }
    const double value = stream.next_days_by_zone[z];
    areas.push_back({.id = zone.id,
                     .name = zone.name,
                     .rings = charts::read_geojson_rings(read_file(*file), file->string()),
                     .value = value,
                     .text = short_number(value)});
  }
  return areas;
}

}  // namespace

ZoneMap zone_map(const Mission& mission, const threat::StreamReport& stream,
                 const std::filesystem::path& boundaries) {
  ZoneMap result;
  if (!stream.has_zonal)
    return {.map = {}, .why_not = say("brief.zone_map.nothing_known_by_zone"), .without_shape = {}};
  if (!stream.zonal_data_fresh || stream.next_days_by_zone.size() != mission.zones.size())
    return {.map = {}, .why_not = say("brief.zone_map.last_datum_by_zone_over"), .without_shape = {}};
  charts::AreaMap map;
  map.areas = areas_of(mission, stream, boundaries, result.without_shape);
  if (map.areas.empty()) {
    result.why_not = say("brief.zone_map.no_boundaries", {{"folder", boundaries.string()}});
    return result;
  }
  const auto& values = stream.next_days_by_zone;
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  map.frame.title = say("brief.zone_map.where_expected", {{"stream", stream.name}});
  map.frame.subtitle =
      say("brief.zone_map.expected_incidents_by_zone_days",
          {{"days", threat::kDaysOfMap}, {"as_of", to_string(mission.as_of)}, {"sum", short_number(sum)}});
  map.frame.note = say("brief.zone_map.most", {{"zones", largest_zones(mission, values)}});
  for (const std::string& name : result.without_shape)
    map.frame.note += (name == result.without_shape.front() ? "; no outline for " : ", ") + name;
  map.legend = fmt::format("incidents in {} days", threat::kDaysOfMap);
  const double largest = *std::max_element(values.begin(), values.end());
  if (largest > 0.0) map.breaks = round_breaks(largest);
  result.map = std::move(map);
  return result;
}

}  // namespace handover::brief
