// A bar on standard error for a long computation, and Ctrl-C as its end.
#pragma once

#include "base/steps.h"
#include "cli/progress.h"
#include "report/control.h"

#include <memory>
#include <string>

namespace handover::cli {

// Shows nothing when standard error is no terminal. The bar is cleared when the last copy of what it gave is
// gone.
report::Control with_bar(const std::string& what);
OnSteps steps_with_bar(const std::string& what);

}  // namespace handover::cli
