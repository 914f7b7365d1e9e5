// A problem as JSON: the same in `check --json`, of a command that refuses its input, from the server and in
// Python.
#pragma once

#include "base/problem.h"

#include <nlohmann/json.hpp>

namespace handover::report {

nlohmann::ordered_json problem_document(const Problem& problem);
// {problems[]}: what a command prints with --json when it refuses its input. As many as are told in words.
nlohmann::ordered_json refusal_document(const InputError& error);

}  // namespace handover::report
