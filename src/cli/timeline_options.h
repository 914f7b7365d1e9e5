// The options that `plan` and `stress` have in common.
#pragma once

#include "cli/bind.h"
#include "report/timeline_job.h"

namespace handover::cli {

void bind_timeline_options(Command& command, TimelineOptions& options);

}  // namespace handover::cli
