#include "base/files.h"

#include "base/file_calls.h"
#include "base/plain_file.h"
#include "base/read_descriptor.h"

#include <atomic>
#include <cerrno>
#include <mutex>
#include <set>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/file.h>
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
      : meant_(std::move(meant)), descriptor_(file_calls().open(path.c_str(), O_WRONLY | O_CLOEXEC | flags)) {
    if (descriptor_ < 0) fail_to_write(meant_);
  }
  ~OpenFile() { close(descriptor_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  void write(std::string_view content) {
    while (!content.empty()) {
      const ssize_t written = file_calls().write(descriptor_, content.data(), content.size());
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
    if (file_calls().sync(descriptor_) != 0 && errno != EINVAL && errno != ENOTSUP) fail_to_write(meant_);
  }
  // Held until the file is closed, also by a kill. Some file systems know no locks: then nothing is held.
  void lock() { flock(descriptor_, LOCK_EX | LOCK_NB); }
  bool is_linked() const {
    struct stat status {};
    return fstat(descriptor_, &status) == 0 && status.st_nlink > 0;
  }

 private:
  std::filesystem::path meant_;  // the file that messages name
  int descriptor_;
};

// Threads may write files of one name at the same time.
std::filesystem::path unfinished_name(const std::filesystem::path& target) {
  static std::atomic<unsigned> count{0};
  return fmt::format("{}.{}-{}{}", target.string(), getpid(), count++, kUnfinished);
}

// A file under a temporary name that vanishes unless it is committed. It is locked for as long as it is
// written, so that whoever finds one without a lock knows that its maker is dead.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::filesystem::path target)
      : target_(std::move(target)), path_(unfinished_name(target_)), file_(path_, O_CREAT | O_EXCL, target_) {
    file_.lock();
  }
  ~TemporaryFile() {
    if (!committed_) unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  // False when somebody took it for a leftover between its making and its locking.
  bool is_there() const { return file_.is_linked(); }
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
    if (file_calls().rename(path_.c_str(), target_.c_str()) != 0) fail_to_write(target_);
    committed_ = true;
    sync_folder();
  }

 private:
  // The new name is on the disk only when its folder is. Not every file system can do it; the content is
  // safe.
  void sync_folder() const {
    const std::filesystem::path folder = target_.has_parent_path() ? target_.parent_path() : ".";
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
  }

  std::filesystem::path target_;
  std::filesystem::path path_;
  OpenFile file_;
  bool committed_ = false;
};

// Whether nobody holds the lock of an unfinished file: then its maker is dead.
bool is_abandoned(const std::filesystem::path& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) return false;
  const bool abandoned = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  close(descriptor);
  return abandoned;
}

void remove_unfinished_once(const std::filesystem::path& folder) {
  static std::mutex mutex;
  static std::set<std::filesystem::path> done;
  const std::scoped_lock lock(mutex);
  if (done.insert(folder).second) remove_unfinished_files(folder);
}

// What is there and no plain file: a pipe, a device, a link to one of them or to nothing yet.
bool is_special(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto behind = std::filesystem::status(path, ignored).type();
  if (behind == std::filesystem::file_type::not_found) return std::filesystem::is_symlink(path, ignored);
  return behind != std::filesystem::file_type::regular;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  return read_plain_file(path);
}

std::string read_plain_file(const std::filesystem::path& path, std::size_t most_bytes) {
  // Opened without waiting: a pipe without a writer would wait for ever.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) refuse_to_read(path.string(), errno);
  return read_descriptor(file.number(), path.string(), most_bytes, is_from_the_shell(path));
}

void remove_unfinished_files(const std::filesystem::path& folder) {
  std::error_code ignored;
  std::vector<std::filesystem::path> leftovers;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    if (entry.path().filename().string().ends_with(kUnfinished) && is_abandoned(entry.path()))
      leftovers.push_back(entry.path());
  }
  for (const auto& leftover : leftovers) unlink(leftover.c_str());
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
  const std::filesystem::path target = linked ? std::filesystem::canonical(path) : path;
  remove_unfinished_once(target.has_parent_path() ? target.parent_path() : ".");
  for (bool written = false; !written;) {
    TemporaryFile file(target);
    if (!file.is_there()) continue;
    file.take_mode(readers);
    file.write(content);
    file.commit();
    written = true;
  }
}

Unwritable why_unwritable(const std::filesystem::path& path) {
  std::error_code ignored;
  if (path.empty()) return {"is not a file name", "name a file"};
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
