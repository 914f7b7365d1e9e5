// How every study ends: what is wrong with its input is told in a line each, with exit code 1.
#pragma once

#include "base/problem.h"

#include <cstdio>
#include <exception>

#include <fmt/format.h>

namespace handover {

// Runs `study` (int()) and gives its exit code.
int run_study(const auto& study) {
  try {
    return study();
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems()) fmt::print(stderr, "{}\n", to_string(problem));
  } catch (const std::exception& error) {
    fmt::print(stderr, "error: {}\n", error.what());
  }
  return 1;
}

}  // namespace handover
