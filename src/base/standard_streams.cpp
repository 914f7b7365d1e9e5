#include "base/standard_streams.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace handover {
namespace {

void write_all(std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void open_standard_streams() noexcept {
  for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(number, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free number is taken, which is this one: those below it are open. Standard output is opened
    // so that writing to it fails: a result that goes nowhere must not pass for one that arrived.
    static_cast<void>(open("/dev/null", number == STDERR_FILENO ? O_WRONLY : O_RDONLY));
  }
}

void say(std::string_view line) noexcept {
  write_all(line);
  write_all("\n");
}

}  // namespace handover
