#include "base/root_folder.h"

#include "base/files.h"
#include "base/problem.h"

#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace handover;
namespace fs = std::filesystem;

namespace {

struct RootScene {
  fs::path path = fs::temp_directory_path() / ("handover_root_" + std::to_string(getpid()));
  RootFolder root{path / "mission"};
  RootScene() {
    fs::remove_all(path);
    fs::create_directories(path / "mission" / "plans");
    fs::create_directories(path / "outside");
    std::ofstream(path / "outside" / "secret.csv") << "secret";
    std::ofstream(path / "mission" / "a.csv") << "text";
    std::ofstream(path / "mission" / "plans" / "p.toml") << "plan";
  }
  ~RootScene() { fs::remove_all(path); }
};

std::string refusal(const RootFolder& root, const std::string& name, std::size_t most = kLargestFile) {
  try {
    return "read: " + root.read(name, most);
  } catch (const InputError& error) {
    CHECK(error.problems().at(0).file == name);
    return error.problems().at(0).what;
  }
}

}  // namespace

TEST_CASE("what is below the root is read") {
  const RootScene scene;
  CHECK(scene.root.read("a.csv") == "text");
  CHECK(scene.root.read("plans/p.toml") == "plan");
  CHECK(scene.root.kind_of("plans") == EntryKind::folder);
  CHECK(scene.root.kind_of("") == EntryKind::folder);
  CHECK(scene.root.kind_of("none") == EntryKind::absent);
  CHECK(refusal(scene.root, "none.csv") == "does not exist");
  CHECK(refusal(scene.root, "plans") == "is a folder");
}

TEST_CASE("nothing leads out of the root") {
  const RootScene scene;
  const fs::path mission = scene.root.path();
  fs::create_symlink("../outside/secret.csv", mission / "linked.csv");
  fs::create_symlink("nowhere", mission / "dangling.csv");
  fs::create_symlink("a.csv", mission / "inside.csv");
  fs::create_directory_symlink("../outside", mission / "statements");
  for (const char* name : {"linked.csv", "dangling.csv", "inside.csv"}) {
    CHECK(scene.root.kind_of(name) == EntryKind::link);
    CHECK(refusal(scene.root, name) == "is a link or lies behind one");
  }
  CHECK(scene.root.kind_of("statements/secret.csv") == EntryKind::absent);
  CHECK(refusal(scene.root, "statements/secret.csv") == "is a link or lies behind one");
  CHECK(scene.root.list("statements").empty());
  for (const std::string name :
       {"../outside/secret.csv", "plans/../../outside/secret.csv", "/etc/hostname"}) {
    CHECK(scene.root.kind_of(name) == EntryKind::absent);
    CHECK(refusal(scene.root, name) == "is not a file of this folder");
  }
}

TEST_CASE("a pipe or a device is refused at once, and a file that is too large too") {
  const RootScene scene;
  REQUIRE(mkfifo((scene.root.path() / "pipe.csv").c_str(), 0600) == 0);
  CHECK(scene.root.kind_of("pipe.csv") == EntryKind::other);
  CHECK(refusal(scene.root, "pipe.csv") == "is a pipe");
  CHECK(refusal(scene.root, "a.csv", 3) == "is larger than 3 bytes");
  CHECK(refusal(scene.root, "a.csv", 4) == "read: text");
  CHECK_THROWS_AS(read_file(scene.root.path() / "pipe.csv"), InputError);
  CHECK_THROWS_AS(read_file("/dev/zero"), InputError);
  fs::create_symlink("/dev/zero", scene.path / "zero");
  CHECK_THROWS_AS(read_file(scene.path / "zero"), InputError);
}

TEST_CASE("a folder is listed by name, with what each entry is") {
  const RootScene scene;
  fs::create_symlink("a.csv", scene.root.path() / "b.csv");
  std::ofstream(scene.root.path() / ".hidden") << "x";
  const auto entries = scene.root.list();
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].name == "a.csv");
  CHECK(entries[0].kind == EntryKind::file);
  CHECK(entries[1].kind == EntryKind::link);
  CHECK(entries[2].name == "plans");
  CHECK(entries[2].kind == EntryKind::folder);
  CHECK(scene.root.list("plans").size() == 1);
  CHECK(scene.root.list("none").empty());
  CHECK(scene.root.list("..").empty());
}
