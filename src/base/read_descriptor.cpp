#include "base/read_descriptor.h"

#include "base/problem.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace handover {
namespace {

[[noreturn]] void refuse(ProblemCode code, const std::string& name, std::string what, std::string hint) {
  throw InputError(Problem{.code = code, .file = name, .what = std::move(what), .hint = std::move(hint)});
}

std::string size_in_words(std::size_t bytes) {
  constexpr std::size_t kMegabyte = std::size_t{1} << 20;
  return bytes >= kMegabyte ? fmt::format("{} MB", bytes / kMegabyte) : fmt::format("{} bytes", bytes);
}

void check_is_plain(const struct stat& status, const std::string& name, bool pipe_allowed) {
  if (S_ISREG(status.st_mode)) return;
  if (S_ISDIR(status.st_mode)) refuse_to_read(name, EISDIR);
  if (pipe_allowed) return;
  const char* const kind = S_ISFIFO(status.st_mode)   ? "is a pipe"
                           : S_ISSOCK(status.st_mode) ? "is a socket"
                                                      : "is a device";
  refuse(ProblemCode::unreadable, name, kind, "name a plain file");
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

void refuse_to_read(const std::string& name, int error) {
  switch (error) {
    case EISDIR:
      refuse(ProblemCode::unreadable, name, "is a folder", "name a file");
    case ENOENT:
    case ENOTDIR:
      refuse(ProblemCode::missing_file, name, "does not exist", "check the name and the folder");
    case ENXIO:
      refuse(ProblemCode::unreadable, name, "is a socket", "name a plain file");
    case EACCES:
    case EPERM:
      refuse(ProblemCode::unreadable, name, "cannot be read: permission denied",
             "ask for the right to read it");
    default:
      refuse(ProblemCode::unreadable, name, "cannot be read: " + std::generic_category().message(error),
             "check the file and its disk");
  }
}

bool is_from_the_shell(const std::filesystem::path& path) {
  const std::string text = path.string();
  return text == "/dev/stdin" || text.starts_with("/dev/fd/") || text.starts_with("/proc/self/fd/");
}

std::string read_descriptor(int descriptor, const std::string& name, std::size_t most_bytes,
                            bool pipe_allowed) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) refuse_to_read(name, errno);
  check_is_plain(status, name, pipe_allowed);
  const std::string too_large = "is larger than " + size_in_words(most_bytes);
  if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) > most_bytes)
    refuse(ProblemCode::limit, name, too_large, "split it, or leave out what is not needed");
  // It was opened without waiting; from here on a pipe's writer is waited for.
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
  std::string text;
  constexpr std::size_t kPiece = std::size_t{1} << 16;
  std::size_t length = 0;
  while (true) {
    // One byte more than the file says: its end is then seen without another round.
    if (text.size() - length < kPiece)
      text.resize(std::max({length + kPiece, 2 * length, static_cast<std::size_t>(status.st_size) + 1}));
    const ssize_t got = read(descriptor, text.data() + length, text.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse_to_read(name, errno);
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
    if (length > most_bytes)
      refuse(ProblemCode::limit, name, too_large, "split it, or leave out what is not needed");
  }
  text.resize(length);
  return text;
}

}  // namespace handover
