// What survives when a writing process is killed at any moment or the disk fills up: every run whose add()
// had returned, whole, and nothing of the others.
#include "base/problem.h"
#include "base/random_stream.h"
#include "store/store.h"

#include <csignal>
#include <functional>
#include <set>

#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace handover;
using namespace handover::store;

namespace {

constexpr std::size_t kFigures = 400;

struct TemporaryFolder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("handover_crash_" + std::to_string(getpid()));
  TemporaryFolder() {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

RunRecord big_run(std::uint64_t seed) {
  RunRecord run{.command = "run", .mission = "m", .as_of = "2024-07-24", .version = "test", .seed = seed};
  run.started = run.finished = now_utc();
  run.result_json = "{\"words\":\"" + std::string(200'000, 'w') + "\",\"seed\":" + std::to_string(seed) + "}";
  for (std::size_t i = 0; i < kFigures; ++i) {
    run.figures.push_back({"threat", "attacks", "s", "2024-08", 0.0, double(i), 1.0, 0.9, "attacks"});
  }
  return run;
}

// Writes runs until it is killed or refused; tells each finished one's id through the pipe.
// Exit code 0: refused with InputError (which `expected` finds in the words); 1: anything else.
int write_runs(const std::filesystem::path& file, int pipe, const std::string& expected) {
  try {
    Store store = Store::open(file);
    for (std::uint64_t seed = 0;; ++seed) {
      const std::string id = store.add(big_run(seed));
      if (write(pipe, id.data(), id.size()) != static_cast<ssize_t>(id.size())) return 1;
    }
  } catch (const InputError& error) {
    return std::string(error.what()).find(expected) != std::string::npos ? 0 : 1;
  } catch (...) {
    return 1;
  }
}

struct Child {
  pid_t process = 0;
  int pipe = -1;
};

Child start(const std::function<int(int)>& work) {
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t process = fork();
  REQUIRE(process >= 0);
  if (process == 0) {
    close(ends[0]);
    _exit(work(ends[1]));
  }
  close(ends[1]);
  return {process, ends[0]};
}

// Ids that the child told before it ended, and how it ended.
std::set<std::string> finish(const Child& child, int& status) {
  std::string text;
  char buffer[4096];
  for (ssize_t count = 0; (count = read(child.pipe, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  close(child.pipe);
  waitpid(child.process, &status, 0);
  std::set<std::string> ids;
  for (std::size_t i = 0; i + 12 <= text.size(); i += 12) ids.insert(text.substr(i, 12));
  return ids;
}

// Every told run is there and whole; at most one that was finished but could not be told any more. Returns
// all.
std::set<std::string> check_whole(const std::filesystem::path& file, const std::set<std::string>& told) {
  const Store store = Store::open(file);
  std::set<std::string> found;
  for (const RunRecord& summary : store.runs()) {
    const auto run = store.find(summary.id);
    REQUIRE(run);
    CHECK(run->figures.size() == kFigures);
    CHECK(run->result_json.size() > 200'000);
    found.insert(run->id);
  }
  for (const std::string& id : told) CHECK_MESSAGE(found.contains(id), "a finished run is lost: ", id);
  CHECK(found.size() <= told.size() + 1);
  return found;
}

}  // namespace

TEST_CASE("a process killed at a random moment loses no finished run and leaves no half one") {
  const TemporaryFolder folder;
  const RandomStream randomness(Seed{20240724}, 0, 0, Purpose::test);
  int killed_with_runs = 0;
  std::set<std::string> told;
  auto file = folder.path / "m0.duckdb";
  constexpr std::uint32_t kKills = 60;
  for (std::uint32_t i = 0; i < kKills; ++i) {
    // Every fourth round begins a new file, so that its making is interrupted too.
    if (i % 4 == 0) {
      file = folder.path / ("m" + std::to_string(i) + ".duckdb");
      told.clear();
    }
    const Child child = start([&file](int pipe) { return write_runs(file, pipe, "-"); });
    const double longest_ms = i % 4 == 0 ? 120.0 : 400.0;
    usleep(static_cast<useconds_t>(1000.0 * longest_ms * randomness.uniform_at(0, i)));
    kill(child.process, SIGKILL);
    int status = 0;
    const auto new_ids = finish(child, status);
    CHECK(WIFSIGNALED(status));
    killed_with_runs += new_ids.empty() ? 0 : 1;
    told.insert(new_ids.begin(), new_ids.end());
    if (std::filesystem::exists(file)) told = check_whole(file, told);
  }
  // The test is worth something only when many kills came in the middle of writing.
  CHECK(killed_with_runs >= 15);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path)) {
    files += entry.path().extension() == ".new" ? 1U : 0U;
  }
  CHECK(files <= kKills / 4);  // at most what the last kill of each file left
}

TEST_CASE("a full disk is said so, and what was kept stays: limit on the size of a file") {
  const TemporaryFolder folder;
  for (const rlim_t limit : {300'000UL, 1'500'000UL, 3'000'000UL, 5'000'000UL}) {
    const auto file = folder.path / (std::to_string(limit) + ".duckdb");
    {
      Store store = Store::open(file);
      store.add(big_run(0));
    }
    const Child child = start([&file, limit](int pipe) {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit most{limit, limit};
      setrlimit(RLIMIT_FSIZE, &most);
      return write_runs(file, pipe, "the disk is full");
    });
    int status = 0;
    auto told = finish(child, status);
    CHECK_MESSAGE((WIFEXITED(status) && WEXITSTATUS(status) == 0), "limit ", limit, ", status ", status);
    const auto found = check_whole(file, told);
    CHECK(found.size() == told.size() + 1);  // with the one from before the limit
    Store store = Store::open(file);
    told = found;
    told.insert(store.add(big_run(9)));  // and the store still takes runs
    CHECK(store.runs().size() == told.size());
  }
}

TEST_CASE("a full disk is said so, and what was kept stays: a small file system") {
  const TemporaryFolder folder;
  const auto disk = folder.path / "disk";
  std::filesystem::create_directories(disk);
  if (mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=3m") != 0) {
    MESSAGE("skipped: this user may not mount a tmpfs");
    return;
  }
  const auto file = disk / "m.duckdb";
  const Child child = start([&file](int pipe) { return write_runs(file, pipe, "the disk is full"); });
  int status = 0;
  const auto told = finish(child, status);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  CHECK(told.size() >= 2);
  check_whole(file, told);
  umount(disk.c_str());
}

TEST_CASE("a store that another process holds is refused with the reason") {
  const TemporaryFolder folder;
  const auto file = folder.path / "m.duckdb";
  const Child child = start([&file](int pipe) {
    const Store store = Store::open(file);
    if (write(pipe, "0123456789ab", 12) != 12) return 1;
    pause();
    return 0;
  });
  char buffer[12];
  REQUIRE(read(child.pipe, buffer, 12) == 12);
  try {
    Store::open(file);
    FAIL("opened");
  } catch (const InputError& error) {
    CHECK(std::string(error.what()).find("is in use by another process") != std::string::npos);
  }
  kill(child.process, SIGKILL);
  int status = 0;
  finish(child, status);
  CHECK(Store::open(file).runs().empty());
}
