// A problem as JSON: the same in `check --json`, from the server and in Python.
#pragma once

#include "base/problem.h"

#include <nlohmann/json.hpp>

namespace handover::report {

nlohmann::ordered_json problem_document(const Problem& problem);

}  // namespace handover::report
