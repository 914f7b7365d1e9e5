#include "base/standard_streams.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace handover;

namespace {

// The exit code of what is done in a process of its own.
template <class Work>
int in_a_child(const Work& work) {
  const pid_t child = fork();
  if (child == 0) _exit(work());
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

TEST_CASE("a closed stream is opened again before a file can take its number") {
  CHECK(in_a_child([] {
          close(STDIN_FILENO);
          close(STDERR_FILENO);
          open_standard_streams();
          say("into nothing");
          return open("/dev/null", O_RDONLY) > STDERR_FILENO ? 0 : 1;
        }) == 0);
}

TEST_CASE("closed standard output stays one that cannot be written to") {
  CHECK(in_a_child([] {
          close(STDOUT_FILENO);
          open_standard_streams();
          return write(STDOUT_FILENO, "x", 1) == -1 ? 0 : 1;
        }) == 0);
}

TEST_CASE("what cannot be said is no fault") {
  CHECK(in_a_child([] {
          const int full = open("/dev/full", O_WRONLY);
          if (full < 0) return 0;  // no such device here
          dup2(full, STDERR_FILENO);
          say("to a full disk");
          return 0;
        }) == 0);
}
