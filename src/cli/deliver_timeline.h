// The end of a command that searches or stresses.
#pragma once

#include "cli/commands.h"

#include <string>

namespace handover::timeline {
struct TimelineReport;
}

namespace handover::cli {

void deliver_timeline(const char* command, const Mission& mission, const std::string& folder,
                      const CommonOptions& common, const timeline::TimelineReport& report);

}  // namespace handover::cli
