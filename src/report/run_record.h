// A finished command as the store keeps it.
#pragma once

#include "report/documents.h"
#include "report/options.h"
#include "store/store.h"
#include "timeline/timeline.h"

#include <string>
#include <vector>

namespace handover::report {

// Takes every figure that depends on the clock out of a document, so that the same inputs give the same
// bytes.
void without_clock(Json& document);

// Of a document without figures of the clock.
store::RunRecord record_of(const std::string& command, const Mission& mission, const CommonOptions& options,
                           const Json& document, std::vector<store::Figure> figures);

// The agreement map and the harms of its plans as rows that other tools can read.
std::vector<store::Figure> figures_of(const timeline::TimelineReport& report, const Mission& mission);

}  // namespace handover::report
