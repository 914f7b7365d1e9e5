// What the tool would have said of a plan on the mission's as-of date, against what came.
#pragma once

#include "report/assessment.h"
#include "timeline/hindcast.h"

#include <string>

namespace handover::report {

// `plan`: a plan of the mission or a file; `outcomes`: the file of the questions. Throws InputError about
// both.
timeline::HindcastReport hindcast_of(const Mission& mission, const std::string& plan,
                                     const std::string& outcomes, const AssessmentOptions& assessment,
                                     const timeline::HindcastOptions& options);

}  // namespace handover::report
