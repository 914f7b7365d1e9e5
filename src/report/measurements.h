// What the gates of a plan look at, as the modules measure it on the mission's as-of date.
#pragma once

#include "report/assessment.h"
#include "timeline/status.h"

namespace handover::report {

// Only what some condition of the plan looks at is measured.
timeline::Measurements measurements_of(const Mission& mission, const Plan& plan,
                                       const AssessmentOptions& options);

}  // namespace handover::report
