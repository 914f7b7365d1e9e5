#include "base/files.h"

#include "base/problem.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace handover {
namespace {

[[noreturn]] void fail_to_write(const std::filesystem::path& file) {
  throw std::system_error(errno, std::generic_category(), "cannot write " + file.string());
}

// An open file to write to; closed at the end.
class OpenFile {
 public:
  OpenFile(const std::filesystem::path& path, int flags, std::filesystem::path meant)
      : meant_(std::move(meant)), descriptor_(open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0644)) {
    if (descriptor_ < 0) fail_to_write(meant_);
  }
  ~OpenFile() { close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  void write(std::string_view content) {
    while (!content.empty()) {
      const ssize_t written = ::write(descriptor_, content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) fail_to_write(meant_);
      content.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  // Pipes and devices have nothing to sync.
  void set_mode(mode_t mode) {
    if (fchmod(descriptor_, mode) != 0) fail_to_write(meant_);
  }
  void sync() {
    if (fsync(descriptor_) != 0 && errno != EINVAL && errno != ENOTSUP) fail_to_write(meant_);
  }

 private:
  std::filesystem::path meant_;  // the file that messages name
  int descriptor_;
};

// A file under a temporary name that vanishes unless it is committed.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::filesystem::path target)
      : target_(std::move(target)),
        path_(fmt::format("{}.{}.tmp", target_.string(), getpid())),
        file_(path_, O_CREAT | O_TRUNC, target_) {}
  ~TemporaryFile() {
    if (!committed_) unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::string_view content) { file_.write(content); }
  // Before anything is written: nobody may read what is not for them, not even for a moment.
  void take_mode(FileReaders readers) {
    struct stat old {};
    const bool replaces = stat(target_.c_str(), &old) == 0;
    if (readers == FileReaders::owner_only)
      file_.set_mode(0600);
    else if (replaces)
      file_.set_mode(old.st_mode & 07777);
  }
  void commit() {
    file_.sync();
    if (rename(path_.c_str(), target_.c_str()) != 0) fail_to_write(target_);
    committed_ = true;
  }

 private:
  std::filesystem::path target_;
  std::filesystem::path path_;
  OpenFile file_;
  bool committed_ = false;
};

// What is there and no plain file: a pipe, a device, a link to one of them or to nothing yet.
bool is_special(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto behind = std::filesystem::status(path, ignored).type();
  if (behind == std::filesystem::file_type::not_found) return std::filesystem::is_symlink(path, ignored);
  return behind != std::filesystem::file_type::regular;
}

[[noreturn]] void refuse_to_read(const std::filesystem::path& path, int error) {
  Problem problem{.file = path.string()};
  switch (error) {
    case EISDIR:
      problem.what = "is a folder";
      problem.hint = "name a file";
      break;
    case ENOENT:
    case ENOTDIR:
      problem.what = "does not exist";
      problem.hint = "check the name and the folder";
      break;
    case EACCES:
    case EPERM:
      problem.what = "cannot be read: permission denied";
      problem.hint = "ask for the right to read it";
      break;
    default:
      problem.what = "cannot be read: " + std::generic_category().message(error);
      problem.hint = "check the file and its disk";
  }
  throw InputError(std::move(problem));
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) refuse_to_read(path, EISDIR);
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) refuse_to_read(path, errno);
  // In large pieces: event files run to hundreds of megabytes.
  std::string text;
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  std::size_t length = 0;
  do {
    if (text.size() < length + kPiece) text.resize(std::max(length + kPiece, 2 * length));
    in.read(text.data() + length, static_cast<std::streamsize>(text.size() - length));
    length += static_cast<std::size_t>(in.gcount());
  } while (in);
  if (in.bad()) refuse_to_read(path, EIO);
  text.resize(length);
  return text;
}

void write_file_atomically(const std::filesystem::path& path, std::string_view content, FileReaders readers) {
  if (is_special(path)) {
    // A pipe or device must stay what it is; where a link names nothing yet there is nothing to keep.
    std::error_code ignored;
    OpenFile file(path, std::filesystem::exists(path, ignored) ? 0 : O_CREAT, path);
    file.write(content);
    file.sync();
    return;
  }
  // A link stays a link: what it names is replaced.
  std::error_code ignored;
  const bool linked = std::filesystem::is_symlink(path, ignored);
  TemporaryFile file(linked ? std::filesystem::canonical(path) : path);
  file.take_mode(readers);
  file.write(content);
  file.commit();
}

Unwritable why_unwritable(const std::filesystem::path& path) {
  std::error_code ignored;
  if (path.empty()) return {"is no file name", "name a file"};
  if (std::filesystem::is_directory(path, ignored) || !path.has_filename())
    return {"is a folder", "name a file in it"};
  if (std::filesystem::exists(path, ignored) && is_special(path)) {
    if (access(path.c_str(), W_OK) == 0) return {};
    return {"cannot be written: " + std::generic_category().message(errno), "name another file"};
  }
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, ignored))
    return {"lies in a folder that does not exist", "make the folder first"};
  if (access(folder.c_str(), W_OK | X_OK) == 0) return {};
  return {"lies in a folder that cannot be written to: " + std::generic_category().message(errno),
          "name a file in another folder"};
}

std::string sha256_of(std::string_view content) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  if (EVP_Digest(content.data(), content.size(), digest, &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 failed");
  }
  std::string text;
  for (unsigned int i = 0; i < length; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace handover
