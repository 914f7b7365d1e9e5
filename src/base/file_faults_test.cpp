// A disk that fails at any moment of a write, as LevelDB's fault-injecting environment does it: the old file
// or the new one is there, never half of each, nothing else is left in the folder, and the message names the
// file.
#include "base/file_calls.h"
#include "base/files.h"
#include "base/plain_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace handover;
namespace fs = std::filesystem;

namespace {

enum class Fault { none, short_write, error };

// Fails at the call of the given number, counted from 0 over all calls.
class FailingCalls final : public FileCalls {
 public:
  FailingCalls(int at, Fault fault, int error) : at_(at), fault_(fault), error_(error) {}
  int open(const char* path, int flags) override { return fails() ? -1 : FileCalls::open(path, flags); }
  ssize_t write(int descriptor, const void* bytes, std::size_t count) override {
    if (fails()) return -1;
    // Small pieces, so that a write takes several calls.
    std::size_t piece = std::min<std::size_t>(count, 4096);
    if (calls_ - 1 == at_ && fault_ == Fault::short_write) piece = 1;
    return FileCalls::write(descriptor, bytes, piece);
  }
  int sync(int descriptor) override { return fails() ? -1 : FileCalls::sync(descriptor); }
  int rename(const char* from, const char* to) override { return fails() ? -1 : FileCalls::rename(from, to); }
  int calls() const { return calls_; }

 private:
  bool fails() {
    if (calls_++ != at_ || fault_ != Fault::error) return false;
    errno = error_;
    return true;
  }
  int at_;
  Fault fault_;
  int error_;
  int calls_ = 0;
};

struct FaultScene {
  fs::path folder = fs::temp_directory_path() / fmt::format("handover_faults_{}", getpid());
  fs::path file = folder / "brief.html";
  FaultScene() {
    fs::remove_all(folder);
    fs::create_directories(folder);
    std::ofstream(file) << "old";
  }
  ~FaultScene() { fs::remove_all(folder); }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }
};

const std::string kNew(20'000, 'n');

// What a write says that meets the fault; empty when it succeeds.
std::string write_with(const FaultScene& scene, FailingCalls& calls) {
  const UseFileCalls use(calls);
  try {
    write_file_atomically(scene.file, kNew);
    return {};
  } catch (const std::system_error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("a fault at any call leaves the old file or the new one, whole and alone") {
  const FaultScene scene;
  FailingCalls counted(-1, Fault::none, 0);
  REQUIRE(write_with(scene, counted).empty());
  const int calls = counted.calls();
  REQUIRE(calls >= 8);  // open, five writes, sync, rename
  int injected = 0;
  for (int at = 0; at < calls; ++at) {
    for (const int error : {ENOSPC, EIO, EACCES, EDQUOT, EROFS}) {
      std::ofstream(scene.file) << "old";
      FailingCalls calls_with_fault(at, Fault::error, error);
      const std::string message = write_with(scene, calls_with_fault);
      CHECK_MESSAGE(message.find(scene.file.string()) != std::string::npos, message);
      CHECK_MESSAGE(message.find(std::strerror(error)) != std::string::npos, message);
      CHECK(read_file(scene.file) == "old");
      CHECK(scene.entries() == 1);
      ++injected;
    }
    std::ofstream(scene.file) << "old";
    FailingCalls shortened(at, Fault::short_write, 0);
    CHECK(write_with(scene, shortened).empty());
    CHECK(read_file(scene.file) == kNew);
    CHECK(scene.entries() == 1);
  }
  CHECK(injected >= 40);
}

TEST_CASE("an interrupted write goes on") {
  const FaultScene scene;
  FailingCalls interrupted(2, Fault::error, EINTR);
  CHECK(write_with(scene, interrupted).empty());
  CHECK(read_file(scene.file) == kNew);
}

TEST_CASE("what a killed process left behind is removed, and what a live one writes is not") {
  const FaultScene scene;
  const auto unfinished = [&](const char* name) { return scene.folder / (name + std::string(kUnfinished)); };
  std::ofstream(unfinished("brief.html.77-0")) << "half";
  std::ofstream(unfinished("other.svg.78-3")) << "half";
  std::ofstream(scene.folder / "mine.tmp") << "a user's own file";
  const fs::path live = unfinished("brief.html.79-0");
  const int held = open(live.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
  REQUIRE(held >= 0);
  REQUIRE(flock(held, LOCK_EX | LOCK_NB) == 0);
  remove_unfinished_files(scene.folder);
  CHECK_FALSE(fs::exists(unfinished("brief.html.77-0")));
  CHECK_FALSE(fs::exists(unfinished("other.svg.78-3")));
  CHECK(fs::exists(live));
  CHECK(fs::exists(scene.folder / "mine.tmp"));
  close(held);
  remove_unfinished_files(scene.folder);
  CHECK(scene.entries() == 2);
}

TEST_CASE("killed at any call, a writer leaves a whole file, and the next one clears up") {
  // The child dies without any destructor at the given call.
  class KillingCalls final : public FileCalls {
   public:
    explicit KillingCalls(int at) : at_(at) {}
    int open(const char* path, int flags) override { return die(), FileCalls::open(path, flags); }
    ssize_t write(int descriptor, const void* bytes, std::size_t count) override {
      die();
      return FileCalls::write(descriptor, bytes, std::min<std::size_t>(count, 4096));
    }
    int sync(int descriptor) override { return die(), FileCalls::sync(descriptor); }
    int rename(const char* from, const char* to) override { return die(), FileCalls::rename(from, to); }

   private:
    void die() {
      if (at_-- == 0) _exit(9);
    }
    int at_;
  };
  const FaultScene scene;
  for (int at = 0; at < 8; ++at) {
    const pid_t child = fork();
    if (child == 0) {
      KillingCalls calls(at);
      const UseFileCalls use(calls);
      write_file_atomically(scene.file, kNew);
      _exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 9);
    CHECK(read_file(scene.file) == "old");
  }
  remove_unfinished_files(scene.folder);
  CHECK(scene.entries() == 1);
}
