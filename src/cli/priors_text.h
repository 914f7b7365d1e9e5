// The priors in force, for `handover forecast --priors`.
#pragma once

#include "cli/commands.h"
#include "mission/priors.h"

namespace handover::cli {

// As JSON or as text: the table's priors but for what the mission states.
void print_priors(const Priors& priors, bool json);

}  // namespace handover::cli
