// A search's report as text for a terminal, at most 80 columns.
#pragma once

#include "timeline/timeline.h"

#include <string>

namespace handover::cli {

std::string text_of(const timeline::TimelineReport& report, const Mission& mission);

}  // namespace handover::cli
