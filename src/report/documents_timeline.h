// The timeline module's reports as JSON and as a picture.
#pragma once

#include "report/documents.h"
#include "timeline/hindcast.h"
#include "timeline/status.h"
#include "timeline/timeline.h"

#include <string>

namespace handover::report {

Json document_of(const timeline::TimelineReport& report, const Mission& mission);
Json document_of(const timeline::StatusReport& report);
Json document_of(const timeline::HindcastReport& report);

// The agreement map as SVG: a panel for each deciding party and one for all together. Per pair of dates the
// band that serves the worst-served party best.
std::string map_picture(const timeline::TimelineReport& report, const std::string& source_line);

}  // namespace handover::report
