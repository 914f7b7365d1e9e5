// The threat module's results as pictures. Nothing is computed here.
#pragma once

#include "charts/charts.h"
#include "mission/mission.h"
#include "report/pictures.h"
#include "threat/threat.h"

#include <filesystem>
#include <string>
#include <vector>

namespace handover::report {

std::string name_of_stream(const threat::StreamReport& stream);
// "Title of the source (its id)", or the id of a source that the mission does not describe.
std::string counting_source(const Mission& mission, const threat::StreamReport& stream);

// One stream: level with its interval, what was counted, and the forecast as a fan.
std::string threat_fan_svg(const Mission& mission, const threat::StreamReport& stream, std::uint64_t seed);
// One stream's fitted mean by its parts, beside what was counted; needs `parts`.
std::string threat_parts_svg(const Mission& mission, const threat::StreamReport& stream, std::uint64_t seed);
// In-sample randomised PIT of one stream.
std::string threat_pit_svg(const Mission& mission, const threat::StreamReport& stream, std::uint64_t seed);
// Chance of a patron being on, by month.
std::string threat_regime_svg(const Mission& mission, const threat::PatronReport& patron, std::uint64_t seed);

// A map by zone (brief/zone_map.h) with its source line.
std::string threat_map_svg(const Mission& mission, charts::AreaMap map, std::uint64_t seed);

// All that a report has something for, into a folder.
void write_threat_pictures(const PictureFolder& pictures, const Mission& mission,
                           const threat::ThreatReport& report, std::uint64_t seed);
// Maps of the streams that have one; a line for each that says so or why not.
std::vector<std::string> write_threat_maps(const PictureFolder& pictures, const Mission& mission,
                                           const threat::ThreatReport& report,
                                           const std::filesystem::path& boundaries, std::uint64_t seed);

}  // namespace handover::report
