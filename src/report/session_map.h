// Regions and zones in a month of a plan, and where attacks were counted before a day.
#pragma once

#include "report/session_figures.h"

#include <filesystem>
#include <optional>

namespace handover::report {

struct MapQuestion {
  std::optional<Plan> plan;  // none: today's posture
  Month month{};
  Date as_of{};
  StreamId stream;
  std::filesystem::path boundaries;  // MAP_CODE.json by zone; may be missing
};

// {month, as_of, svg, why_not, last_record, zones[{id, name, region, attacks}], regions[{id, name, troops,
// label, sites}]}. `why_not`: "old" when the last record by zone is over two years older than the day,
// "shapes" without boundaries.
Json map_document(const Mission& mission, const MapQuestion& question, const MayRead& may);

}  // namespace handover::report
