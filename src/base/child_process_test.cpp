#include "base/child_process.h"

#include <doctest/doctest.h>

using namespace handover;

TEST_CASE("programs give their exit code, and those that are not there none") {
  CHECK(run_program({"true"}).code == 0);
  CHECK(run_program({"sh", "-c", "echo not to be seen; exit 7"}).code == 7);
  CHECK(run_program({"sh", "-c", "kill -9 $$"}).code == -1);
  const ProgramEnd missing = run_program({"handover-no-such-program"});
  CHECK(missing.code == -1);
  CHECK(missing.said == "No such file or directory");
}

TEST_CASE("what a program says on standard error is kept, and a flood of it neither blocks nor grows") {
  const ProgramEnd refused = run_program({"sh", "-c", "echo lost; echo the reason >&2; exit 3"});
  CHECK(refused.code == 3);
  CHECK(refused.said == "the reason\n");
  const ProgramEnd flood = run_program({"sh", "-c", "head -c 300000 /dev/zero >&2; exit 4"});
  CHECK(flood.code == 4);
  CHECK(flood.said.size() == 64 * 1024);
}
