#include "mission/mission_file.h"

#include "mission/test_folder.h"

using namespace handover;

TEST_CASE("a file that a mission is read from is known as one") {
  const Folder folder;
  const auto at = [&](const char* name) { return mission_file_at(folder.mission() / name); };
  CHECK(at("mission.toml") == "the file mission.toml of the mission example");
  CHECK(at("troops.csv") == "a table of the mission example");
  CHECK(at("lift.csv") == "a table of the mission example");  // not there, and would be read
  CHECK(at("import.toml") == "the rules of import of the mission example");
  CHECK(at("statements/host.txt") == "a statement of the mission example");
  CHECK(at("plans/two-steps.toml") == "a plan of the mission example");
  CHECK(at("plans/new.toml").empty());
  CHECK(at("overlays/ours/rules.toml") == "an overlay of the mission example");
  CHECK(at("plans/../troops.csv") == "a table of the mission example");
  CHECK(at("brief.html").empty());
  CHECK(mission_file_at(folder.mission().parent_path() / "troops.csv").empty());
  // By another way to the same place.
  const auto link = folder.mission().parent_path() / "link";
  std::filesystem::create_directory_symlink("example", link);
  CHECK(mission_file_at(link / "mission.toml") == "the file mission.toml of the mission example");
}
