#include "base/child_process.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace handover {
namespace {

constexpr std::size_t kMostKept = 64 * 1024;

// Reads until the writer has closed its end. What lies beyond the part that is kept is read all the same: a
// full pipe would hold the writer for ever.
std::string read_to_end(int descriptor) {
  std::string kept;
  char piece[4096];
  for (;;) {
    const ssize_t count = read(descriptor, piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return kept;
    kept.append(piece, std::min(static_cast<std::size_t>(count), kMostKept - kept.size()));
  }
}

// What the child is to have: nothing to write its output to, a pipe for its errors, and no blocked signals
// (this process may wait for some in a thread of its own).
class ChildSetting {
 public:
  explicit ChildSetting(int errors) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK);
  }
  ~ChildSetting() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  ChildSetting(const ChildSetting&) = delete;
  ChildSetting& operator=(const ChildSetting&) = delete;

  int spawn(pid_t* child, char* const* arguments) const {
    return posix_spawnp(child, arguments[0], &actions_, &attributes_, arguments, environ);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

}  // namespace

ProgramEnd run_program(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  int ends[2];
  // Closed in every other program that is started meanwhile, else theirs would keep the pipe open.
  if (pipe2(ends, O_CLOEXEC) != 0) return {-1, std::strerror(errno)};
  pid_t child = 0;
  const int failed = ChildSetting(ends[1]).spawn(&child, arguments.data());
  close(ends[1]);
  ProgramEnd end;
  if (failed == 0) {
    end.said = read_to_end(ends[0]);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) end.code = WEXITSTATUS(status);
  } else {
    end.said = std::strerror(failed);
  }
  close(ends[0]);
  return end;
}

}  // namespace handover
