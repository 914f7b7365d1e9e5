// What `handover read` did, as text for a terminal.
#pragma once

#include "report/intake_job.h"

#include <string>
#include <vector>

namespace handover::terminal {

std::string reading_text(const std::vector<report::ReadDocument>& documents, bool dry_run);
std::string entry_text(const report::EnterReport& report);
std::string agreement_text(const intake::Agreement& agreement);

}  // namespace handover::terminal
