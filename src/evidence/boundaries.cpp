#include "evidence/boundaries.h"

#include "base/files.h"
#include "evidence/area_zones.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace handover::evidence {
namespace {

using Json = nlohmann::json;

[[noreturn]] void refuse(const std::string& file, const std::string& what) {
  throw InputError(Problem{.code = ProblemCode::syntax,
                           .file = file,
                           .what = what,
                           .hint = "give GeoJSON with Polygon or MultiPolygon geometries"});
}

Ring ring_of(const Json& points, const std::string& file) {
  if (!points.is_array()) refuse(file, "has a ring that is no list of points");
  Ring ring;
  for (const Json& point : points) {
    if (!point.is_array() || point.size() < 2 || !point[0].is_number() || !point[1].is_number()) {
      refuse(file, "has a point that is no pair of numbers");
    }
    ring.push_back({point[0].get<double>(), point[1].get<double>()});
  }
  if (ring.size() < 3) refuse(file, "has a ring of fewer than three points");
  return ring;
}

const Json& member(const Json& object, const char* name, const std::string& file) {
  const auto it = object.find(name);
  if (it == object.end()) refuse(file, std::string("has no '") + name + "'");
  return *it;
}

void add_polygon(const Json& coordinates, const std::string& file, std::vector<Ring>& rings) {
  if (!coordinates.is_array()) refuse(file, "has a polygon that is no list of rings");
  for (const Json& ring : coordinates) rings.push_back(ring_of(ring, file));
}

void add_geometry(const Json& node, const std::string& file, int depth, std::vector<Ring>& rings) {
  if (!node.is_object() || depth > 3) refuse(file, "has no geometry where one belongs");
  const Json& type = member(node, "type", file);
  const std::string kind = type.is_string() ? type.get<std::string>() : "";
  if (kind == "Feature") {
    add_geometry(member(node, "geometry", file), file, depth + 1, rings);
  } else if (kind == "FeatureCollection") {
    const Json& features = member(node, "features", file);
    if (!features.is_array()) refuse(file, "has features that are no list");
    for (const Json& feature : features) add_geometry(feature, file, depth + 1, rings);
  } else if (kind == "Polygon") {
    add_polygon(member(node, "coordinates", file), file, rings);
  } else if (kind == "MultiPolygon") {
    const Json& polygons = member(node, "coordinates", file);
    if (!polygons.is_array()) refuse(file, "has polygons that are no list");
    for (const Json& polygon : polygons) add_polygon(polygon, file, rings);
  } else {
    refuse(file, "has a geometry of a kind that encloses nothing");
  }
}

// Documents nested deeper than any GeoJSON are refused before the parser's stack is tried.
bool too_deep(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
    if (depth > 64) return true;
  }
  return false;
}

}  // namespace

std::vector<Ring> parse_geojson(std::string_view text, const std::string& file) {
  if (too_deep(text)) refuse(file, "is nested too deep");
  const Json document = Json::parse(text.begin(), text.end(), nullptr, false);
  if (document.is_discarded()) refuse(file, "is not JSON");
  std::vector<Ring> rings;
  add_geometry(document, file, 0, rings);
  return rings;
}

bool is_inside(std::span<const Ring> rings, Point point) {
  bool inside = false;
  for (const Ring& ring : rings) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const Point &a = ring[i], &b = ring[j];
      if ((a.latitude > point.latitude) == (b.latitude > point.latitude)) continue;
      const double share = (point.latitude - a.latitude) / (b.latitude - a.latitude);
      if (point.longitude < a.longitude + share * (b.longitude - a.longitude)) inside = !inside;
    }
  }
  return inside;
}

std::vector<std::string> other_map_codes(std::string_view code) {
  // Former and present code, from the newsletters of ISO 3166-2. Codes that were later given to another place
  // are not here (Iran renumbered all its provinces in 2020: IR-07 was Tehran and is Fars).
  static constexpr std::array<std::array<std::string_view, 2>, 16> kRenamed = {{
      {"IQ-TS", "IQ-KI"},
      {"SD-01", "SD-NO"},
      {"SD-02", "SD-DN"},
      {"SD-03", "SD-KH"},
      {"SD-04", "SD-NR"},
      {"SD-05", "SD-KA"},
      {"SD-06", "SD-GD"},
      {"SD-07", "SD-GZ"},
      {"SD-08", "SD-NW"},
      {"SD-09", "SD-KN"},
      {"SD-11", "SD-DS"},
      {"SD-12", "SD-DW"},
      {"SD-13", "SD-KS"},
      {"SD-24", "SD-NB"},
      {"SD-25", "SD-SI"},
      {"SD-26", "SD-RS"},
  }};
  std::vector<std::string> others;
  for (const auto& [former, present] : kRenamed) {
    if (code == former) others.emplace_back(present);
    if (code == present) others.emplace_back(former);
  }
  return others;
}

std::optional<std::filesystem::path> boundary_file(const std::filesystem::path& folder,
                                                   const std::string& map_code) {
  std::vector<std::string> codes = other_map_codes(map_code);
  codes.insert(codes.begin(), map_code);
  for (const std::string& code : codes) {
    const auto file = folder / (code + ".json");
    if (!code.empty() && std::filesystem::exists(file)) return file;
  }
  const auto by_iso = boundary_of_iso_code(folder, map_code);
  return by_iso.empty() ? std::nullopt : std::optional(by_iso);
}

std::vector<std::string> codes_without_boundary(const std::filesystem::path& folder,
                                                std::span<const Zone> zones) {
  std::vector<std::string> codes;
  for (const Zone& zone : zones) {
    if (!zone.map_code.empty() && !boundary_file(folder, zone.map_code)) codes.push_back(zone.map_code);
  }
  return codes;
}

Boundaries::Boundaries(const std::filesystem::path& folder, std::span<const Zone> zones) {
  for (std::uint16_t i = 0; i < zones.size(); ++i) {
    if (zones[i].map_code.empty()) continue;
    const auto file = boundary_file(folder, zones[i].map_code);
    if (!file) {
      missing_.push_back(zones[i].map_code);
      continue;
    }
    Shape shape{.zone = ZoneId{i},
                .lowest = {180, 90},
                .highest = {-180, -90},
                .rings = parse_geojson(read_file(*file), file->string())};
    for (const Ring& ring : shape.rings) {
      for (const Point& point : ring) {
        shape.lowest = {std::min(shape.lowest.longitude, point.longitude),
                        std::min(shape.lowest.latitude, point.latitude)};
        shape.highest = {std::max(shape.highest.longitude, point.longitude),
                         std::max(shape.highest.latitude, point.latitude)};
      }
    }
    shapes_.push_back(std::move(shape));
  }
}

std::optional<ZoneId> Boundaries::find(Point point) const {
  for (const Shape& shape : shapes_) {
    const bool near = point.longitude >= shape.lowest.longitude &&
                      point.longitude <= shape.highest.longitude && point.latitude >= shape.lowest.latitude &&
                      point.latitude <= shape.highest.latitude;
    if (near && is_inside(shape.rings, point)) return shape.zone;
  }
  return std::nullopt;
}

}  // namespace handover::evidence
