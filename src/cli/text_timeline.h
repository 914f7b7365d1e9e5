// A search's report as text for a terminal, at most 80 columns.
#pragma once

#include "report/options.h"
#include "timeline/timeline.h"

#include <string>

namespace handover::cli {

std::string text_of(const timeline::TimelineReport& report, const Mission& mission);
// The end of a command that searches or stresses.
void deliver_timeline(const char* command, const Mission& mission, const std::string& folder,
                      const report::CommonOptions& common, const timeline::TimelineReport& report);

}  // namespace handover::cli
