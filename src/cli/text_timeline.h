// The timeline module's reports as text for a terminal, at most 80 columns.
#pragma once

#include "timeline/status.h"
#include "timeline/timeline.h"

#include <string>

namespace handover::cli {

std::string text_of(const timeline::TimelineReport& report, const Mission& mission);
std::string text_of(const timeline::StatusReport& report);

}  // namespace handover::cli
