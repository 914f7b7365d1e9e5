// The threat module's results as text in 80 columns. Nothing is computed here.
#pragma once

#include "mission/mission.h"
#include "threat/threat.h"

namespace handover::cli {

void print_threat(const Mission& mission, const threat::ThreatReport& report);

}  // namespace handover::cli
