#include "base/files.h"

#include "base/problem.h"

#include <fstream>
#include <system_error>
#include <thread>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace handover;
namespace fs = std::filesystem;

namespace {

struct TemporaryFolder {
  fs::path path = fs::temp_directory_path() / ("handover_files_" + std::to_string(getpid()));
  TemporaryFolder() {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~TemporaryFolder() { fs::remove_all(path); }
};

std::string refusal(const fs::path& path) {
  try {
    read_file(path);
  } catch (const InputError& error) {
    return error.problems().at(0).what;
  }
  return "was read";
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a file that cannot be read says why") {
  const TemporaryFolder folder;
  const fs::path file = folder.path / "a.txt";
  CHECK(refusal(file) == "does not exist");
  CHECK(refusal(folder.path) == "is a folder");
  std::ofstream(file) << "x";
  CHECK(refusal(file / "b.txt") == "does not exist");
  fs::create_symlink("loop", folder.path / "loop");
  CHECK(refusal(folder.path / "loop") == "cannot be read: Too many levels of symbolic links");
  fs::permissions(file, fs::perms::none);
  if (access(file.c_str(), R_OK) != 0) CHECK(refusal(file) == "cannot be read: permission denied");
}

TEST_CASE("a link stays a link and what it names is replaced whole") {
  const TemporaryFolder folder;
  fs::create_directories(folder.path / "there");
  const fs::path target = folder.path / "there" / "target", link = folder.path / "link";
  fs::create_symlink("there/target", link);
  write_file_atomically(link, "first");  // the link names nothing yet
  CHECK(fs::is_symlink(link));
  CHECK(read_file(target) == "first");
  std::ifstream opened_before(target);
  write_file_atomically(link, "second");
  CHECK(fs::is_symlink(link));
  CHECK(read_file(target) == "second");
  std::string old;
  opened_before >> old;
  CHECK(old == "first");
  CHECK(files_in(folder.path / "there") == 1);
}

TEST_CASE("pipes and devices are written into and stay what they are") {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  std::string received;
  // Who reads a pipe waits for it, as the shell does; `read_file` itself takes plain files.
  std::thread reader([&] { std::getline(std::ifstream(pipe), received); });
  write_file_atomically(pipe, "through the pipe");
  reader.join();
  CHECK(received == "through the pipe");
  CHECK(fs::is_fifo(pipe));
  // By a link, so that a mistake would replace no device of the machine.
  const fs::path link = folder.path / "full";
  fs::create_symlink("/dev/full", link);
  CHECK_THROWS_AS(write_file_atomically(link, "x"), std::system_error);
  CHECK(fs::is_symlink(link));
  CHECK(fs::is_character_file(link));
  CHECK(files_in(folder.path) == 2);
}

TEST_CASE("what would stop a file from being written is known before") {
  const TemporaryFolder folder;
  CHECK(why_unwritable(folder.path / "new.html").what.empty());
  CHECK(why_unwritable("new.html").what.empty());
  CHECK(why_unwritable("/dev/null").what.empty());
  CHECK(why_unwritable("").what == "is not a file name");
  CHECK(why_unwritable(folder.path).what == "is a folder");
  CHECK(why_unwritable(folder.path / "none" / "").what == "is a folder");
  CHECK(why_unwritable(folder.path / "none" / "x.html").what == "lies in a folder that does not exist");
  fs::permissions(folder.path, fs::perms::owner_read | fs::perms::owner_exec);
  if (access(folder.path.c_str(), W_OK) != 0)
    CHECK(why_unwritable(folder.path / "x").what.starts_with("lies in a folder that cannot be written to"));
  fs::permissions(folder.path, fs::perms::owner_all);
  CHECK(files_in(folder.path) == 0);
}

TEST_CASE("a file that is replaced keeps its mode; one for its owner alone is read by nobody else") {
  const auto folder = std::filesystem::temp_directory_path() / "handover-modes";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  using std::filesystem::perms;
  const auto mode_of = [](const std::filesystem::path& path) {
    return std::filesystem::status(path).permissions();
  };
  const auto file = folder / "page.html";
  write_file_atomically(file, "one");
  const perms usual = mode_of(file);
  std::filesystem::permissions(file, perms::owner_read | perms::owner_write | perms::group_read);
  write_file_atomically(file, "two");
  CHECK(mode_of(file) == (perms::owner_read | perms::owner_write | perms::group_read));
  CHECK(read_file(file) == "two");
  const auto secret = folder / "own.html";
  write_file_atomically(secret, "three", FileReaders::owner_only);
  CHECK(mode_of(secret) == (perms::owner_read | perms::owner_write));
  // Also over a file that was open to all.
  std::filesystem::permissions(file, usual);
  write_file_atomically(file, "four", FileReaders::owner_only);
  CHECK(mode_of(file) == (perms::owner_read | perms::owner_write));
  std::filesystem::remove_all(folder);
}
