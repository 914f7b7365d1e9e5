// Where a stream's incidents are expected: a map, drawn only while data by zone are fresh enough for one.
#pragma once

#include "charts/charts.h"
#include "mission/mission.h"
#include "threat/threat.h"

#include <filesystem>
#include <optional>
#include <string>

namespace handover::brief {

// Either a map or the reason why there is none.
struct ZoneMap {
  std::optional<charts::AreaMap> map;
  std::string why_not;
  std::vector<std::string> without_shape;  // names of zones that no file of boundaries is there for
};

// Expected incidents by zone over the days of `next_days_by_zone`. `boundaries` holds MAP_CODE.json for the
// zones (evidence/boundaries.h). Throws InputError when such a file is no GeoJSON.
ZoneMap zone_map(const Mission& mission, const threat::StreamReport& stream,
                 const std::filesystem::path& boundaries);

}  // namespace handover::brief
