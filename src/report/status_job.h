// How the gates of a plan stand, against the day of the last look.
#pragma once

#include "report/measurements.h"

#include <filesystem>
#include <string>

namespace handover::report {

// `since` where it is given ("2024-02-13"), else what `record` holds where that file is there, else a month
// before the mission's as-of date. Throws InputError for what is not a date.
Date day_of_last_look(const Mission& now, const std::string& since, const std::filesystem::path& record);

// `plan`: one of the mission's or a file. Throws InputError when `since` comes after the as-of date.
timeline::StatusReport status_since(const Mission& now, const std::filesystem::path& folder, LoadOptions load,
                                    Date since, const std::string& plan, const AssessmentOptions& wanted);

}  // namespace handover::report
