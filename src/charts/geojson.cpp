#include "base/problem.h"
#include "charts/charts.h"

#include <cmath>

#include <nlohmann/json.hpp>

namespace handover::charts {
namespace {

using Json = nlohmann::json;
using Rings = std::vector<std::vector<LongitudeLatitude>>;

[[noreturn]] void refuse(const std::string& file, const std::string& what) {
  throw InputError(Problem{.code = ProblemCode::syntax,
                           .file = file,
                           .what = what,
                           .hint = "give GeoJSON (RFC 7946) with Polygon or MultiPolygon shapes"});
}

void add_polygon(const Json& polygon, const std::string& file, Rings& rings) {
  if (!polygon.is_array()) refuse(file, "a polygon is not a list of rings");
  for (const Json& ring : polygon) {
    if (!ring.is_array()) refuse(file, "a ring is not a list of positions");
    // RFC 7946 wants four, the last the same as the first; many files leave that one out.
    constexpr std::size_t kFewest = 3;
    if (ring.size() < kFewest) refuse(file, "a ring has fewer than three positions");
    auto& points = rings.emplace_back();
    for (const Json& position : ring) {
      if (!position.is_array() || position.size() < 2 || !position[0].is_number() ||
          !position[1].is_number()) {
        refuse(file, "a position is not a pair of longitude and latitude");
      }
      const auto longitude = position[0].get<double>(), latitude = position[1].get<double>();
      // Written so that what is no number is refused too.
      if (!(std::abs(longitude) <= 180.0 && std::abs(latitude) <= 90.0))
        refuse(file, "a position is not on the earth: longitude within 180, latitude within 90");
      points.push_back({longitude, latitude});
    }
  }
}

void add_shapes(const Json& json, const std::string& file, Rings& rings, int depth) {
  if (depth > 8) refuse(file, "shapes are nested too deeply");
  if (!json.is_object() || !json.contains("type") || !json["type"].is_string())
    refuse(file, "a shape has no type");
  const auto type = json["type"].get<std::string>();
  const auto member = [&](const char* name) -> const Json& {
    if (!json.contains(name)) refuse(file, "a " + type + " has no " + name);
    return json[name];
  };
  if (type == "FeatureCollection") {
    for (const Json& feature : member("features")) add_shapes(feature, file, rings, depth + 1);
  } else if (type == "GeometryCollection") {
    for (const Json& shape : member("geometries")) add_shapes(shape, file, rings, depth + 1);
  } else if (type == "Feature") {
    if (!member("geometry").is_null()) add_shapes(json["geometry"], file, rings, depth + 1);
  } else if (type == "Polygon") {
    add_polygon(member("coordinates"), file, rings);
  } else if (type == "MultiPolygon") {
    for (const Json& polygon : member("coordinates")) add_polygon(polygon, file, rings);
  }
}

}  // namespace

std::vector<std::vector<LongitudeLatitude>> read_geojson_rings(const std::string& text,
                                                               const std::string& file) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) refuse(file, "is not JSON");
  Rings rings;
  add_shapes(json, file, rings, 0);
  if (rings.empty()) refuse(file, "holds no polygon");
  return rings;
}

}  // namespace handover::charts
