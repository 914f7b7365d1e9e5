#include "numerics/testing/draws_checks.h"

#include <iostream>

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("samplers follow their distributions (ten million draws each)") {
  for (const SamplerCheck& check : check_samplers(10'000'000)) {
    std::cout << fmt::format("  {:<28} p = {:.4f}\n", check.name, check.p);
    CAPTURE(check.name);
    CHECK(check.p > 1e-4);
  }
}
