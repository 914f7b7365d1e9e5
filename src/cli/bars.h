// Long computations with a bar on standard error; it is silent when that is no terminal.
#pragma once

#include "report/simulation.h"

#include <memory>

namespace handover::cli {

std::shared_ptr<report::AssessedMission> assess_with_bar(const report::SimulationSpec& spec, int threads);

}  // namespace handover::cli
