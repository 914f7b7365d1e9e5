#include "base/child_process.h"

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("programs give their exit code, and those that are not there none") {
  CHECK(run_program({"true"}) == 0);
  CHECK(run_program({"sh", "-c", "echo not to be seen; exit 7"}) == 7);
  CHECK(run_program({"sh", "-c", "kill -9 $$"}) == -1);
  CHECK(run_program({"handover-no-such-program"}) == -1);
}
